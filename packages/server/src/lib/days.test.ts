import { describe, expect, it } from 'vitest';
import { addDays, addMonths, beginningOf, daysBetween, isDay, lastDayOf, shanghaiDay, shanghaiYear } from './days.js';

describe('a day in Shanghai', () => {
  it.each([
    ['2017-06-07T15:59:59.999Z', '2017-06-07', 2017],
    ['2017-06-07T16:00:00.000Z', '2017-06-08', 2017],
    ['2017-06-08T02:00:00.000Z', '2017-06-08', 2017],
    ['2017-12-31T15:59:59.999Z', '2017-12-31', 2017],
    ['2017-12-31T16:00:00.000Z', '2018-01-01', 2018],
    ['2020-02-28T16:00:00.000Z', '2020-02-29', 2020],
    ['2018-07-01T16:00:00.000Z', '2018-07-02', 2018],
  ])('%s is %s', (moment, day, year) => {
    expect(shanghaiDay(new Date(moment)), 'days begin at 16:00 UTC, whatever zone the server is in').toBe(day);
    expect(shanghaiYear(new Date(moment))).toBe(year);
  });

  it.each(['2017-06-08', '2020-02-29', '2026-01-01'])(
    '%s begins at a moment of that day, and the moment before belongs to the day before',
    (day) => {
      expect(shanghaiDay(beginningOf(day))).toBe(day);
      expect(shanghaiDay(new Date(beginningOf(day).getTime() - 1))).toBe(addDays(day, -1));
    },
  );

  it.each([
    ['2026-02-28', true],
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-02-30', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-1-1', false],
    ['', false],
    ['2026-01-01T00:00:00Z', false],
    ['20260101', false],
  ])('%s: %s', (text, is) => {
    expect(isDay(text)).toBe(is);
  });
});

describe('months', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-31', 3, '2026-04-30'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2025-11-30', 3, '2026-02-28'],
    ['2023-11-30', 3, '2024-02-29'],
    ['2026-10-15', 3, '2027-01-15'],
    ['2026-12-31', 12, '2027-12-31'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -3, '2025-10-15'],
    ['2026-05-05', 0, '2026-05-05'],
  ])('%s and %i more is %s', (day, count, expected) => expect(addMonths(day, count)).toBe(expected));
});

describe('days', () => {
  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-05-01', 0, '2026-05-01'],
  ])('%s and %i more is %s', (day, count, expected) => {
    expect(addDays(day, count)).toBe(expected);
    expect(daysBetween(day, expected)).toBe(count);
  });
});

describe('the last day before an end', () => {
  it.each([
    ['2026-01-03T15:59:00.000Z', '2026-01-03'],
    ['2026-01-03T15:59:59.999Z', '2026-01-03'],
    ['2026-01-03T16:00:00.000Z', '2026-01-03'],
    ['2026-01-03T16:00:00.001Z', '2026-01-04'],
    ['2025-12-31T16:00:00.000Z', '2025-12-31'],
    ['2024-02-29T16:00:00.000Z', '2024-02-29'],
  ])('%s is %s', (end, day) => expect(lastDayOf(new Date(end))).toBe(day));
});
