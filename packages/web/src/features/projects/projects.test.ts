import { describe, expect, it } from 'vitest';
import { neediest } from './neediest';
import { standingOf } from './standing';
import { nextStage, spreadOverStages, whatMoneyDoes } from './what-money-does';

describe('whatMoneyDoes', () => {
  const stages = [
    { title: 'A', amount: 1_000_00 },
    { title: 'B', amount: 2_000_00 },
  ];
  const people = (target: number) => [{ kind: 'PEOPLE_SERVED' as const, target }];

  it('counts people, cut down', () => {
    expect(whatMoneyDoes(100_00, 3_000_00, 0, people(100), stages)).toEqual({ kind: 'serves', people: 3 });
  });
  it('says what one person costs, rounded up to whole yuan', () => {
    expect(whatMoneyDoes(100_00, 3_000_00, 0, people(7), stages)).toEqual({ kind: 'onePerson', fen: 429_00 });
  });
  it('falls back to the stage that the next yuan pays', () => {
    expect(whatMoneyDoes(100_00, 3_000_00, 999_99, [], stages)).toEqual({ kind: 'stage', title: 'A' });
    expect(whatMoneyDoes(100_00, 3_000_00, 1_000_00, [], stages)).toEqual({ kind: 'stage', title: 'B' });
    expect(whatMoneyDoes(100_00, 3_000_00, 9_000_00, [], stages)).toEqual({ kind: 'stage', title: 'B' });
    expect(whatMoneyDoes(100_00, 3_000_00, 0, [], [])).toBeUndefined();
  });
  it('finds the next stage', () => expect(nextStage(0, stages)?.title).toBe('A'));
});

describe('spreadOverStages', () => {
  it.each([
    [0, [0, 0]],
    [50, [50, 0]],
    [150, [100, 50]],
    [999, [100, 200]],
  ])('%i', (raised, parts) => {
    expect(spreadOverStages(raised, [100, 200])).toEqual(parts);
  });
});

describe('neediest', () => {
  const now = new Date('2017-06-08T04:00:00Z');
  const project = (name: string, raised: number, endsAt: string | null) => ({ name, goal: 100, fundingEndsAt: endsAt, progress: { raised } });
  it('puts the largest missing share for each day left first', () => {
    const list = [
      project('nearly there', 95, '2017-06-10T04:00:00Z'),
      project('long time', 0, '2017-12-01T00:00:00Z'),
      project('urgent', 20, '2017-06-11T04:00:00Z'),
      project('no end', 0, null),
    ];
    expect(neediest(list, 3, now).map(({ name }) => name)).toEqual(['urgent', 'nearly there', 'long time']);
  });
});

describe('standingOf', () => {
  const now = new Date('2017-06-08T04:00:00Z');
  const base = { acceptsOverGoal: true, noticeStartsAt: null, noticeEndsAt: null, noticePausedAt: null, fundingEndsAt: null };
  it.each([
    [{ status: 'PUBLIC_NOTICE', noticeEndsAt: '2017-06-11T04:00:00Z' }, { key: 'notice', days: 3, date: '2017-06-11T04:00:00Z' }],
    [{ status: 'PUBLIC_NOTICE', noticeEndsAt: '2017-06-08T10:00:00Z' }, { key: 'noticeToday', date: '2017-06-08T10:00:00Z' }],
    [{ status: 'PUBLIC_NOTICE', noticeEndsAt: '2017-06-11T04:00:00Z', noticePausedAt: '2017-06-07T00:00:00Z' }, { key: 'noticePaused' }],
    [{ status: 'FUNDRAISING', fundingEndsAt: '2017-06-10T04:00:00Z' }, { key: 'raising', days: 2, date: '2017-06-10T04:00:00Z' }],
    [{ status: 'FUNDRAISING' }, { key: 'raisingOpen' }],
    [{ status: 'FUNDED', fundingEndsAt: '2017-06-10T04:00:00Z' }, { key: 'fundedOpen', date: '2017-06-10T04:00:00Z' }],
    [{ status: 'FUNDED', fundingEndsAt: '2017-06-10T04:00:00Z', acceptsOverGoal: false }, { key: 'funded' }],
    [{ status: 'FUNDED', fundingEndsAt: '2017-06-01T04:00:00Z' }, { key: 'funded' }],
  ] as const)('%j', (project, standing) => {
    expect(standingOf({ ...base, ...project }, now)).toEqual(standing);
  });
});
