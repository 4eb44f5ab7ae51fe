import { describe, expect, it } from 'vitest';
import { sumFen } from '../../lib/money.js';
import { SourceUse } from './programme.enums.js';
import { splitGrant, splitGrants } from './programmes.rules.js';

describe('splitGrant', () => {
  it.each([
    ['the first source alone', SourceUse.IN_ORDER, 100, [100, 50], [100, 0]],
    ['the next source with what the first one lacks', SourceUse.IN_ORDER, 130, [100, 0, 50], [100, 0, 30]],
    ['each source in proportion', SourceUse.IN_PROPORTION, 30, [100, 200], [10, 20]],
    ['fen that are over from the first sources', SourceUse.IN_PROPORTION, 10, [100, 100, 100], [4, 3, 3]],
    ['no more than a source has', SourceUse.IN_PROPORTION, 2, [0, 1, 1], [0, 1, 1]],
    ['everything that is left', SourceUse.IN_PROPORTION, 7, [1, 2, 4], [1, 2, 4]],
    [
      'sums beyond the exact products of numbers',
      SourceUse.IN_PROPORTION,
      9_999_999_999,
      [900_000_000_000_001, 1],
      [9_999_999_999, 0],
    ],
  ])('takes %s', (_what, use, amount, left, expected) => {
    expect(splitGrant(use, amount, left)).toEqual(expected);
  });
});

it.each(Object.values(SourceUse))('splitGrants pays every grant exactly and no source past its money: %s', (use) => {
  const left = [1_003, 77, 40_001];
  const amounts = [1, 999, 5_000, 3, 35_077, 1];
  const shares = splitGrants(use, amounts, left);
  expect(shares.map((of) => sumFen(of))).toEqual(amounts);
  expect(shares.flat().every((fen) => fen >= 0)).toBe(true);
  expect(left.map((_, place) => sumFen(shares.map((of) => of[place]!)))).toEqual(left);
});
