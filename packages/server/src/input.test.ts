import { describe, expect, it } from 'vitest';
import { readFen, readList } from './input.js';

const LIMITS = { min: 100, max: 1_000_000_000 };

describe('an amount', () => {
  it.each([100, 101, 1_000_000_000])('of %d fen is accepted', (fen) => {
    expect(readFen('amount', fen, LIMITS)).toBe(fen);
  });

  it.each([99, 0, -100, 1_000_000_001])('of %d fen is refused with limits in yuan', (fen) => {
    expect(() => readFen('amount', fen, LIMITS)).toThrow(
      'BAD_USER_INPUT: The amount has to be between ¥1.00 and ¥10,000,000.00. (amount)',
    );
  });

  it.each([100.5, 2 ** 53, Number.NaN])('of %d fen is refused instead of rounded', (fen) => {
    expect(() => readFen('amount', fen, LIMITS)).toThrow('BAD_USER_INPUT');
  });
});

describe('a list', () => {
  it.each([[[]], [[1, 2, 3]]])('%j is refused with the allowed number of entries', (list) => {
    expect(() => readList('milestones', list, { min: 1, max: 2 })).toThrow(
      'BAD_USER_INPUT: Please give 1 to 2 entries. (milestones)',
    );
  });

  it('of the right length is returned', () => {
    expect(readList('milestones', ['a'], { min: 1, max: 2 })).toEqual(['a']);
  });
});
