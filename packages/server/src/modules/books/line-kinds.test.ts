import { describe, expect, it } from 'vitest';
import type { LineKind } from '../ledger/index.js';
import { lineKinds } from './line-kinds.js';

const gift: LineKind = { name: 'GIFT', title: 'books.kind.GIFT', description: 'A gift.' };
const fee: LineKind = { name: 'FEE', title: 'books.kind.BANK_CHARGE', description: 'A fee.' };

describe('the kinds of lines', () => {
  it('are those of all kinds of entries, each once', () => {
    expect(
      lineKinds([
        { entryKind: 'GIFT_RECEIVED', line: gift, on: { part: 'received', side: 'CREDIT' } },
        { entryKind: 'GIFT_MATCHED', line: gift, on: { part: 'received', side: 'CREDIT' } },
        { entryKind: 'FEE_PAID', line: fee, on: { words: ['fee'] } },
      ]),
    ).toEqual([
      { line: gift, ofFunds: true },
      { line: fee, ofFunds: false },
    ]);
  });

  it('have one declaration of their words', () => {
    const other: LineKind = { ...gift, title: 'books.kind.REFUND' };
    expect(() =>
      lineKinds([
        { entryKind: 'GIFT_RECEIVED', line: gift, on: { part: 'received', side: 'CREDIT' } },
        { entryKind: 'GIFT_MATCHED', line: other, on: { part: 'received', side: 'CREDIT' } },
      ]),
    ).toThrow('GIFT');
  });
});
