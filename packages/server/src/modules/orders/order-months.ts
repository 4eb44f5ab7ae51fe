import { defineCounter } from '../../db/counters.js';

/** What single persons carried out within a scope in a month. */
export const orderMonths = defineCounter({
  table: 'order_months',
  key: ['limit_scope', 'month'],
  columns: ['alone_fen'],
});

export const orderMonthsCheck = orderMonths.check('the totals of months equal what single persons carried out', [
  {
    rows: "orders WHERE state = 'DONE' AND signed_by_id IS NULL",
    key: { limit_scope: 'limit_scope', month: 'done_month' },
    adds: { alone_fen: 'amount_fen' },
  },
  {
    rows: "orders WHERE state = 'DONE' AND signed_by_id IS NULL AND second_scope IS NOT NULL",
    key: { limit_scope: 'second_scope', month: 'done_month' },
    adds: { alone_fen: 'amount_fen' },
  },
]);
