import { describe, expect, it } from 'vitest';
import { fenToInput, formatExact, formatMoney, parseYuan, percentOf } from './money';

describe('formatMoney', () => {
  it.each([
    [0, '¥0'],
    [1, '¥0.01'],
    [100, '¥1'],
    [123_450, '¥1,234.50'],
    [99_999_00, '¥99,999'],
    [99_999_99, '¥99,999.99'],
    [100_000_00, '10.00万元'],
    [123_456_78, '12.34万元'],
    [1_400_000_00, '140.00万元'],
    [77_536_700_00, '7,753.67万元'],
    [518_000_000_00, '51,800.00万元'],
    [-123_456_78, '-12.34万元'],
    [Number.MAX_SAFE_INTEGER, '9,007,199,254.74万元'],
  ])('%i fen in Chinese is %s', (fen, text) => {
    expect(formatMoney(fen, 'zh-CN')).toBe(text);
  });

  it('never rounds up to a figure that the ledger does not have', () => {
    expect(formatMoney(199_999_99, 'zh-CN')).toBe('19.99万元');
  });

  it('stays exact in English, which has no word for 万', () => {
    expect(formatMoney(1_400_000_00, 'en')).toBe('¥1,400,000');
  });
});

describe('formatExact', () => {
  it.each([
    [123_456_789, 'auto', '¥1,234,567.89'],
    [100, 'always', '¥1.00'],
    [-5, 'always', '-¥0.05'],
    [Number.MAX_SAFE_INTEGER, 'auto', '¥90,071,992,547,409.91'],
  ] as const)('%i %s is %s', (fen, decimals, text) => {
    expect(formatExact(fen, decimals)).toBe(text);
  });
});

describe('parseYuan', () => {
  it.each([
    ['100', 10_000],
    ['99.5', 9950],
    ['99.50', 9950],
    ['0.29', 29], // 0.29 * 100 is 28.999… in floats
    ['1.15', 115],
    ['¥1,234.50', 123_450],
    ['１００．５０', 10_050],
    [' 1 000 元', 100_000],
    ['5.', 500],
    ['0', 0],
  ])('%s is %i fen', (text, fen) => {
    expect(parseYuan(text)).toBe(fen);
  });

  it.each(['', 'abc', '1.234', '-5', '1e3', '.5', '1.2.3', '9'.repeat(14), '0x10', '十元'])(
    '%j is no amount',
    (text) => {
      expect(parseYuan(text)).toBeUndefined();
    },
  );

  it('can be read back by the input', () => {
    for (const fen of [0, 1, 99, 100, 123_456, 10_000_000_00]) expect(parseYuan(fenToInput(fen))).toBe(fen);
  });
});

describe('percentOf', () => {
  it.each([
    [0, 100, 0],
    [99_999, 100_000, 99],
    [100_000, 100_000, 100],
    [150, 100, 150],
    [5, 0, 0],
  ])('%i of %i is %i', (part, whole, percent) => {
    expect(percentOf(part, whole)).toBe(percent);
  });
});
