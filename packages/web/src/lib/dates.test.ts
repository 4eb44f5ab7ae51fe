import { describe, expect, it } from 'vitest';
import { daysUntil, endOfShanghaiDay, formatAgo, formatDate, formatDateTime, formatShortDate, shanghaiDay, startOfShanghaiDay } from './dates';

const evening = '2017-06-08T16:30:00.000Z'; // already 9 June in Beijing

describe('dates are Beijing dates', () => {
  it('in both languages', () => {
    expect(formatDate(evening, 'zh-CN')).toBe('2017年6月9日');
    expect(formatDate(evening, 'en')).toBe('9 June 2017');
    expect(formatDateTime(evening, 'zh-CN')).toBe('2017年6月9日 00:30');
    expect(formatDateTime(evening, 'en')).toBe('9 June 2017, 00:30');
  });

  it('leave out the year only within it', () => {
    expect(formatShortDate(evening, 'zh-CN', new Date('2017-12-01T00:00:00Z'))).toBe('6月9日');
    expect(formatShortDate(evening, 'zh-CN', new Date('2017-12-31T16:00:00Z'))).toBe('2017年6月9日');
  });

  it('go to and from a date input', () => {
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
