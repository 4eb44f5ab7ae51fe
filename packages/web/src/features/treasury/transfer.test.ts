import { describe, expect, it } from 'vitest';
import { compareAmount, expiryOf, searchTerm, sumOf } from './transfer';

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

describe('expiryOf', () => {
  const now = new Date('2017-06-08T04:00:00Z'); // noon in Beijing
  it.each([
    ['2017-06-08T03:59:59Z', 'past'],
    ['2017-06-08T04:00:00Z', 'past'],
    ['2017-06-08T15:59:59Z', 'today'],
    ['2017-06-08T16:00:00Z', 'today'],
    ['2017-06-11T10:00:00Z', 'soon'],
    ['2017-06-11T16:00:00Z', 'soon'],
  ])('%s is %s', (expiresAt, state) => {
    expect(expiryOf(expiresAt, now).state).toBe(state);
  });
});

it('adds up', () => {
  expect(sumOf([])).toBe(0);
  expect(sumOf([{ amount: 1 }, { amount: 99_99 }])).toBe(100_00);
});

describe('searchTerm', () => {
  it.each([
    ['¥1,234.50', '1234.50'],
    ['１２３４元', '1234'],
    [' HC7K2M9QXA ', 'HC7K2M9QXA'],
    ['陈, 小明', '陈, 小明'],
    ['', ''],
  ])('%s', (typed, term) => {
    expect(searchTerm(typed)).toBe(term);
  });
});
