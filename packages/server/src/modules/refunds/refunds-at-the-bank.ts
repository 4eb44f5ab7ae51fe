import { sqlIn } from '../../db/rows.js';
import type { BankEntrySource } from '../ledger/index.js';
import { sourceOfRefund } from '../pledges/index.js';

/** One transfer pays all gifts of a refund order, so all of their entries have the same reference. */
export const refundsAtTheBank: BankEntrySource = {
  name: 'refunds',
  cluesOf: (_, { references }) => [
    {
      sql: `SELECT i.pledge_id, o.bank_reference FROM refund_orders o JOIN refund_items i ON i.order_id = o.id WHERE o.approved_at IS NOT NULL AND ${sqlIn('o.bank_reference', references)}`,
      values: references,
      read: (rows) =>
        rows.map(({ pledge_id, bank_reference }) => ({
          word: String(bank_reference),
          sourceKey: sourceOfRefund(String(pledge_id)),
        })),
    },
  ],
};
