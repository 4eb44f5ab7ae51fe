import { sqlIn } from '../../db/rows.js';
import type { BankEntrySource } from '../ledger/index.js';
import { sourceOfReturn } from './suspense.rules.js';

/** The bank's reference identifies the return of money in suspense, where the treasurer entered the reference. */
export const returnsAtTheBank: BankEntrySource = {
  name: 'returns',
  cluesOf: (_, { references }) => [
    {
      sql: `SELECT id, line_id, bank_reference FROM returns_to_sender WHERE ${sqlIn('bank_reference', references)}`,
      values: references,
      read: (rows) =>
        rows.map(({ id, line_id, bank_reference }) => ({
          word: String(bank_reference),
          sourceKey: sourceOfReturn({ id: String(id), lineId: String(line_id) }),
        })),
    },
  ],
};
