import { describe, expect, it } from 'vitest';
import { DisclosureKind, ObligationStatus } from './disclosure.enums.js';
import {
  nextReport,
  owedReports,
  refuseReport,
  type DisclosureClock,
  type PublishedReport,
} from './disclosure.rules.js';

const clock = (startedOn: string, endedOn: string | null = null, hasGifts = true): DisclosureClock => ({
  startedOn,
  endedOn,
  hasGifts,
});
const progress = (number: number, publishedOn: string): PublishedReport => ({
  kind: DisclosureKind.PROGRESS,
  number,
  publishedOn,
});
const final = (publishedOn: string): PublishedReport => ({ kind: DisclosureKind.FINAL, number: 1, publishedOn });
/** Shows reports as text, such as "P1 2026-04-30 LATE+3": the report, its day and its status. */
const shown = (of: DisclosureClock, reports: PublishedReport[], today: string) =>
  owedReports(of, reports, today).map(
    ({ kind, number, dueOn, status, daysLate }) =>
      `${kind[0]}${number} ${dueOn} ${status}${daysLate > 0 ? `+${daysLate}` : ''}`,
  );

describe('what a project owes', () => {
  it.each<[string, DisclosureClock, PublishedReport[], string, string[]]>([
    ['on its first day', clock('2026-01-31'), [], '2026-01-31', ['P1 2026-04-30 UPCOMING']],
    ['the day before it may write', clock('2026-01-31'), [], '2026-03-30', ['P1 2026-04-30 UPCOMING']],
    ['a month before the day', clock('2026-01-31'), [], '2026-03-31', ['P1 2026-04-30 DUE']],
    ['on the day itself', clock('2026-01-31'), [], '2026-04-30', ['P1 2026-04-30 DUE']],
    ['the day after', clock('2026-01-31'), [], '2026-05-01', ['P1 2026-04-30 LATE+1', 'P2 2026-07-31 UPCOMING']],
    [
      'after half a year of silence, counted from the first day each time',
      clock('2026-01-31'),
      [],
      '2026-08-01',
      ['P1 2026-04-30 LATE+93', 'P2 2026-07-31 LATE+1', 'P3 2026-10-31 UPCOMING'],
    ],
    ['over a leap day', clock('2023-11-30'), [], '2024-03-01', ['P1 2024-02-29 LATE+1', 'P2 2024-05-30 UPCOMING']],
    [
      'having reported early: the next one',
      clock('2026-01-31'),
      [progress(1, '2026-04-01')],
      '2026-04-02',
      ['P1 2026-04-30 DONE', 'P2 2026-07-31 UPCOMING'],
    ],
    [
      'having reported late, for good',
      clock('2026-01-31'),
      [progress(1, '2026-05-10')],
      '2026-06-01',
      ['P1 2026-04-30 DONE+10', 'P2 2026-07-31 UPCOMING'],
    ],
    [
      'when it was short: the last one alone',
      clock('2026-01-31', '2026-04-01'),
      [],
      '2026-04-01',
      ['F1 2026-07-01 DUE'],
    ],
    [
      'when it ended on the day of a report: the last one alone',
      clock('2026-01-31', '2026-04-30'),
      [],
      '2026-05-01',
      ['F1 2026-07-30 DUE'],
    ],
    [
      'when it ended a day later: both',
      clock('2026-01-31', '2026-05-01'),
      [],
      '2026-05-01',
      ['P1 2026-04-30 LATE+1', 'F1 2026-08-01 DUE'],
    ],
    [
      'when it ended having written ahead: what was written stays',
      clock('2026-01-31', '2026-04-20'),
      [progress(1, '2026-04-10')],
      '2026-04-20',
      ['P1 2026-04-30 DONE', 'F1 2026-07-20 DUE'],
    ],
    [
      'three months and a day after its end',
      clock('2026-01-31', '2026-04-01'),
      [],
      '2026-07-02',
      ['F1 2026-07-01 LATE+1'],
    ],
    [
      'with everything published: nothing more, ever',
      clock('2026-01-31', '2026-04-01'),
      [final('2026-06-01')],
      '2030-01-01',
      ['F1 2026-07-01 DONE'],
    ],
    ['when it ended without a gift: nothing', clock('2026-01-31', '2026-06-01', false), [], '2027-01-01', []],
    [
      'when it ended without a gift having reported: what was written',
      clock('2026-01-31', '2026-06-01', false),
      [progress(1, '2026-04-30')],
      '2027-01-01',
      ['P1 2026-04-30 DONE'],
    ],
    [
      'while it waits for its first gift: its reports as well',
      clock('2026-01-31', null, false),
      [],
      '2026-05-01',
      ['P1 2026-04-30 LATE+1', 'P2 2026-07-31 UPCOMING'],
    ],
    ['when it began and ended on one day', clock('2026-01-31', '2026-01-31'), [], '2026-01-31', ['F1 2026-04-30 DUE']],
  ])('%s', (_when, of, reports, today, expected) => expect(shown(of, reports, today)).toEqual(expected));

  it('covers the months since the last report, and at the end the whole project', () => {
    expect(
      owedReports(clock('2026-01-31', '2026-08-15'), [], '2026-08-15').map(({ coversFrom, coversTo }) => [
        coversFrom,
        coversTo,
      ]),
    ).toEqual([
      ['2026-01-31', '2026-04-30'],
      ['2026-04-30', '2026-07-31'],
      ['2026-01-31', '2026-08-15'],
    ]);
  });
});

