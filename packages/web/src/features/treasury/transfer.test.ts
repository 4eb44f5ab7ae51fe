import { describe, expect, it } from 'vitest';
import { compareAmount, sumOf } from './transfer';

describe('compareAmount', () => {
  it.each([
    ['', { state: 'empty' }],
    ['  ', { state: 'empty' }],
    ['abc', { state: 'invalid' }],
    ['1234.50', { state: 'equal' }],
    ['¥1,234.5', { state: 'equal' }],
    ['１２３４．５', { state: 'equal' }],
    ['1234.51', { state: 'more', difference: 1 }],
    ['1234', { state: 'less', difference: 50 }],
    ['0', { state: 'less', difference: 1234_50 }],
  ])('%s against ¥1,234.50', (typed, expected) => {
    expect(compareAmount(typed, 1234_50)).toEqual(expected);
  });
});

it('adds amounts up', () => {
  expect(sumOf([])).toBe(0);
  expect(sumOf([{ amount: 1 }, { amount: 99_99 }])).toBe(100_00);
});
