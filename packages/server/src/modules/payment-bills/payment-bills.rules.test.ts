import { describe, expect, it } from 'vitest';
import { daysToFetch, differencesOf, isEmptyFinal, lastReadyDay, type Money } from './payment-bills.rules.js';

const at = (time: string) => new Date(`${time}+08:00`);

describe('the day whose bill is ready', () => {
  it.each([
    ['2026-06-10T10:29:59', '2026-06-08'],
    ['2026-06-10T10:30:00', '2026-06-09'],
    ['2026-06-10T23:59:59', '2026-06-09'],
    ['2026-06-11T00:00:00', '2026-06-09'],
  ])('at %s is %s', (now, day) => expect(lastReadyDay(at(now))).toBe(day));
});

describe('the days to fetch', () => {
  it.each([
    ['nothing was paid yet', null, null, []],
    ['the first payment was the day before yesterday', null, '2026-06-08', ['2026-06-08', '2026-06-09']],
    ['all are recorded', '2026-06-09', null, []],
    ['the server stood still', '2026-06-07', null, ['2026-06-08', '2026-06-09']],
    ['the first payment is of today', null, '2026-06-10', []],
  ])('when %s', (_when, last, first, days) => {
    expect(daysToFetch(at('2026-06-10T12:00:00'), last, first)).toEqual(days);
  });

  it('are not older than providers keep bills', () => {
    expect(daysToFetch(at('2026-06-10T12:00:00'), null, '2025-01-01')).toHaveLength(81);
  });
});

describe('an empty bill', () => {
  it.each([
    ['2026-06-10T12:00:00', 0, true],
    ['2026-06-10T12:00:00', 1, false],
    ['2026-06-11T23:59:59', 1, false],
    ['2026-06-12T00:00:00', 1, true],
  ])('of 9 June, at %s with %s of ours, is believed: %s', (now, ours, expected) => {
    expect(isEmptyFinal(at(now), '2026-06-09', ours)).toBe(expected);
  });
});

describe('the differences of a bill', () => {
  const a: Money = { kind: 'PAYMENT', number: 'a', amountFen: 100 };
  const back: Money = { kind: 'REFUND', number: 'a', amountFen: 100 };
  const difference = (kind: string, oursFen: number | null, theirsFen: number | null, subject = 'PAYMENT') => [
    { subject, number: 'a', kind, oursFen, theirsFen },
  ];
  it.each([
    ['all agree', [a, back], [a, back], [a, back], []],
    ['ours is of another day', [a], [a], [], []],
    ['ours is missing in the bill', [], [a], [a], difference('NOT_IN_BILL', 100, null)],
    ['the bill has what we have not', [a], [], [], difference('NOT_HERE', null, 100)],
    ['amounts differ by a fen', [a], [{ ...a, amountFen: 99 }], [], difference('OTHER_AMOUNT', 99, 100)],
    ['a refund has the number of a payment', [a], [a, back], [back], difference('NOT_IN_BILL', 100, null, 'REFUND')],
  ] as const)('when %s', (_when, bill, known, due, expected) => {
    expect(differencesOf(bill, known, due)).toEqual(expected);
  });
});
