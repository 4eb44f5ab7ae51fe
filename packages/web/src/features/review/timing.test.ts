import { describe, expect, it } from 'vitest';
import { reviewTiming } from './timing';

const now = new Date('2017-06-08T04:00:00Z');

describe('reviewTiming', () => {
  it.each([
    ['2017-06-08T01:00:00Z', 0, false],
    // 23:30 in Beijing on the 7th: yesterday there, although less than a day ago.
    ['2017-06-07T15:30:00Z', 1, false],
    ['2017-06-03T04:00:00Z', 5, true],
  ])('counts calendar days in Beijing since %s', (submittedAt, days, long) => {
    expect(reviewTiming({ submittedAt }, 5, now)).toMatchObject({ waitedDays: days, waitsLong: long });
  });

  it('leaves time for the public notice before funding ends', () => {
    const timing = reviewTiming({ submittedAt: null, fundingEndsAt: '2017-06-30T15:59:59Z' }, 5, now);
    expect(timing).toMatchObject({ decideBy: '2017-06-25T15:59:59.000Z', daysLeft: 17, tight: false });
  });

  it('says when it is tight or too late', () => {
    expect(reviewTiming({ fundingEndsAt: '2017-06-15T15:59:59Z' }, 5, now)).toMatchObject({ daysLeft: 2, tight: true });
    expect(reviewTiming({ fundingEndsAt: '2017-06-09T15:59:59Z' }, 5, now)).toMatchObject({ daysLeft: -4, tight: true });
  });

  it('knows no deadline where funding has no end', () => {
    expect(reviewTiming({ submittedAt: null, fundingEndsAt: null }, 5, now)).toEqual({ waitedDays: 0, waitsLong: false, tight: false });
  });
});
