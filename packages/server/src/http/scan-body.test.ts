import { describe, expect, it } from 'vitest';
import { QUERY_LIMITS } from './limits.js';
import { assertBodyWithinLimits, BODY_LIMITS } from './scan-body.js';

const MAX = QUERY_LIMITS.characters;

/** The key of the refusal of a body, or null. */
function refusalOf(body: string): string | null {
  try {
    assertBodyWithinLimits(Buffer.from(body));
    return null;
  } catch (error) {
    return (error as { key: string }).key;
  }
}
const bodyOf = (query: string, variables: unknown = {}): string => JSON.stringify({ variables, query });
const ofLength = (length: number, part: string): string =>
  part.repeat(Math.ceil(length / part.length)).slice(0, length);

describe('the query of a body', () => {
  it.each(['x', '"', '\\', '\n', 'é', '红', '𠮷', '\u0001', '\\"', 'a"红\\𠮷\n', `${'x'.repeat(300)}"`])(
    'may have as many characters as the limit, counted as JavaScript counts those of %j',
    (part) => {
      const longest = ofLength(MAX, part);
      expect(JSON.parse(bodyOf(longest)).query).toHaveLength(MAX);
      expect(refusalOf(bodyOf(longest))).toBeNull();
      expect(refusalOf(bodyOf(`${longest}x`))).toBe('query.characters');
      expect(refusalOf(bodyOf('{ viewer { id } }', { note: `${longest}x` }))).toBeNull();
    },
  );

  it('is measured wherever it is, with blanks around its colon', () => {
    expect(refusalOf(`{ "query" :\n "${'x'.repeat(MAX + 1)}" }`)).toBe('query.characters');
    expect(refusalOf(`{ "query" :\n "x", "variables": "${'x'.repeat(130_000)}" }`)).toBeNull();
    expect(refusalOf(bodyOf('x', { query: 'y'.repeat(MAX + 1) })), 'a variable of this name').toBeNull();
  });
});

it('refuses brackets that nest too deep, and not brackets in texts', () => {
  const nested = (depth: number) => `{"query":"x","variables":${'['.repeat(depth)}${']'.repeat(depth)}}`;
  expect(refusalOf(nested(BODY_LIMITS.nesting - 1))).toBeNull();
  expect(refusalOf(nested(BODY_LIMITS.nesting))).toBe('query.nesting');
  expect(refusalOf(bodyOf('{'.repeat(200), { a: '['.repeat(200) }))).toBeNull();
  expect(refusalOf(`[${'[],'.repeat(200)}[]]`), 'lists beside each other').toBeNull();
});

it('refuses too many values, and not commas in texts', () => {
  const list = (length: number) =>
    bodyOf(
      'x',
      Array.from({ length }, () => 1),
    );
  expect(refusalOf(list(BODY_LIMITS.values))).toBeNull();
  expect(refusalOf(list(BODY_LIMITS.values + 1))).toBe('body.values');
  expect(refusalOf(bodyOf(','.repeat(5_000), { a: ','.repeat(50_000) }))).toBeNull();
});

it.each([
  ['no query', JSON.stringify({ x: 'y'.repeat(130_000) })],
  ['a query that is no text', `{"query":7,"x":"${'y'.repeat(130_000)}"}`],
  ['the word as a text', `["query","${'y'.repeat(130_000)}"]`],
  ['an end in the middle', `{"x":"${'y'.repeat(130_000)}","query"`],
  ['a text without an end', `{"x":"${'y'.repeat(130_000)}","query":"\\`],
  ['a long text without an end', `{"x":"${'y'.repeat(130_000)}\\"`],
])('leaves a body with %s to the parser', (_what, body) => {
  expect(refusalOf(body)).toBeNull();
});
