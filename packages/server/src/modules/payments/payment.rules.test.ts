import { describe, expect, it } from 'vitest';
import { invalidState, limitExceeded } from '../../errors.js';
import { endOfAttempt, nextQuery, strayReasonOf, tradeNoOf } from './payment.rules.js';

const NOW = new Date('2026-06-10T02:00:00.400Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);

describe('an attempt', () => {
  it.each([
    ['half an hour, in whole seconds', 14 * 86_400_000, '2026-06-10T02:30:00.000Z'],
    ['no longer than its pledge', 10 * 60_000, '2026-06-10T02:10:00.000Z'],
    ['not at all in the last minute', 59_999, null],
    ['not at all after the pledge', -1, null],
  ])('can be paid for %s', (_, left, expected) => {
    expect(endOfAttempt(NOW, later(left))?.toISOString() ?? null).toBe(expected);
  });

  it('is asked about at intervals that double up to an hour', () => {
    expect([0, 1, 2, 9, 10, 1_000].map((queries) => nextQuery(NOW, queries).getTime() - NOW.getTime())).toEqual([
      5_000, 10_000, 20_000, 2_560_000, 3_600_000, 3_600_000,
    ]);
  });

  it('has a number that WeChat Pay takes', () => {
    expect(tradeNoOf('019aa8d2-4f00-7abc-8def-0123456789ab')).toMatch(/^[0-9a-f]{32}$/);
  });
});

it.each([
  [invalidState('pledge.wrongStatus', { status: 'PAID' }), 'PAID_ALREADY'],
  [invalidState('pledge.wrongStatus', { status: 'REFUNDED' }), 'PAID_ALREADY'],
  [invalidState('pledge.wrongStatus', { status: 'EXPIRED' }), 'PLEDGE_ENDED'],
  [invalidState('pledge.wrongStatus', { status: 'CANCELLED' }), 'PLEDGE_ENDED'],
  [limitExceeded('pledge.placeTaken'), 'NO_PLACE'],
  [invalidState('project.wrongStatus', { status: 'CANCELLED' }), 'PROJECT_ENDED'],
])('%s is told as %s', (refusal, reason) => {
  expect(strayReasonOf(refusal)).toBe(reason);
});
