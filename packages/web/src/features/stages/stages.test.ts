import { describe, expect, it } from 'vitest';
import { evidenceName, faultOf, filledRows, isSafeEvidence, LIMITS } from './evidence';
import { acceptedReport, nextToReport, returnedReports, stepOf, waitingReport } from './next-step';
import { planRelease, releasableFen } from './release';
import { traceOf } from './trace';

describe('what a stage is paid', () => {
  const budgets = [333_33, 333_33, 333_34];
  const payAll = (goal: number, raised: number) => {
    let released = 0;
    let budgetUpTo = 0;
    return budgets.map((budget) => {
      budgetUpTo += budget;
      const amount = releasableFen({ goal, raised, released, budgetUpTo });
      released += amount;
      return amount;
    });
  };

  it('is its budget where the goal was reached, and not more where it was passed', () => {
    expect(payAll(1_000_00, 1_000_00)).toEqual(budgets);
    expect(payAll(1_000_00, 5_000_00)).toEqual(budgets);
  });

  it('is its share of what came, together all of it to the fen', () => {
    for (const raised of [1, 7, 99_999, 505_01]) expect(payAll(1_000_00, raised).reduce((sum, amount) => sum + amount, 0)).toBe(raised);
  });

  it('stays exact where products pass what a float can hold', () => {
    expect(releasableFen({ goal: 9_007_199_254_740_991, raised: 9_007_199_254_740_990, released: 0, budgetUpTo: 9_007_199_254_740_991 })).toBe(9_007_199_254_740_990);
  });
});

describe('a release', () => {
  const stage = (id: string, status: 'PLANNED' | 'VERIFIED' | 'RELEASED', paid?: number) => ({
    id,
    title: id,
    amount: 1_000_00,
    status,
    release: paid === undefined ? null : { amount: paid, bankReference: null, preparedAt: '', releasedAt: status === 'RELEASED' ? '' : null },
  });
  const plan = (milestones: ReturnType<typeof stage>[], at: number, raised: number) => {
    const released = milestones.reduce((sum, { release, status }) => sum + (status === 'RELEASED' ? (release?.amount ?? 0) : 0), 0);
    return planRelease({
      ...milestones[at]!,
      project: {
        goal: milestones.length * 1_000_00,
        progress: { projectId: 'p', status: 'EXECUTING', goal: 0, raised, matched: 0, pending: 0, backerCount: 0, pledgeCount: 0, version: 1 },
        fund: { received: raised, released, refunded: 0, balance: raised - released },
        milestones,
      },
    });
  };

  it('says what the fund holds before and after', () => {
    expect(plan([stage('a', 'RELEASED', 1_000_00), stage('b', 'VERIFIED')], 1, 2_000_00)).toMatchObject({ number: 2, amount: 1_000_00, before: 1_000_00, after: 0, reduced: false, prepared: false });
    expect(plan([stage('a', 'VERIFIED'), stage('b', 'PLANNED')], 0, 1_500_00)).toMatchObject({ amount: 750_00, after: 750_00, reduced: true });
  });

  it('keeps the amount that was prepared', () => {
    expect(plan([stage('a', 'VERIFIED', 900_00), stage('b', 'PLANNED')], 0, 2_000_00)).toMatchObject({ amount: 900_00, prepared: true, before: 2_000_00, after: 1_100_00 });
  });

  it('says why it has to wait', () => {
    expect(plan([stage('a', 'VERIFIED'), stage('b', 'VERIFIED')], 1, 2_000_00).blocked).toEqual({ by: 'order', title: 'a' });
    expect(plan([stage('a', 'VERIFIED'), stage('b', 'PLANNED')], 0, 0).blocked).toEqual({ by: 'nothing' });
    expect(plan([stage('a', 'VERIFIED', 2_500_00)], 0, 1_000_00).blocked).toEqual({ by: 'fund' });
  });
});

