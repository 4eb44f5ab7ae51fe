import { sqlIn } from '../../db/rows.js';
import type { BankEntrySource } from '../ledger/index.js';
import { sourceOfStage } from './milestone.rules.js';

/** The bank's reference identifies the payment of a stage, where the treasurer entered the reference. */
export const releasesAtTheBank: BankEntrySource = {
  name: 'releases',
  cluesOf: (_, { references }) => [
    {
      sql: `SELECT milestone_id, bank_reference FROM releases WHERE ${sqlIn('bank_reference', references)}`,
      values: references,
      read: (rows) =>
        rows.map(({ milestone_id, bank_reference }) => ({
          word: String(bank_reference),
          sourceKey: sourceOfStage(String(milestone_id)),
        })),
    },
  ],
};
