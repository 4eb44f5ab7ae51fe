import { describe, expect, it } from 'vitest';
import {
  daysUntil,
  daysUntilEnd,
  endOfShanghaiDay,
  formatAgo,
  formatDate,
  formatDateTime,
  formatEndDate,
  formatEndDateTime,
  formatEndShortDate,
  formatShortDate,
  lastDayOf,
  shanghaiDay,
  startOfShanghaiDay,
} from './dates';

const evening = '2017-06-08T16:30:00.000Z'; // already 9 June in Beijing

describe('dates are Beijing dates', () => {
  it('in both languages', () => {
    expect(formatDate(evening, 'zh-CN')).toBe('2017年6月9日');
    expect(formatDate(evening, 'en')).toBe('9 June 2017');
    expect(formatDateTime(evening, 'zh-CN')).toBe('2017年6月9日 00:30');
    expect(formatDateTime(evening, 'en')).toBe('9 June 2017, 00:30');
  });

  it('leave out the year within the current year only', () => {
    expect(formatShortDate(evening, 'zh-CN', new Date('2017-12-01T00:00:00Z'))).toBe('6月9日');
    expect(formatShortDate(evening, 'en', new Date('2017-12-01T00:00:00Z'))).toBe('9 Jun');
    expect(formatShortDate('2017-11-16T00:00:00Z', 'en', new Date('2017-12-01T00:00:00Z'))).toBe('16 Nov');
    expect(formatShortDate(evening, 'zh-CN', new Date('2017-12-31T16:00:00Z'))).toBe('2017年6月9日');
  });

  it('convert to and from a date input', () => {
    expect(shanghaiDay(evening)).toBe('2017-06-09');
    expect(startOfShanghaiDay('2017-06-09')).toBe('2017-06-08T16:00:00.000Z');
    expect(endOfShanghaiDay('2017-06-09')).toBe('2017-06-09T15:59:59.000Z');
    expect(shanghaiDay(endOfShanghaiDay('2024-02-29') ?? '')).toBe('2024-02-29');
  });

  it.each(['2023-02-29', '2023-13-01', '2023-1-1', '', 'tomorrow'])('%j is no day', (day) => {
    expect(startOfShanghaiDay(day)).toBeUndefined();
    expect(endOfShanghaiDay(day)).toBeUndefined();
  });
});

describe('the end of something', () => {
  // The end that a client sends for "until the end of 3 January", and the date that is shown.
  it.each([
    ['2026-01-03T15:59:00.000Z', '2026-01-03', '2026年1月3日', '3 January 2026', '2026年1月3日 23:59'],
    ['2026-01-03T15:59:59.000Z', '2026-01-03', '2026年1月3日', '3 January 2026', '2026年1月3日 23:59'],
    ['2026-01-03T15:59:59.999Z', '2026-01-03', '2026年1月3日', '3 January 2026', '2026年1月3日 23:59'],
    ['2026-01-03T16:00:00.000Z', '2026-01-03', '2026年1月3日', '3 January 2026', '2026年1月3日 24:00'],
    ['2026-01-03T16:00:00.001Z', '2026-01-04', '2026年1月4日', '4 January 2026', '2026年1月4日 00:00'],
    ['2026-01-03T16:01:00.000Z', '2026-01-04', '2026年1月4日', '4 January 2026', '2026年1月4日 00:01'],
    ['2025-12-31T16:00:00.000Z', '2025-12-31', '2025年12月31日', '31 December 2025', '2025年12月31日 24:00'],
    ['2024-02-29T16:00:00.000Z', '2024-02-29', '2024年2月29日', '29 February 2024', '2024年2月29日 24:00'],
    ['2026-01-04T00:00:00+08:00', '2026-01-03', '2026年1月3日', '3 January 2026', '2026年1月3日 24:00'],
  ])('%s is the end of %s', (end, day, chinese, english, withTime) => {
    expect([
      lastDayOf(end),
      formatEndDate(end, 'zh-CN'),
      formatEndDate(end, 'en'),
      formatEndDateTime(end, 'zh-CN'),
    ]).toEqual([day, chinese, english, withTime]);
  });

  it('has 24:00 in English too, and no year within the current year', () => {
    expect(formatEndDateTime('2026-01-03T16:00:00Z', 'en')).toBe('3 January 2026, 24:00');
    expect(formatEndShortDate('2026-01-03T16:00:00Z', 'zh-CN', new Date('2026-01-01T00:00:00Z'))).toBe('1月3日');
    expect(
      formatEndShortDate('2025-12-31T16:00:00Z', 'zh-CN', new Date('2026-01-01T00:00:00Z')),
      'midnight at the end of the year belongs to the old year',
    ).toBe('2025年12月31日');
  });

  it.each([
    ['2026-01-02T16:00:00Z', 0], // 3 January 00:00 in Beijing: the last day begins
    ['2026-01-03T15:59:59.999Z', 0],
    ['2026-01-02T15:59:59.999Z', 1],
    ['2026-01-03T16:00:00Z', -1], // over
  ])('at %s it is %i days to the end of 3 January', (now, days) =>
    expect(daysUntilEnd('2026-01-03T16:00:00.000Z', new Date(now))).toBe(days),
  );

  it('comes back from the form as the same day', () => {
    for (const day of ['2026-01-03', '2025-12-31', '2024-02-29'])
      expect(lastDayOf(endOfShanghaiDay(day) ?? '')).toBe(day);
  });
});

describe('daysUntil', () => {
  it.each([
    ['2017-06-08T16:00:00Z', 1], // midnight of the 9th
    ['2017-06-08T15:59:59Z', 0],
    ['2017-06-11T00:00:00Z', 3],
    ['2017-06-07T10:00:00Z', -1],
  ])('%s is %i days from noon of 8 June', (iso, days) => {
    expect(daysUntil(iso, new Date('2017-06-08T04:00:00Z'))).toBe(days);
  });
});

describe('formatAgo', () => {
  const now = new Date('2017-06-08T12:00:00Z');
  it.each([
    ['2017-06-08T11:59:30Z', '现在'],
    ['2017-06-08T12:00:05Z', '现在'], // a server clock slightly ahead is not the future
    ['2017-06-08T11:55:00Z', '5分钟前'],
    ['2017-06-08T09:00:00Z', '3小时前'],
    ['2017-06-07T11:00:00Z', '昨天'],
    ['2017-04-01T00:00:00Z', '4月1日'],
  ])('%s is %s', (iso, text) => {
    expect(formatAgo(iso, 'zh-CN', now).replace(/\s/g, '')).toBe(text);
  });
});
