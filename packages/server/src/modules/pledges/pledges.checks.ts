import type { Check } from '../../db/check.js';

/** That what pages show of gifts equals the pledges and the ledger. */
export const pledgeChecks: readonly Check[] = [
  {
    name: 'every counter of a project equals its pledges',
    sql: `SELECT * FROM (
            SELECT c.project_id, c.raised_fen, c.matched_fen, c.pending_fen, c.pledge_count, c.backer_count,
              COALESCE(SUM(CASE WHEN p.status = 'PAID' THEN p.amount_fen + p.matched_fen - p.refunded_fen END), 0) AS raised_in_pledges,
              COALESCE(SUM(CASE WHEN p.status = 'PAID' THEN p.matched_fen END), 0) AS matched_in_pledges,
              COALESCE(SUM(CASE WHEN p.status = 'PENDING' THEN p.amount_fen END), 0) AS pending_in_pledges,
              COUNT(CASE WHEN p.status = 'PAID' THEN 1 END) AS paid_pledges,
              COUNT(DISTINCT CASE WHEN p.status = 'PAID' THEN p.donor_id END) AS donors
            FROM project_counters c LEFT JOIN pledges p ON p.project_id = c.project_id
            GROUP BY c.project_id, c.raised_fen, c.matched_fen, c.pending_fen, c.pledge_count, c.backer_count) AS compared
          WHERE raised_fen <> raised_in_pledges OR matched_fen <> matched_in_pledges OR pending_fen <> pending_in_pledges
             OR pledge_count <> paid_pledges OR backer_count <> donors`,
  },
  {
    name: 'what a project raised equals what its fund holds in the ledger, refunds aside',
    sql: `SELECT * FROM (
            SELECT c.project_id, c.raised_fen,
              COALESCE((SELECT -balance_fen FROM ledger_accounts WHERE code = CONCAT('fund:', c.project_id, ':received')), 0) AS received_fen,
              COALESCE((SELECT balance_fen FROM ledger_accounts WHERE code = CONCAT('fund:', c.project_id, ':refunded')), 0) AS refunded_fen
            FROM project_counters c) AS compared
          WHERE raised_fen <> received_fen - refunded_fen`,
  },
  {
    name: 'every paid pledge has one journal entry of its amount that stands, and every gift entry that stands a paid pledge',
    sql: `SELECT p.id, p.amount_fen, e.id AS entry_id, l.amount_fen AS posted_fen FROM pledges p
          LEFT JOIN journal_entries e ON e.source_key = CONCAT('pledge:', p.id, ':paid', CASE WHEN p.times_paid = 1 THEN '' ELSE CONCAT(':', p.times_paid) END)
          LEFT JOIN postings l ON l.entry_id = e.id AND l.amount_fen > 0
          WHERE p.status IN ('PAID', 'REFUNDED') AND (e.id IS NULL OR l.amount_fen IS NULL OR l.amount_fen <> p.amount_fen)
          UNION ALL
          SELECT SUBSTR(e.source_key, 8, 36), NULL, e.id, NULL FROM journal_entries e
          LEFT JOIN pledges p ON p.id = SUBSTR(e.source_key, 8, 36)
          LEFT JOIN journal_entries r ON r.reverses_id = e.id AND r.kind = 'CONFIRMATION_REVERSED'
          WHERE e.kind = 'GIFT_RECEIVED' AND (p.id IS NULL OR (r.id IS NULL) <> (p.status IN ('PAID', 'REFUNDED')
            AND e.source_key = CONCAT('pledge:', p.id, ':paid', CASE WHEN p.times_paid = 1 THEN '' ELSE CONCAT(':', p.times_paid) END)))`,
  },
  {
    name: 'the times that a pledge was paid are its gift entries in the ledger',
    sql: `SELECT p.id, p.status, p.times_paid, COALESCE(e.entries, 0) AS entries FROM pledges p
          LEFT JOIN (SELECT SUBSTR(source_key, 8, 36) AS pledge_id, COUNT(*) AS entries FROM journal_entries WHERE kind = 'GIFT_RECEIVED' GROUP BY SUBSTR(source_key, 8, 36)) e ON e.pledge_id = p.id
          WHERE p.times_paid <> COALESCE(e.entries, 0)`,
  },
  {
    name: 'what takes a confirmation back turns the lines of its entry round',
    sql: `SELECT r.id, r.reverses_id, l.account_code, l.amount_fen, m.amount_fen AS reversed_fen FROM journal_entries r
          JOIN postings l ON l.entry_id = r.reverses_id LEFT JOIN postings m ON m.entry_id = r.id AND m.account_code = l.account_code
          WHERE r.kind = 'CONFIRMATION_REVERSED' AND (m.amount_fen IS NULL OR m.amount_fen <> -l.amount_fen)`,
  },
  {
    name: 'every paid pledge has one valid receipt of what was kept of it, and no other pledge has any',
    sql: `SELECT p.id, p.status, p.amount_fen, p.refunded_fen, COUNT(r.number) AS valid_receipts, SUM(r.amount_fen) AS receipted_fen FROM pledges p
          LEFT JOIN receipts r ON r.pledge_id = p.id AND r.voided_at IS NULL
          GROUP BY p.id, p.status, p.amount_fen, p.matched_fen, p.refunded_fen
          HAVING (p.status = 'PAID' AND (COUNT(r.number) <> 1 OR SUM(r.amount_fen) <> p.amount_fen + p.matched_fen - p.refunded_fen))
              OR (p.status <> 'PAID' AND COUNT(r.number) <> 0)`,
  },
  {
    // Entries from before the ledger kept documents have none, and can get none: the ledger is append-only.
    name: 'the document of every gift entry is the number of its receipt',
    sql: `SELECT e.id, e.source_key, e.document, r.number FROM journal_entries e LEFT JOIN receipts r ON r.number = e.document
          WHERE e.kind = 'GIFT_RECEIVED' AND e.document IS NOT NULL AND (r.number IS NULL OR e.source_key NOT LIKE CONCAT('pledge:', r.pledge_id, ':paid%'))
          UNION ALL
          SELECT id, source_key, document, NULL FROM journal_entries
          WHERE kind = 'GIFT_RECEIVED' AND document IS NULL AND id > (SELECT MIN(id) FROM journal_entries WHERE document IS NOT NULL)`,
  },
  {
    name: 'receipt numbers have no gaps',
    sql: `SELECT s.series_year, s.last_number, COUNT(r.number) AS issued, MAX(r.number) AS last_issued
          FROM receipt_series s LEFT JOIN receipts r ON CAST(SUBSTR(r.number, 4, 4) AS SIGNED) = s.series_year
          GROUP BY s.series_year, s.last_number HAVING COUNT(r.number) <> s.last_number`,
  },
  {
    name: 'the days of a project add up to what it raised',
    sql: `SELECT c.project_id, c.raised_fen, COALESCE(SUM(d.raised_fen), 0) AS days_fen FROM project_counters c
          LEFT JOIN project_days d ON d.project_id = c.project_id
          GROUP BY c.project_id, c.raised_fen HAVING c.raised_fen <> COALESCE(SUM(d.raised_fen), 0)`,
  },
  {
    name: 'a receipt is void for a reason, and the one that took its place is of the same pledge',
    sql: `SELECT r.number, r.voided_at, r.void_reason, r.replaced_by, n.number AS found FROM receipts r LEFT JOIN receipts n ON n.number = r.replaced_by AND n.pledge_id = r.pledge_id
          WHERE (r.voided_at IS NULL) <> (r.void_reason IS NULL) OR (r.replaced_by IS NOT NULL AND (r.voided_at IS NULL OR n.number IS NULL))`,
  },
  {
    name: 'every row of a sponsor wall equals the unit\'s paid pledges',
    sql: `SELECT * FROM (
            SELECT s.project_id, s.organization_id, s.amount_fen, s.pledge_count,
              (SELECT COALESCE(SUM(amount_fen - refunded_fen), 0) FROM pledges p WHERE p.project_id = s.project_id AND p.on_behalf_of_id = s.organization_id AND p.status = 'PAID') AS paid_fen,
              (SELECT COUNT(*) FROM pledges p WHERE p.project_id = s.project_id AND p.on_behalf_of_id = s.organization_id AND p.status = 'PAID') AS paid_pledges
            FROM project_sponsors s) AS compared
          WHERE amount_fen <> paid_fen OR pledge_count <> paid_pledges`,
  },
  {
    name: 'a project that refuses gifts past its goal has none',
    sql: `SELECT p.id, p.goal_fen, c.raised_fen, c.pending_fen FROM projects p JOIN project_counters c ON c.project_id = p.id
          WHERE p.accepts_over_goal = 0 AND c.raised_fen + c.pending_fen > p.goal_fen`,
  },
  {
    name: 'nothing was given to a project before it was public',
    sql: `SELECT p.id, p.status FROM projects p JOIN project_counters c ON c.project_id = p.id
          WHERE p.is_public = 0 AND c.raised_fen + c.pending_fen > 0`,
  },
];
