import { describe, expect, it } from 'vitest';
import { formatFen, sumFen, toFen } from './money.js';

const MOST = Number.MAX_SAFE_INTEGER;

describe('toFen', () => {
  it.each([
    [0, 0],
    [1, 1],
    [-1, -1],
    [MOST, MOST],
    ['9007199254740991', MOST],
    ['-12', -12],
    [12n, 12],
    [BigInt(MOST), MOST],
  ])('%s is %i fen', (value, fen) => {
    expect(toFen(value)).toBe(fen);
  });

  it.each([
    ['a fraction', 0.5],
    ['a sum that floating point blurs', 0.1 + 0.2],
    ['2^53, where whole numbers begin to be rounded', 2 ** 53],
    ['2^53 + 1 as text', '9007199254740993'],
    ['2^63 as a bigint', 2n ** 63n],
    ['not a number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['empty text', ''],
    ['a blank', ' '],
    ['words', 'ten'],
    ['hexadecimal text', '0x10'],
    ['exponents', '1e3'],
    ['a fraction as text', '1.0'],
  ])('refuses %s', (_, value) => {
    expect(
      () => toFen(value),
      'toFen refuses values that are no whole numbers, because every value it returns is money',
    ).toThrow(RangeError);
  });
});

describe('sumFen', () => {
  it.each([
    [[], 0],
    [[1, 2, 3], 6],
    [[10, -10], 0],
    [[MOST - 1, 1], MOST],
  ])('%j is %i', (amounts, sum) => {
    expect(sumFen(amounts)).toBe(sum);
  });

  it('refuses a sum, or a sum on the way, that leaves the safe range', () => {
    expect(() => sumFen([MOST, 1])).toThrow(RangeError);
    expect(() => sumFen([MOST, 1, -1]), 'after rounding in between, a correct result is an accident').toThrow(
      RangeError,
    );
    expect(() => sumFen([0.5, 0.5])).toThrow(RangeError);
  });
});

describe('formatFen', () => {
  it.each([
    [0, '¥0.00'],
    [5, '¥0.05'],
    [100, '¥1.00'],
    [123_456, '¥1,234.56'],
    [-105, '-¥1.05'],
    [MOST, '¥90,071,992,547,409.91'],
  ])('%i shows as %s', (fen, text) => {
    expect(formatFen(fen)).toBe(text);
  });
});
