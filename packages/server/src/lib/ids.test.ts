import { describe, expect, it } from 'vitest';
import { idsFrom, isId, momentOf, newId, newReadableCode, newToken } from './ids.js';

describe('newId', () => {
  it('creates ids of our form that sort in the order of their creation', () => {
    const ids = Array.from({ length: 1_000 }, newId);
    expect(ids.every(isId)).toBe(true);
    expect(new Set(ids).size).toBe(1_000);
    expect([...ids].sort(), 'ordered ids are appended to an index; others are scattered over it').toEqual(ids);
  });
});

describe('newId in concurrent transactions', () => {
  it('keeps the order within each transaction', () => {
    const [one, other] = [new Date(1_000), new Date(2_000)];
    const ids = Array.from({ length: 100 }, () => ({ one: newId(one), other: newId(other) }));
    for (const whose of ['one', 'other'] as const) {
      const own = ids.map((pair) => pair[whose]);
      expect([...own].sort(), 'a project’s history is read in the order of its ids').toEqual(own);
    }
  });
});

describe('the moment in an id', () => {
  it.each([0, 1, 1_496_887_200_000, 1_763_775_807_123, 2 ** 48 - 1])(
    '%i can be read back, and separates the ids before it from those after it',
    (ms) => {
      const id = newId(new Date(ms));
      expect(momentOf(id)).toBe(ms);
      expect(id >= idsFrom(ms)).toBe(true);
      expect(id < idsFrom(ms + 1) || ms === 2 ** 48 - 1).toBe(true);
    },
  );
});

describe('isId', () => {
  it.each([
    '',
    'x',
    '0',
    `${newId()} `,
    newId().toUpperCase(),
    `{${newId()}}`,
    `${newId()}\n`,
    newId().replaceAll('-', ''),
    '00000000-0000-0000-0000-000000000000',
    "' OR 1=1 --",
  ])('refuses %j', (value) => {
    expect(isId(value)).toBe(false);
  });
});

describe('newToken', () => {
  it('has 256 bits, in characters that need no escaping in URLs and cookies', () => {
    const tokens = Array.from({ length: 100 }, newToken);
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(new Set(tokens).size).toBe(100);
  });
});

describe('newReadableCode', () => {
  it.each([1, 8, 30])('of length %i has that many characters', (length) => {
    expect(newReadableCode(length)).toHaveLength(length);
  });

  it('uses no character that looks like another, and all others about equally often', () => {
    const text = newReadableCode(30_000);
    expect(text).toMatch(/^[23456789A-HJ-KM-NP-TV-Z]+$/);
    const counts = new Map<string, number>();
    for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(30);
    // 1,000 expected; six standard deviations are about 190.
    for (const [letter, count] of counts)
      expect(
        Math.abs(count - 1_000),
        `${letter} came ${count} times of 30,000, which makes codes easier to guess`,
      ).toBeLessThan(190);
  });
});
