import { describe, expect, it } from 'vitest';
import { shanghaiDay, shanghaiYear } from './days.js';

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
});
