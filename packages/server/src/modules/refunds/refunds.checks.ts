import type { Check } from '../../db/check.js';

/** Checks that refunds equal the decisions of two people: in the ledger, on the gifts and on the receipts. */
export const refundChecks: readonly Check[] = [
  {
    name: 'every refund order is the sum of its gifts',
    sql: `SELECT o.id, o.gift_count, o.total_fen, COUNT(i.pledge_id) AS gifts, COALESCE(SUM(i.amount_fen), 0) AS gifts_fen FROM refund_orders o
          LEFT JOIN refund_items i ON i.order_id = o.id
          GROUP BY o.id, o.gift_count, o.total_fen HAVING o.gift_count <> COUNT(i.pledge_id)
            OR o.total_fen <> COALESCE(SUM(i.amount_fen), 0)`,
  },
  {
    name: 'a refund stands where its order of two people does',
    sql: `SELECT r.id, o.id AS order_id, o.state FROM refund_orders r
          LEFT JOIN orders o ON o.subject_id = r.id
            AND o.kind = CASE WHEN r.cause = 'MISTAKEN_CONFIRMATION' THEN 'CONFIRMATION_REVERSAL' ELSE 'GIFT_REFUND' END
          WHERE o.id IS NULL OR o.amount_fen <> r.total_fen OR o.project_id <> r.project_id
            OR o.prepared_at <> r.prepared_at OR (o.state = 'DONE' AND o.signed_by_id IS NULL)
            OR (o.done_at IS NULL) <> (r.approved_at IS NULL) OR o.done_at <> r.approved_at
            OR (o.closed_at IS NULL) <> (r.withdrawn_at IS NULL) OR o.closed_at <> r.withdrawn_at
          UNION ALL
          SELECT o.subject_id, o.id, o.state FROM orders o WHERE o.kind IN ('GIFT_REFUND', 'CONFIRMATION_REVERSAL')
            AND NOT EXISTS (SELECT 1 FROM refund_orders r WHERE r.id = o.subject_id)`,
  },
  {
    name: 'a refund takes in gifts of its own project, each in one order at a time',
    sql: `SELECT i.order_id, i.pledge_id FROM refund_items i JOIN refund_orders o ON o.id = i.order_id
      JOIN pledges p ON p.id = i.pledge_id WHERE o.project_id <> p.project_id
          UNION ALL
          SELECT MIN(i.order_id), i.pledge_id FROM refund_items i JOIN refund_orders o ON o.id = i.order_id
          WHERE o.approved_at IS NULL AND o.withdrawn_at IS NULL GROUP BY i.pledge_id HAVING COUNT(*) > 1`,
  },
  {
    name: 'what was given back of every gift is what was approved',
    sql: `SELECT p.id, p.status, p.refunded_fen, COALESCE(g.approved_fen, 0) AS approved_fen FROM pledges p
          LEFT JOIN (SELECT i.pledge_id, SUM(i.amount_fen) AS approved_fen FROM refund_items i
          JOIN refund_orders o ON o.id = i.order_id
                     WHERE o.approved_at IS NOT NULL AND o.cause <> 'MISTAKEN_CONFIRMATION'
                     GROUP BY i.pledge_id) g ON g.pledge_id = p.id
          WHERE p.refunded_fen <> COALESCE(g.approved_fen, 0)
            OR (p.status = 'REFUNDED' AND p.refunded_fen <> p.amount_fen + p.matched_fen)
             OR (p.status <> 'REFUNDED' AND p.refunded_fen > 0
             AND (p.status <> 'PAID' OR p.refunded_fen >= p.amount_fen + p.matched_fen))`,
  },
  {
    name: 'every approved refund is one journal entry that takes back the one by which the gift came in',
    sql: `SELECT i.order_id, i.pledge_id, i.amount_fen, e.id AS entry_id, l.amount_fen AS posted_fen, g.source_key AS takes_back FROM refund_items i
          JOIN refund_orders o ON o.id = i.order_id
          LEFT JOIN journal_entries e ON e.source_key = CONCAT('pledge:', i.pledge_id, ':refunded')
          LEFT JOIN postings l ON l.entry_id = e.id AND l.account_code = CONCAT('fund:', o.project_id, ':refunded')
          LEFT JOIN journal_entries g ON g.id = e.reverses_id
          WHERE o.approved_at IS NOT NULL AND o.cause <> 'MISTAKEN_CONFIRMATION'
            AND (e.id IS NULL OR e.kind <> 'GIFT_REFUNDED' OR l.amount_fen IS NULL OR l.amount_fen <> i.amount_fen
              OR g.id IS NULL OR g.kind <> 'GIFT_RECEIVED' OR SUBSTR(g.source_key, 8, 36) <> i.pledge_id)`,
  },
  {
    name: 'confirmations were taken back as often as that was approved, each with the amount of its gift',
    sql: `SELECT * FROM (
            SELECT a.project_id, a.approved, a.approved_fen, COALESCE(r.reversed, 0) AS reversed, COALESCE(f.reversed_fen, 0) AS reversed_fen
            FROM (SELECT o.project_id, COUNT(*) AS approved, SUM(i.amount_fen) AS approved_fen FROM refund_items i
            JOIN refund_orders o ON o.id = i.order_id
                  WHERE o.approved_at IS NOT NULL AND o.cause = 'MISTAKEN_CONFIRMATION' GROUP BY o.project_id) a
            LEFT JOIN (SELECT p.project_id, COUNT(*) AS reversed FROM journal_entries e
            JOIN pledges p ON p.id = SUBSTR(e.source_key, 8, 36)
                       WHERE e.kind = 'CONFIRMATION_REVERSED' GROUP BY p.project_id) r ON r.project_id = a.project_id
            LEFT JOIN (SELECT l.account_code, SUM(l.amount_fen) AS reversed_fen FROM journal_entries e
            JOIN postings l ON l.entry_id = e.id
                       WHERE e.kind = 'CONFIRMATION_REVERSED'
                       GROUP BY l.account_code) f ON f.account_code = CONCAT('fund:', a.project_id, ':received')) AS compared
          WHERE approved <> reversed OR approved_fen <> reversed_fen`,
  },
  {
    name: 'every journal entry that takes money out of a gift was approved',
    sql: `SELECT e.id, e.kind, e.source_key FROM journal_entries e
          WHERE e.kind IN ('GIFT_REFUNDED', 'CONFIRMATION_REVERSED')
            AND NOT EXISTS (SELECT 1 FROM refund_items i JOIN refund_orders o ON o.id = i.order_id
                            WHERE i.pledge_id = SUBSTR(e.source_key, 8, 36) AND o.approved_at IS NOT NULL
                              AND (e.kind = 'CONFIRMATION_REVERSED') = (o.cause = 'MISTAKEN_CONFIRMATION'))`,
  },
  {
    name: 'what a fund gave back in the ledger equals its approved refunds',
    sql: `SELECT * FROM (
            SELECT p.id, COALESCE((SELECT balance_fen FROM ledger_accounts
            WHERE code = CONCAT('fund:', p.id, ':refunded')), 0) AS ledger_fen,
              (SELECT COALESCE(SUM(o.total_fen), 0) FROM refund_orders o WHERE o.project_id = p.id
                AND o.approved_at IS NOT NULL AND o.cause <> 'MISTAKEN_CONFIRMATION') AS approved_fen
            FROM projects p) AS compared
          WHERE ledger_fen <> approved_fen`,
  },
  {
    name: 'only ended projects give back, and none of them waits for money',
    sql: `SELECT p.id, p.status FROM projects p WHERE p.status <> 'CANCELLED'
            AND EXISTS (SELECT 1 FROM refund_orders o WHERE o.project_id = p.id AND o.withdrawn_at IS NULL
            AND o.cause <> 'MISTAKEN_CONFIRMATION')
          UNION ALL
          SELECT p.id, p.status FROM projects p JOIN project_counters c ON c.project_id = p.id
          WHERE p.status = 'CANCELLED' AND c.pending_fen <> 0
          UNION ALL
          SELECT p.id, p.status FROM projects p JOIN milestones m ON m.project_id = p.id WHERE p.status = 'CANCELLED'
            AND m.status = 'VERIFIED'`,
  },
];
