import { describe, expect, it } from 'vitest';
import { evidenceName, faultOf, filledRows, isSafeEvidence, LIMITS } from './evidence';
import { acceptedReport, nextToReport, returnedReports, stepOf, waitingReport } from './next-step';
import { traceOf } from './trace';

describe('the use of a gift', () => {
  const use = (id: string, amount: number) => ({ amount, milestone: { id, title: id, status: 'RELEASED' as const } });

  it('adds up to the gift and its matching money', () => {
    expect(
      traceOf({
        amount: 100_01,
        matchedAmount: 50_00,
        refundedAmount: 0,
        status: 'PAID',
        uses: [use('a', 100_00), use('b', 33_33)],
      }),
    ).toEqual({
      total: 150_01,
      used: 133_33,
      waiting: 16_68,
      parts: [
        { stageId: 'a', title: 'a', amount: 100_00 },
        { stageId: 'b', title: 'b', amount: 33_33 },
      ],
    });
    expect(traceOf({ amount: 1, matchedAmount: 0, refundedAmount: 0, status: 'PAID', uses: [] })).toMatchObject({
      used: 0,
      waiting: 1,
    });
  });

  it('is empty before the gift arrived', () => {
    expect(traceOf({ amount: 1, matchedAmount: 0, refundedAmount: 0, status: 'PENDING', uses: [] })).toBeUndefined();
    expect(traceOf({ amount: 1, matchedAmount: 0, refundedAmount: 0, status: 'REFUNDED', uses: [] })).toBeUndefined();
  });
});

describe('evidence', () => {
  it('opens only safe addresses', () => {
    expect(['https://a.cn/b', 'http://a.cn', '/files/covers/0a-b_c.webp'].map(isSafeEvidence)).toEqual([
      true,
      true,
      true,
    ]);
    expect(
      [
        'javascript:alert(1)',
        'java\nscript:alert(1)',
        'data:text/html,x',
        '//evil.cn',
        '/files/../admin',
        '/admin',
        'ftp://a.cn',
        'https://',
        '',
      ].map(isSafeEvidence),
    ).toEqual(Array(9).fill(false));
  });

  it('is named by its host and the end of its path', () => {
    expect(evidenceName('https://photos.example.cn/2026/03/%E7%AD%BE%E5%88%B0%E8%A1%A8.pdf')).toBe(
      'photos.example.cn/…/签到表.pdf',
    );
    expect(evidenceName('https://photos.example.cn/')).toBe('photos.example.cn');
    expect(evidenceName('https://photos.example.cn/100%')).toBe('photos.example.cn/100%');
    expect(evidenceName('/files/covers/ab.webp')).toBe('ab.webp');
  });

  it('leaves out rows that are not filled in', () => {
    expect(filledRows([' https://a.cn ', '', undefined, '  '])).toEqual(['https://a.cn']);
  });
});

describe('the next step of a stage', () => {
  const release = { amount: 1, bankReference: null, preparedAt: '', releasedAt: null };

  it('follows the states of the stage and its project', () => {
    expect(stepOf({ status: 'PLANNED', release: null }, 'FUNDRAISING')).toBe('notYet');
    expect(stepOf({ status: 'PLANNED', release: null }, 'FUNDED')).toBe('report');
    expect(stepOf({ status: 'RETURNED', release: null }, 'EXECUTING')).toBe('reportAgain');
    expect(stepOf({ status: 'SUBMITTED', release: null }, 'EXECUTING')).toBe('review');
    expect(stepOf({ status: 'VERIFIED', release: null }, 'EXECUTING')).toBe('release');
    expect(stepOf({ status: 'VERIFIED', release }, 'EXECUTING')).toBe('signature');
    expect(stepOf({ status: 'RELEASED', release }, 'COMPLETED')).toBe('released');
    expect(stepOf({ status: 'PLANNED', release: null }, 'CANCELLED')).toBe('over');
  });

  it('is the returned stage first, then the next one without a report', () => {
    expect(nextToReport([{ status: 'VERIFIED' }, { status: 'PLANNED' }, { status: 'RETURNED' }])).toEqual({
      status: 'RETURNED',
    });
    expect(nextToReport([{ status: 'SUBMITTED' }, { status: 'PLANNED' }])).toEqual({ status: 'PLANNED' });
    expect(nextToReport([{ status: 'RELEASED' }])).toBeUndefined();
  });

  it('separates accepted, waiting and returned reports', () => {
    const reports = [
      { id: 1, accepted: false },
      { id: 2, accepted: false },
      { id: 3, accepted: null },
    ];
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
    ['IMG_0002.HEIC', 10, 0, 'heic'],
    ['总结.docx', 10, 0, 'word'],
    ['empty.txt', 0, 0, 'empty'],
    ['film.pdf', LIMITS.fileBytes + 1, 0, 'size'],
    ['more.pdf', 10, 20, 'many'],
  ])('%s of %i bytes at place %i: %s', (name, size, place, fault) =>
    expect(faultOf({ name, size }, place)).toBe(fault),
  );
});
