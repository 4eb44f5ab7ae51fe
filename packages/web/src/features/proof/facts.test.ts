import { describe, expect, it } from 'vitest';
import { compareWithEntries, type LeafEntry } from './facts';

const gift: LeafEntry = {
  id: 'g',
  kind: 'GIFT_RECEIVED',
  document: 'HC-2026-000001',
  postedAt: '2026-11-22T00:00:00.000Z',
  reversesId: null,
  lines: [
    ['bank:special', 10_000],
    ['fund:p:received', -10_000],
  ],
};
const refund = (fen: number, document: string | null): LeafEntry => ({
  id: 'r',
  kind: 'GIFT_REFUNDED',
  document,
  postedAt: gift.postedAt,
  reversesId: 'g',
  lines: [
    ['fund:p:refunded', fen],
    ['bank:special', -fen],
  ],
});
const receipt = { number: 'HC-2026-000001', amount: 10_000, projectId: 'p' };

describe('a receipt beside its entries', () => {
  it.each<[string, typeof receipt, LeafEntry[], object | null]>([
    ['is the same', receipt, [gift], { amount: 10_000, takenBack: 0, differences: [] }],
    ['differs in its amount', { ...receipt, amount: 10_001 }, [gift], { differences: ['amount'] }],
    ['differs in its project', { ...receipt, projectId: 'q' }, [gift], { differences: ['project'] }],
    ['differs in its number', { ...receipt, number: 'HC-2026-000002' }, [gift], { differences: ['number'] }],
    [
      'differs in everything',
      { number: 'HC-2026-000002', amount: 1, projectId: 'q' },
      [gift],
      { differences: ['number', 'amount', 'project'] },
    ],
    [
      'was given back later',
      receipt,
      [gift, refund(10_000, null)],
      { amount: 10_000, takenBack: 10_000, differences: [] },
    ],
    [
      'was given back in part later',
      receipt,
      [gift, refund(4_000, 'HC-2026-000009')],
      { amount: 10_000, takenBack: 4_000, differences: [] },
    ],
    [
      'is of what was kept',
      { ...receipt, number: 'HC-2026-000009', amount: 6_000 },
      [gift, refund(4_000, 'HC-2026-000009')],
      { amount: 6_000, takenBack: 0, differences: [] },
    ],
    [
      'is of another sum than what was kept',
      { ...receipt, number: 'HC-2026-000009', amount: 6_001 },
      [gift, refund(4_000, 'HC-2026-000009')],
      { differences: ['amount'] },
    ],
    [
      'was confirmed by mistake',
      receipt,
      [
        gift,
        {
          ...refund(0, null),
          kind: 'CONFIRMATION_REVERSED',
          lines: [
            ['fund:p:received', 10_000],
            ['bank:special', -10_000],
          ],
        },
      ],
      { amount: 10_000, takenBack: 10_000, differences: [] },
    ],
    ['has no gift', receipt, [refund(4_000, 'HC-2026-000001')], null],
  ])('%s', (_what, shown, entries, expected) => {
    const facts = compareWithEntries(shown, entries);
    if (expected === null) expect(facts).toBeNull();
    else expect(facts).toMatchObject(expected);
  });
});
