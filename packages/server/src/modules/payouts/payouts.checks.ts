import type { Check } from '../../db/check.js';

export const payoutChecks: readonly Check[] = [
  {
    name: 'a file for the bank was taken of refunds that two people had approved, and holds no more than they are',
    sql: `SELECT d.id, d.order_id, d.total_fen, o.total_fen AS order_fen FROM payout_downloads d
      LEFT JOIN refund_orders o ON o.id = d.order_id
          WHERE o.id IS NULL OR o.approved_at IS NULL OR o.approved_at > d.downloaded_at
            OR o.cause = 'MISTAKEN_CONFIRMATION' OR d.total_fen > o.total_fen OR d.payment_count > o.gift_count`,
  },
];
