import { describe, expect, it } from 'vitest';
import { MilestoneStatus } from '../projects/index.js';
import {
  MILESTONE_STEPS,
  milestoneAfter,
  readEvidence,
  refuseRelease,
  stagePayments,
  useGifts,
  type MilestoneStep,
} from './milestone.rules.js';

describe('the life of a stage', () => {
  const M = MilestoneStatus;
  const ALLOWED: Record<MilestoneStatus, Partial<Record<MilestoneStep, MilestoneStatus>>> = {
    PLANNED: { submit: M.SUBMITTED },
    SUBMITTED: { verify: M.VERIFIED, return: M.RETURNED },
    RETURNED: { submit: M.SUBMITTED },
    VERIFIED: { release: M.RELEASED },
    RELEASED: {},
  };
  const pairs = Object.values(M).flatMap((status) =>
    (Object.keys(MILESTONE_STEPS) as MilestoneStep[]).map((step) => ({ status, step, to: ALLOWED[status][step] })),
  );

  it.each(pairs)('$status, $step -> $to', ({ status, step, to }) => {
    if (to === undefined) expect(() => milestoneAfter(step, status)).toThrow('INVALID_STATE');
    else expect(milestoneAfter(step, status)).toBe(to);
  });
});

describe('what a stage is paid', () => {
  /** Returns the payments of all stages of a project, in order. */
  const payments = (budgets: number[], raisedFen: number): number[] =>
    stagePayments(
      budgets.map((budgetFen) => ({ budgetFen, releasedFen: null })),
      { goalFen: budgets.reduce((sum, budget) => sum + budget, 0), raisedFen },
    );

  it.each<[string, number[], number, number[]]>([
    ['its budget when the goal was reached', [600, 400], 1_000, [600, 400]],
    ['its budget and no more when the goal was passed', [600, 400], 5_000, [600, 400]],
    ['its share when half came', [600, 400], 500, [300, 200]],
    ['its share to the fen when shares do not divide', [100, 100, 100], 100, [33, 33, 34]],
    ['nothing when almost nothing came', [100, 100], 1, [0, 1]],
    ['its share of sums near 2^53', [2 ** 52, 2 ** 52], 2 ** 53 - 1, [2 ** 52 - 1, 2 ** 52]],
  ])('is %s', (_what, budgets, raised, expected) => {
    // A goal of 2^53 fen is above the safe integers. The arithmetic itself must still be exact.
    expect(payments(budgets, raised)).toEqual(expected);
  });

  it.each(Array.from({ length: 50 }, (_, index) => index * 37 + 1))(
    'adds up to all the money that came: %i fen',
    (raised) => {
      expect(payments([333, 1, 500, 167], raised).reduce((sum, fen) => sum + fen, 0)).toBe(Math.min(raised, 1_001));
    },
  );

  it.each<[string, (number | null)[], number, number[]]>([
    ['what was paid stays, whatever came since', [300, null], 1_000, [300, 700]],
    ['what was paid stays, whatever was given back since', [600, null], 400, [600, 0]],
    ['later stages take what earlier ones leave', [null, null], 500, [300, 200]],
  ])('%s', (_what, released, raisedFen, expected) => {
    expect(
      stagePayments(
        released.map((releasedFen, index) => ({ budgetFen: [600, 400][index]!, releasedFen })),
        { goalFen: 1_000, raisedFen },
      ),
    ).toEqual(expected);
  });

  it('is refused in this order: below the goal with all or nothing, out of order, of nothing, more than the fund holds', () => {
    const stage = { waitsForGoal: false, earlierAreReleased: true, amountFen: 1, balanceFen: 1 };
    expect(refuseRelease({ waitsForGoal: true, earlierAreReleased: false, amountFen: 0, balanceFen: 0 })?.key).toBe(
      'milestone.goalNotReached',
    );
    expect(refuseRelease({ ...stage, earlierAreReleased: false, amountFen: 0, balanceFen: 0 })?.key).toBe(
      'milestone.outOfOrder',
    );
    expect(refuseRelease({ ...stage, amountFen: 0, balanceFen: 0 })?.key).toBe('milestone.nothingToRelease');
    expect(refuseRelease({ ...stage, amountFen: 2 })?.key).toBe('milestone.fundTooLow');
    expect(refuseRelease(stage)).toBeNull();
  });
});

describe('gifts', () => {
  const gifts = [
    { pledgeId: '1', unusedFen: 300 },
    { pledgeId: '2', unusedFen: 0 },
    { pledgeId: '3', unusedFen: 500 },
    { pledgeId: '4', unusedFen: 200 },
  ];
  const used = (amountFen: number) => useGifts(gifts, amountFen).map(({ gift, usedFen }) => [gift.pledgeId, usedFen]);

  it('are used first in, first out', () => {
    expect(used(300)).toEqual([['1', 300]]);
    expect(used(301)).toEqual([
      ['1', 300],
      ['3', 1],
    ]);
    expect(used(1_000)).toEqual([
      ['1', 300],
      ['3', 500],
      ['4', 200],
    ]);
    expect(used(0)).toEqual([]);
  });

  it('are never used for more than their amount', () => expect(() => used(1_001)).toThrow('1 fen less'));
});

describe('evidence', () => {
  it('is a page on another site or a file of ours', () => {
    const urls = ['https://example.org/list.pdf', '/files/covers/abc.webp'];
    expect(readEvidence(urls)).toEqual(urls);
    expect(readEvidence([])).toEqual([]);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '/etc/passwd',
    '/files/../secret',
    'example.org',
    '',
    'ftp://example.org',
    `https://example.org/${'x'.repeat(500)}`,
  ])('is not %s', (url) => {
    expect(() => readEvidence(['https://example.org', url])).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'evidenceUrls.1' }),
    );
  });

  it('is at most 20 addresses', () => {
    expect(() => readEvidence(Array.from({ length: 21 }, () => 'https://example.org'))).toThrow(
      expect.objectContaining({ field: 'evidenceUrls' }),
    );
  });
});
