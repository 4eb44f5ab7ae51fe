import type { Check } from '../../db/check.js';

/** Prove that what providers said, the pledges and the ledger are the same money. */
export const paymentChecks: readonly Check[] = [
  {
    name: 'a paid online payment has its money in the ledger, on the account of its provider, and no other payment has',
    sql: `SELECT o.id, o.status, o.method, o.paid_fen, o.entry_id, p.amount_fen FROM online_payments o
          LEFT JOIN postings p ON p.entry_id = o.entry_id AND p.amount_fen > 0
            AND p.account_code = CASE o.method WHEN 'WECHAT_PAY' THEN 'clearing:wechat' ELSE 'clearing:alipay' END
          WHERE (o.status = 'PAID' AND (p.amount_fen IS NULL OR p.amount_fen <> o.paid_fen OR o.paid_at IS NULL OR o.transaction_id IS NULL))
             OR (o.status <> 'PAID' AND (o.entry_id IS NOT NULL OR o.paid_fen IS NOT NULL OR o.transaction_id IS NOT NULL))`,
  },
  {
    name: 'every gift through a provider is one online payment of its amount that is no stray',
    sql: `SELECT pledge_id, SUM(is_gift) AS gifts, SUM(is_payment) AS payments, SUM(gift_fen) AS gift_fen, SUM(paid_fen) AS paid_fen FROM (
            SELECT id AS pledge_id, 1 AS is_gift, 0 AS is_payment, amount_fen AS gift_fen, 0 AS paid_fen
            FROM pledges WHERE status IN ('PAID', 'REFUNDED') AND payment IN ('WECHAT_PAY', 'ALIPAY')
            UNION ALL
            SELECT pledge_id, 0, 1, 0, paid_fen FROM online_payments WHERE status = 'PAID' AND stray_reason IS NULL) AS sides
          GROUP BY pledge_id HAVING SUM(is_gift) <> 1 OR SUM(is_payment) <> 1 OR SUM(gift_fen) <> SUM(paid_fen)`,
  },
  {
    name: 'what entries put on the accounts of providers is what the payments say',
    sql: `SELECT account_code, SUM(posted_fen) AS posted_fen, SUM(paid_fen) AS paid_fen FROM (
            SELECT p.account_code, p.amount_fen AS posted_fen, 0 AS paid_fen FROM postings p JOIN journal_entries e ON e.id = p.entry_id
            WHERE p.account_code IN ('clearing:wechat', 'clearing:alipay') AND e.kind IN ('GIFT_RECEIVED', 'ONLINE_STRAY_RECEIVED')
            UNION ALL
            SELECT CASE method WHEN 'WECHAT_PAY' THEN 'clearing:wechat' ELSE 'clearing:alipay' END, 0, paid_fen
            FROM online_payments WHERE status = 'PAID') AS sides
          GROUP BY account_code HAVING SUM(posted_fen) <> SUM(paid_fen)`,
  },
  {
    name: 'what is kept for payers of stray payments is what the ledger holds for them',
    sql: `SELECT SUM(kept_fen) AS kept_fen, SUM(posted_fen) AS posted_fen FROM (
            SELECT o.paid_fen AS kept_fen, 0 AS posted_fen FROM online_payments o
            LEFT JOIN online_refunds r ON r.payment_id = o.id AND r.status = 'DONE'
            WHERE o.stray_reason IS NOT NULL AND r.id IS NULL
            UNION ALL
            SELECT 0, -amount_fen FROM postings WHERE account_code = 'unclaimed:online') AS sides
          HAVING SUM(kept_fen) <> SUM(posted_fen)`,
  },
  {
    name: 'every stray payment, and every gift through a provider that was given back, has its refund',
    sql: `SELECT o.id FROM online_payments o LEFT JOIN online_refunds r ON r.payment_id = o.id WHERE o.stray_reason IS NOT NULL AND r.id IS NULL
          UNION ALL
          SELECT g.id FROM pledges g JOIN online_payments o ON o.pledge_id = g.id AND o.status = 'PAID' AND o.stray_reason IS NULL
          LEFT JOIN online_refunds r ON r.payment_id = o.id
          WHERE g.payment IN ('WECHAT_PAY', 'ALIPAY') AND g.refunded_fen > 0 AND r.id IS NULL`,
  },
  {
    name: 'a refund through a provider is all of a stray payment, or what the ledger gave back of the gift',
    sql: `SELECT r.id, r.amount_fen, r.status, o.stray_reason, o.paid_fen, p.amount_fen AS posted_fen FROM online_refunds r
          JOIN online_payments o ON o.id = r.payment_id
          LEFT JOIN journal_entries e ON e.source_key = CASE WHEN o.stray_reason IS NULL THEN CONCAT('pledge:', o.pledge_id, ':refunded') ELSE CONCAT('payment:', o.id, ':returned') END
          LEFT JOIN postings p ON p.entry_id = e.id AND p.amount_fen < 0
          WHERE (o.stray_reason IS NOT NULL AND r.amount_fen <> o.paid_fen)
             OR ((o.stray_reason IS NULL OR r.status = 'DONE') AND (p.amount_fen IS NULL OR -p.amount_fen <> r.amount_fen))
             OR (o.stray_reason IS NOT NULL AND r.status <> 'DONE' AND e.id IS NOT NULL)
             OR (r.status = 'DONE') <> (r.done_at IS NOT NULL) OR (r.status = 'DONE') <> (r.next_try_at IS NULL)`,
  },
  {
    name: 'a payment is asked about, and is the only one of its kind, exactly while it is not settled',
    sql: `SELECT id, status, next_query_at, open_key, checkout FROM online_payments
          WHERE (status IN ('STARTED', 'OPEN')) <> (next_query_at IS NOT NULL) OR (status IN ('STARTED', 'OPEN')) <> (open_key IS NOT NULL)
             OR (status = 'OPEN' AND checkout IS NULL)`,
  },
];