describe('a report', () => {
  const running = clock('2026-01-31');
  const refusal = (reports: PublishedReport[], today: string, kind: DisclosureKind, number: number, of = running) =>
    refuseReport(owedReports(of, reports, today), kind, number)?.key ?? null;
  it.each<[string, PublishedReport[], string, DisclosureKind, number, string | null]>([
    ['that is due', [], '2026-04-01', DisclosureKind.PROGRESS, 1, null],
    ['that is late', [], '2026-06-01', DisclosureKind.PROGRESS, 1, null],
    ['that is not yet to be written', [], '2026-03-30', DisclosureKind.PROGRESS, 1, 'disclosure.tooEarly'],
    ['a second time', [progress(1, '2026-04-01')], '2026-04-02', DisclosureKind.PROGRESS, 1, 'disclosure.published'],
    ['before the one before it', [], '2026-07-15', DisclosureKind.PROGRESS, 2, 'disclosure.earlierFirst'],
    ['of the end before the end', [], '2026-07-15', DisclosureKind.FINAL, 1, 'disclosure.notOwed'],
    ['of a period far ahead', [], '2026-07-15', DisclosureKind.PROGRESS, 9, 'disclosure.notOwed'],
    ['number nought', [], '2026-07-15', DisclosureKind.PROGRESS, 0, 'disclosure.notOwed'],
  ])('%s', (_what, reports, today, kind, number, key) => expect(refusal(reports, today, kind, number)).toBe(key));

  it('at the end comes after the missing progress reports', () => {
    expect(refusal([], '2026-05-02', DisclosureKind.FINAL, 1, clock('2026-01-31', '2026-05-01'))).toBe(
      'disclosure.earlierFirst',
    );
    expect(
      refusal([progress(1, '2026-05-02')], '2026-05-02', DisclosureKind.FINAL, 1, clock('2026-01-31', '2026-05-01')),
    ).toBeNull();
  });

  it('to write next is the first missing one', () => {
    expect(nextReport(owedReports(running, [progress(1, '2026-04-01')], '2026-09-01'))).toMatchObject({
      number: 2,
      status: ObligationStatus.LATE,
    });
    expect(nextReport(owedReports(clock('2026-01-31', '2026-02-01'), [final('2026-03-01')], '2026-09-01'))).toBeNull();
  });
});
