import { describe, expect, it } from 'vitest';
import { neediest } from './neediest';
import { endedBelowGoal } from '../../lib/ended-below';
import { standingOf } from './standing';
import { nextStage, sharesOfStages, spreadOverStages } from './stage-shares';

describe('nextStage', () => {
  const stages = [
    { title: 'A', amount: 1_000_00 },
    { title: 'B', amount: 2_000_00 },
  ];
  it('is the first stage that the raised amount does not cover', () => {
    expect(nextStage(0, stages)?.title).toBe('A');
    expect(nextStage(999_99, stages)?.title).toBe('A');
    expect(nextStage(1_000_00, stages)?.title).toBe('B');
    expect(nextStage(9_000_00, stages)?.title).toBe('B');
    expect(nextStage(0, [])).toBeUndefined();
  });
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
  const project = (name: string, raised: number, endsAt: string | null) => ({
    name,
    goal: 100,
    fundingEndsAt: endsAt,
    progress: { raised },
  });
  it('sorts by the missing share per remaining day', () => {
    const list = [
      project('nearly there', 95, '2017-06-10T04:00:00Z'),
      project('long time', 0, '2017-12-01T00:00:00Z'),
      project('urgent', 20, '2017-06-11T04:00:00Z'),
      project('no end', 0, null),
    ];
    expect(neediest(list, 3, now).map(({ name }) => name)).toEqual(['urgent', 'nearly there', 'long time']);
  });
});

describe('sharesOfStages', () => {
  it.each([
    [6_300_00, [5_000_00, 5_000_00], [3_150_00, 3_150_00]],
    [100_00, [1_00, 1_00, 1_00].map((yuan) => yuan * 100), [33_33, 33_33, 33_34]],
    [0, [5_000_00], [0]],
    [12_000_00, [5_000_00, 5_000_00], [5_000_00, 5_000_00]],
  ])('divides %d fen over %j', (raised, amounts, shares) => {
    expect(sharesOfStages(raised, amounts)).toEqual(shares);
  });
});

describe('standingOf', () => {
  const now = new Date('2017-06-08T04:00:00Z');
  const base = {
    goal: 10_000_00,
    progress: { projectId: 'one', raised: 10_000_00 },
    acceptsOverGoal: true,
    noticeStartsAt: null,
    noticeEndsAt: null,
    noticePausedAt: null,
    fundingEndsAt: null,
  };
  it.each([
    ['FUNDED', 6_300_00, { key: 'endedBelow', percent: 63 }],
    ['FUNDED', 9_999_99, { key: 'endedBelow', percent: 99 }],
    ['FUNDED', 10_000_00, { key: 'funded' }],
    ['FUNDED', 12_000_00, { key: 'funded' }],
    ['EXECUTING', 6_300_00, { key: 'executing' }],
  ] as const)('says of %s with %d fen of 10,000 yuan what is true', (status, raised, standing) => {
    expect(standingOf({ ...base, status, progress: { projectId: 'one', raised } }, now)).toEqual(standing);
  });

  it.each([
    ['FUNDED', 6_300_00, true],
    ['EXECUTING', 6_300_00, true],
    ['COMPLETED', 6_300_00, true],
    ['COMPLETED', 10_000_00, false],
    // It is still open, or its gifts went back.
    ['FUNDRAISING', 6_300_00, false],
    ['CANCELLED', 6_300_00, false],
  ] as const)('knows whether %s with %d fen ended below its goal', (status, raised, ended) => {
    expect(endedBelowGoal({ status, goal: 10_000_00, progress: { projectId: 'one', raised } })).toBe(ended);
  });

  it.each([
    [
      { status: 'PUBLIC_NOTICE', noticeEndsAt: '2017-06-11T04:00:00Z' },
      { key: 'notice', days: 3, date: '2017-06-11T04:00:00Z' },
    ],
    [
      { status: 'PUBLIC_NOTICE', noticeEndsAt: '2017-06-08T10:00:00Z' },
      { key: 'noticeToday', date: '2017-06-08T10:00:00Z' },
    ],
    [
      { status: 'PUBLIC_NOTICE', noticeEndsAt: '2017-06-11T04:00:00Z', noticePausedAt: '2017-06-07T00:00:00Z' },
      { key: 'noticePaused' },
    ],
    [
      { status: 'FUNDRAISING', fundingEndsAt: '2017-06-10T04:00:00Z' },
      { key: 'raising', days: 2, date: '2017-06-10T04:00:00Z' },
    ],
    [{ status: 'FUNDRAISING' }, { key: 'raisingOpen' }],
    [
      { status: 'FUNDED', fundingEndsAt: '2017-06-10T04:00:00Z' },
      { key: 'fundedOpen', date: '2017-06-10T04:00:00Z' },
    ],
    [{ status: 'FUNDED', fundingEndsAt: '2017-06-10T04:00:00Z', acceptsOverGoal: false }, { key: 'funded' }],
    [{ status: 'FUNDED', fundingEndsAt: '2017-06-01T04:00:00Z' }, { key: 'funded' }],
  ] as const)('%j', (project, standing) => {
    expect(standingOf({ ...base, ...project }, now)).toEqual(standing);
  });
});