describe('what became of a gift', () => {
  const use = (id: string, amount: number) => ({ amount, milestone: { id, title: id, status: 'RELEASED' as const } });

  it('adds up to the gift and what was matched', () => {
    expect(traceOf({ amount: 100_01, matchedAmount: 50_00, refundedAmount: 0, status: 'PAID', uses: [use('a', 100_00), use('b', 33_33)] })).toEqual({
      total: 150_01,
      used: 133_33,
      waiting: 16_68,
      parts: [
        { stageId: 'a', title: 'a', amount: 100_00 },
        { stageId: 'b', title: 'b', amount: 33_33 },
      ],
    });
    expect(traceOf({ amount: 1, matchedAmount: 0, refundedAmount: 0, status: 'PAID', uses: [] })).toMatchObject({ used: 0, waiting: 1 });
  });

  it('is nothing before it arrived', () => {
    expect(traceOf({ amount: 1, matchedAmount: 0, refundedAmount: 0, status: 'PENDING', uses: [] })).toBeUndefined();
    expect(traceOf({ amount: 1, matchedAmount: 0, refundedAmount: 0, status: 'REFUNDED', uses: [] })).toBeUndefined();
  });
});

describe('evidence', () => {
  it('opens only what cannot do harm', () => {
    expect(['https://a.cn/b', 'http://a.cn', '/files/covers/0a-b_c.webp'].map(isSafeEvidence)).toEqual([true, true, true]);
    expect(['javascript:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', '//evil.cn', '/files/../admin', '/admin', 'ftp://a.cn', 'https://', ''].map(isSafeEvidence)).toEqual(Array(9).fill(false));
  });

  it('is called by its host and its end', () => {
    expect(evidenceName('https://photos.example.cn/2026/03/%E7%AD%BE%E5%88%B0%E8%A1%A8.pdf')).toBe('photos.example.cn/…/签到表.pdf');
    expect(evidenceName('https://photos.example.cn/')).toBe('photos.example.cn');
    expect(evidenceName('https://photos.example.cn/100%')).toBe('photos.example.cn/100%');
    expect(evidenceName('/files/covers/ab.webp')).toBe('ab.webp');
  });

  it('leaves out rows that were not filled', () => {
    expect(filledRows([' https://a.cn ', '', undefined, '  '])).toEqual(['https://a.cn']);
  });
});

describe('the next step of a stage', () => {
  const release = { amount: 1, bankReference: null, preparedAt: '', releasedAt: null };

  it('follows the stage and its project', () => {
    expect(stepOf({ status: 'PLANNED', release: null }, 'FUNDRAISING')).toBe('notYet');
    expect(stepOf({ status: 'PLANNED', release: null }, 'FUNDED')).toBe('report');
    expect(stepOf({ status: 'RETURNED', release: null }, 'EXECUTING')).toBe('reportAgain');
    expect(stepOf({ status: 'SUBMITTED', release: null }, 'EXECUTING')).toBe('review');
    expect(stepOf({ status: 'VERIFIED', release: null }, 'EXECUTING')).toBe('release');
    expect(stepOf({ status: 'VERIFIED', release }, 'EXECUTING')).toBe('signature');
    expect(stepOf({ status: 'RELEASED', release }, 'COMPLETED')).toBe('released');
    expect(stepOf({ status: 'PLANNED', release: null }, 'CANCELLED')).toBe('over');
  });

  it('is first what was sent back, then what is not reported', () => {
    expect(nextToReport([{ status: 'VERIFIED' }, { status: 'PLANNED' }, { status: 'RETURNED' }])).toEqual({ status: 'RETURNED' });
    expect(nextToReport([{ status: 'SUBMITTED' }, { status: 'PLANNED' }])).toEqual({ status: 'PLANNED' });
    expect(nextToReport([{ status: 'RELEASED' }])).toBeUndefined();
  });

  it('tells the reports apart', () => {
    const reports = [{ id: 1, accepted: false }, { id: 2, accepted: false }, { id: 3, accepted: null }];
    expect(returnedReports(reports).map(({ id }) => id)).toEqual([2, 1]);
    expect(waitingReport(reports)?.id).toBe(3);
    expect(acceptedReport(reports)).toBeUndefined();
    expect(acceptedReport([...reports, { id: 4, accepted: true }])?.id).toBe(4);
  });
});

describe('a chosen file', () => {
  it.each([
    ['IMG_0001.JPG', 5_000_000, 0, undefined],
    ['签到表.pdf', 1, 19, undefined],
    ['setup.exe', 10, 0, 'type'],
    ['README', 10, 0, 'type'],
    ['empty.txt', 0, 0, 'empty'],
    ['film.pdf', LIMITS.fileBytes + 1, 0, 'size'],
    ['more.pdf', 10, 20, 'many'],
  ])('%s of %i bytes at place %i: %s', (name, size, place, fault) => expect(faultOf({ name, size }, place)).toBe(fault));
});
