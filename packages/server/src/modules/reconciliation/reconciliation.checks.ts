import type { Check } from '../../db/check.js';
import { statementCounters } from './statement-counters.js';

/**
 * SQL for the sum that reversed confirmations have put back into suspense and that the worker has not yet added to its
 * lines.
 */
const REOPENING = `(SELECT COALESCE(0 - SUM(p.amount_fen), 0) FROM postings p
  JOIN journal_entries r ON r.id = p.entry_id AND r.kind = 'CONFIRMATION_REVERSED'
  LEFT JOIN suspense_moves m ON m.entry_id = r.id WHERE p.account_code = 'suspense:unmatched' AND m.entry_id IS NULL)`;

/** Checks that statements and the ledger say the same. */
export const reconciliationChecks: readonly Check[] = [
  {
    name: 'a settled line of a statement is exactly its entries on the special account, and an open line has none',
    sql: `SELECT * FROM (
            SELECT s.id, s.status, s.amount_fen, COALESCE((SELECT SUM(p.amount_fen) FROM statement_links l
            JOIN postings p ON p.entry_id = l.entry_id AND p.account_code = 'bank:special'
            WHERE l.line_id = s.id), 0) AS linked_fen
            FROM statement_lines s) AS compared
          WHERE linked_fen <> CASE WHEN status = 'OPEN' THEN 0 ELSE amount_fen END`,
  },
  {
    name: 'every entry that is a line of a statement moved money on the special account',
    sql: `SELECT l.entry_id, l.line_id FROM statement_links l LEFT JOIN postings p ON p.entry_id = l.entry_id
      AND p.account_code = 'bank:special' WHERE p.entry_id IS NULL`,
  },
  {
    name: 'what is left of a line in suspense equals its entries there',
    sql: `SELECT * FROM (
            SELECT s.id, s.status, s.suspense_fen, COALESCE((SELECT 0 - SUM(p.amount_fen) FROM suspense_moves m
            JOIN postings p ON p.entry_id = m.entry_id AND p.account_code = 'suspense:unmatched'
            WHERE m.line_id = s.id), 0) AS ledger_fen
            FROM statement_lines s) AS compared
          WHERE suspense_fen <> ledger_fen OR (status = 'SUSPENSE' AND suspense_fen = 0)
            OR (status <> 'SUSPENSE' AND suspense_fen <> 0)`,
  },
  {
    name: 'the suspense account equals the lines that are in suspense',
    sql: `SELECT * FROM (
            SELECT (SELECT COALESCE(SUM(suspense_fen), 0) FROM statement_lines) + ${REOPENING} AS lines_fen,
              (SELECT COALESCE(0 - SUM(balance_fen), 0) FROM ledger_accounts
                WHERE code = 'suspense:unmatched') AS ledger_fen) AS compared
          WHERE lines_fen <> ledger_fen`,
  },
  {
    name: 'a return of suspense is in the ledger exactly when it is paid, and stands where its order of two people does',
    sql: `SELECT r.id, r.amount_fen, r.returned_at, e.id AS entry_id, o.state FROM returns_to_sender r
          LEFT JOIN journal_entries e ON e.source_key = CASE WHEN r.id = r.line_id THEN CONCAT('statement-line:', r.line_id, ':returned') ELSE CONCAT('suspense-return:', r.id, ':paid') END
          LEFT JOIN postings p ON p.entry_id = e.id AND p.account_code = 'suspense:unmatched'
          LEFT JOIN orders o ON o.kind = 'SUSPENSE_RETURN' AND o.subject_id = r.id
          WHERE (r.returned_at IS NULL) <> (e.id IS NULL)
            OR (r.returned_at IS NOT NULL AND (p.amount_fen IS NULL OR p.amount_fen <> r.amount_fen))
            OR o.id IS NULL OR o.amount_fen <> r.amount_fen OR o.prepared_at <> r.prepared_at
            OR (o.done_at IS NULL) <> (r.returned_at IS NULL) OR (o.closed_at IS NULL) <> (r.withdrawn_at IS NULL)
          UNION ALL
          SELECT o.subject_id, o.amount_fen, o.done_at, o.id, o.state FROM orders o WHERE o.kind = 'SUSPENSE_RETURN'
            AND NOT EXISTS (SELECT 1 FROM returns_to_sender r WHERE r.id = o.subject_id)`,
  },
  {
    name: 'a line has one return at most that waits for its second person',
    sql: 'SELECT line_id, COUNT(*) AS returns FROM returns_to_sender WHERE returned_at IS NULL AND withdrawn_at IS NULL GROUP BY line_id HAVING COUNT(*) > 1',
  },
  {
    name: 'an entry of suspense belongs to a line of a statement',
    sql: `SELECT p.entry_id, p.amount_fen FROM postings p LEFT JOIN suspense_moves m ON m.entry_id = p.entry_id
      JOIN journal_entries e ON e.id = p.entry_id
          WHERE p.account_code = 'suspense:unmatched' AND m.entry_id IS NULL
            AND NOT (e.kind = 'CONFIRMATION_REVERSED'
            AND EXISTS (SELECT 1 FROM suspense_moves taken WHERE taken.entry_id = e.reverses_id))`,
  },
  {
    name: 'a pledge is proposed for one open line at most',
    sql: `SELECT pledge_id, COUNT(*) AS line_count FROM statement_lines WHERE pledge_id IS NOT NULL GROUP BY pledge_id
      HAVING COUNT(*) > 1`,
  },
  {
    name: 'a pledge that is proposed beside others is proposed for no other line',
    sql: `SELECT a.id, a.pledge_id, b.id AS other_line FROM statement_lines b
          JOIN statement_lines a ON a.pledge_id IS NOT NULL AND b.further_pledges LIKE CONCAT('%', a.pledge_id, '%')
          WHERE b.further_pledges IS NOT NULL`,
  },
  {
    // A reference stands for one transfer. All payments from one line count as one ground. Each payment that was
    // confirmed by hand counts as its own ground, so it needs a reason.
    name: 'a bank reference pays once, or says why it pays again',
    sql: `SELECT reference_key, COUNT(DISTINCT ground) AS grounds, SUM(explained) AS reasons FROM (
            SELECT p.reference_key, COALESCE(l.line_id, m.line_id, p.id) AS ground, CASE WHEN p.reference_reason IS NULL THEN 0 ELSE 1 END AS explained
            FROM pledges p
            JOIN (SELECT reference_key FROM pledges WHERE reference_key IS NOT NULL GROUP BY reference_key
            HAVING COUNT(*) > 1) AS shared ON shared.reference_key = p.reference_key
            LEFT JOIN journal_entries e ON e.source_key = CONCAT('pledge:', p.id, ':paid', CASE WHEN p.times_paid = 1 THEN '' ELSE CONCAT(':', p.times_paid) END)
            LEFT JOIN statement_links l ON l.entry_id = e.id LEFT JOIN suspense_moves m ON m.entry_id = e.id
            WHERE p.status IN ('PAID', 'REFUNDED')) AS payments
          GROUP BY reference_key HAVING COUNT(DISTINCT ground) > 1 + SUM(explained)`,
  },
  {
    name: 'a movement is in the ledger exactly when it is booked, of its amount and on its account, and its reversal exactly when it is reversed',
    sql: `SELECT m.id, m.kind, m.amount_fen, m.booked_at, m.reversed_at, e.id AS entry_id, r.id AS reversal_id, p.account_code, p.amount_fen AS posted_fen FROM bank_movements m
          LEFT JOIN journal_entries e ON e.source_key = CONCAT('bank-movement:', m.id, ':booked')
          LEFT JOIN postings p ON p.entry_id = e.id AND p.account_code = CASE m.kind
            WHEN 'BANK_CHARGE' THEN 'expense:bank-charges' WHEN 'OWN_TRANSFER' THEN 'transit:own-accounts' ELSE CONCAT('interest:', COALESCE(m.project_id, 'administration')) END
          LEFT JOIN journal_entries r ON r.reverses_id = e.id
            AND r.source_key = CONCAT('bank-movement:', m.id, ':reversed')
          WHERE (m.booked_at IS NULL) <> (e.id IS NULL) OR (m.reversed_at IS NULL) <> (r.id IS NULL)
             OR (e.id IS NOT NULL AND (e.kind <> m.kind OR p.amount_fen IS NULL OR p.amount_fen <> 0 - m.amount_fen))`,
  },
  {
    name: 'an entry on the accounts of charges, interest and own transfers is a movement of a line, and its reversal turns its lines round',
    sql: `SELECT p.entry_id, p.account_code, p.amount_fen, e.kind, b.amount_fen AS reversed_fen FROM postings p
      JOIN journal_entries e ON e.id = p.entry_id
          LEFT JOIN bank_movements m ON m.id = SUBSTR(e.source_key, 15, 36)
          LEFT JOIN postings b ON b.entry_id = e.reverses_id AND b.account_code = p.account_code
          WHERE (p.account_code IN ('expense:bank-charges', 'transit:own-accounts') OR p.account_code LIKE 'interest:%')
            AND (m.id IS NULL OR (e.kind = 'MOVEMENT_REVERSED'
            AND (b.amount_fen IS NULL OR b.amount_fen <> 0 - p.amount_fen))
            OR (e.kind <> 'MOVEMENT_REVERSED' AND e.kind <> m.kind))`,
  },
  {
    name: 'a line has one movement that stands at most, interest has a purpose, a reversal has a reason, and each has its order',
    sql: `SELECT line_id, MIN(id) AS first_id FROM bank_movements WHERE reversed_at IS NULL GROUP BY line_id
      HAVING COUNT(*) > 1
          UNION ALL
          SELECT line_id, id FROM bank_movements
          WHERE (kind = 'INTEREST_RECEIVED') <> (purpose IS NOT NULL)
            OR (COALESCE(purpose, '') = 'PROJECT') <> (project_id IS NOT NULL)
             OR (reversed_at IS NULL) <> (reversal_reason IS NULL) OR (reversed_at IS NOT NULL AND booked_at IS NULL)
          UNION ALL
          SELECT m.line_id, m.id FROM bank_movements m LEFT JOIN orders o ON o.kind = 'BANK_MOVEMENT'
            AND o.subject_id = m.id AND o.state IN ('PREPARED', 'DONE')
          WHERE o.id IS NULL OR (m.booked_at IS NULL) <> (o.state = 'PREPARED') OR o.amount_fen <> ABS(m.amount_fen)
          UNION ALL
          SELECT o.subject_id, o.id FROM orders o LEFT JOIN bank_movements m ON m.id = o.subject_id
          WHERE o.kind = 'BANK_MOVEMENT' AND o.state IN ('PREPARED', 'DONE') AND m.id IS NULL`,
  },
  {
    name: 'a movement is reversed exactly when the order of its reversal is carried out',
    sql: `SELECT m.id, m.reversed_at, o.state FROM bank_movements m
      LEFT JOIN orders o ON o.kind = 'BANK_MOVEMENT_REVERSAL' AND o.subject_id = m.id
        AND o.state IN ('PREPARED', 'DONE')
          WHERE (m.reversed_at IS NOT NULL) <> (COALESCE(o.state, '') = 'DONE') OR o.amount_fen <> ABS(m.amount_fen)
            OR (o.state = 'DONE' AND o.reason <> m.reversal_reason)
          UNION ALL
          SELECT o.subject_id, o.done_at, o.state FROM orders o WHERE o.kind = 'BANK_MOVEMENT_REVERSAL'
            AND NOT EXISTS (SELECT 1 FROM bank_movements m WHERE m.id = o.subject_id)`,
  },
  statementCounters.check('a statement that was taken tells how many lines it brought', [
    { rows: 'statement_lines', key: { id: 'statement_id' }, adds: { new_lines: '1' } },
  ]),
  {
    name: 'the balances that a statement tells are as far apart as its lines, where no earlier file had some of them',
    sql: `SELECT * FROM (
            SELECT s.id, s.opening_fen, s.closing_fen, s.line_count, s.new_lines, (SELECT COALESCE(SUM(l.amount_fen), 0)
            FROM statement_lines l WHERE l.statement_id = s.id) AS lines_fen FROM statements s) AS compared
          WHERE (opening_fen IS NULL) <> (closing_fen IS NULL)
            OR (line_count > 0 AND line_count = new_lines AND closing_fen - opening_fen <> lines_fen)`,
  },
];
