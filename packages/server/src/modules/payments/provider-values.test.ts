import { describe, expect, it } from 'vitest';
import { readMoment, readShanghaiTime, readWholeFen, readYuan, shanghaiTime, yuanOf } from './provider-values.js';

describe('amounts of providers', () => {
  it.each([
    ['0.01', 1],
    ['88.88', 8_888],
    ['88.8', 8_880],
    ['88', 8_800],
    ['10000000.00', 1_000_000_000],
    // 1.1 and 0.29 times 100 are no whole numbers in binary.
    ['1.10', 110],
    ['0.29', 29],
  ])('%s yuan are %i fen, and back', (text, fen) => {
    expect(readYuan(text)).toBe(fen);
    expect(readYuan(yuanOf(fen))).toBe(fen);
  });

  it.each([
    ['0'],
    ['0.00'],
    ['-1'],
    ['1.001'],
    ['1e3'],
    ['1,000.00'],
    ['１'],
    [' 1'],
    [''],
    [1],
    [null],
    ['9'.repeat(20)],
  ])('refuses %j as yuan', (value) => {
    expect(() => readYuan(value)).toThrow('AMOUNT');
  });

  it.each([[0], [-1], [1.5], ['100'], [2 ** 53], [Number.NaN], [undefined]])('refuses %j as whole fen', (value) => {
    expect(() => readWholeFen(value)).toThrow('AMOUNT');
  });
});

describe('moments of providers', () => {
  it('are read and written in the time of Shanghai, whatever the time zone of this process', () => {
    expect(readShanghaiTime('2026-01-01 00:30:00').toISOString()).toBe('2025-12-31T16:30:00.000Z');
    expect(shanghaiTime(new Date('2025-12-31T16:30:00.999Z'))).toBe('2026-01-01 00:30:00');
    expect(readMoment('2026-01-01T00:30:00+08:00').toISOString()).toBe('2025-12-31T16:30:00.000Z');
  });

  it.each([['2026-13-01 00:00:00'], ['2026-01-01T00:00:00'], ['gestern'], [null]])('refuses %j', (value) => {
    expect(() => readShanghaiTime(value)).toThrow('TIME');
  });
});
