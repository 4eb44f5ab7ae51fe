import type { Check } from '../../db/check.js';
import { sqlShanghaiDay } from '../../db/columns.js';

/** That what pages show of gifts equals the pledges and the ledger. */
export const pledgeChecks: readonly Check[] = [
  {
    name: 'every counter of a project equals its pledges',
    sql: `SELECT * FROM (
            SELECT c.project_id, c.raised_fen, c.matched_fen, c.pending_fen, c.held_fen, c.held_by_strangers_fen, c.pledge_count, c.backer_count,
              COALESCE(SUM(CASE WHEN p.status = 'PAID' THEN p.amount_fen + p.matched_fen - p.refunded_fen END), 0) AS raised_in_pledges,
              COALESCE(SUM(CASE WHEN p.status = 'PAID' THEN p.matched_fen END), 0) AS matched_in_pledges,
              COALESCE(SUM(CASE WHEN p.status = 'PENDING' THEN p.amount_fen END), 0) AS pending_in_pledges,
              COALESCE(SUM(CASE WHEN p.status = 'PENDING' THEN p.held_fen END), 0) AS held_in_pledges,
              COALESCE(SUM(CASE WHEN p.status = 'PENDING' AND p.promised_by IN ('GUEST', 'NEW_ACCOUNT') THEN p.held_fen END), 0) AS held_by_strangers,
              COUNT(CASE WHEN p.status = 'PAID' THEN 1 END) AS paid_pledges,
              COUNT(DISTINCT CASE WHEN p.status = 'PAID' THEN p.donor_id END) AS donors
            FROM project_counters c LEFT JOIN pledges p ON p.project_id = c.project_id
            GROUP BY c.project_id, c.raised_fen, c.matched_fen, c.pending_fen, c.held_fen, c.held_by_strangers_fen, c.pledge_count, c.backer_count) AS compared
          WHERE raised_fen <> raised_in_pledges OR matched_fen <> matched_in_pledges OR pending_fen <> pending_in_pledges
             OR held_fen <> held_in_pledges OR held_by_strangers_fen <> held_by_strangers
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
    // Both sides in one list: joined by a key that is worked out, the entries would be held one by one against all pledges.
    name: 'every paid pledge has one journal entry of its amount that stands, and every gift entry that stands a paid pledge',
    sql: `SELECT source_key, SUM(is_pledge) AS pledges, SUM(is_entry) AS entries, SUM(pledge_fen) AS pledged_fen, SUM(entry_fen) AS posted_fen FROM (
            SELECT CONCAT('pledge:', id, ':paid', CASE WHEN times_paid = 1 THEN '' ELSE CONCAT(':', times_paid) END) AS source_key, 1 AS is_pledge, 0 AS is_entry, amount_fen AS pledge_fen, 0 AS entry_fen
            FROM pledges WHERE status IN ('PAID', 'REFUNDED')
            UNION ALL
            SELECT e.source_key, 0, 1, 0, COALESCE((SELECT SUM(l.amount_fen) FROM postings l WHERE l.entry_id = e.id AND l.amount_fen > 0), 0)
            FROM journal_entries e LEFT JOIN journal_entries r ON r.reverses_id = e.id AND r.kind = 'CONFIRMATION_REVERSED'
            WHERE e.kind = 'GIFT_RECEIVED' AND r.id IS NULL) AS sides
          GROUP BY source_key HAVING SUM(is_pledge) <> 1 OR SUM(is_entry) <> 1 OR SUM(pledge_fen) <> SUM(entry_fen)`,
  },
  {
    name: 'the times that a pledge was paid are its gift entries in the ledger',
    sql: `SELECT pledge_id, SUM(paid) AS times_paid, SUM(is_entry) AS entries FROM (
            SELECT id AS pledge_id, times_paid AS paid, 0 AS is_entry FROM pledges
            UNION ALL
            SELECT SUBSTR(source_key, 8, 36), 0, 1 FROM journal_entries WHERE kind = 'GIFT_RECEIVED') AS sides
          GROUP BY pledge_id HAVING SUM(paid) <> SUM(is_entry)`,
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
    name: 'a pledge keeps what was promised only where another amount arrived',
    sql: 'SELECT id, status, amount_fen, promised_fen FROM pledges WHERE promised_fen IS NOT NULL AND promised_fen = amount_fen',
  },
  {
    // A role that somebody was given after the confirmation, whatever the bank's day, was none when they confirmed.
    name: 'nobody confirmed a gift of their own, or of a unit that they spoke for',
    sql: `SELECT id, confirmed_by_id, on_behalf_of_id FROM pledges WHERE self_confirmed = 0 AND confirmed_by_id IS NOT NULL AND confirmed_by_id = user_id
          UNION ALL
          SELECT p.id, p.confirmed_by_id, p.on_behalf_of_id FROM memberships m
          JOIN pledges p ON p.on_behalf_of_id = m.organization_id AND p.confirmed_by_id = m.user_id
          JOIN journal_entries e ON e.source_key = CONCAT('pledge:', p.id, ':paid', CASE WHEN p.times_paid = 1 THEN '' ELSE CONCAT(':', p.times_paid) END)
          WHERE m.role IN ('OWNER', 'EDITOR') AND p.self_confirmed = 0 AND COALESCE(m.role_since, m.created_at) < e.posted_at`,
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
    // Every fen on its day: the chart of a project, its books and the bank's statement have the same days.
    name: 'the days of a project equal the days of its fund in the ledger',
    sql: `SELECT project_id, day, SUM(shown_fen) AS shown_fen, SUM(ledger_fen) AS ledger_fen FROM (
            SELECT project_id, day, raised_fen AS shown_fen, 0 AS ledger_fen FROM project_days
            UNION ALL
            SELECT SUBSTR(account_code, 6, 36), day, 0, 0 - change_fen FROM ledger_days WHERE account_code LIKE 'fund:%:received' OR account_code LIKE 'fund:%:refunded') AS sides
          GROUP BY project_id, day HAVING SUM(shown_fen) <> SUM(ledger_fen)`,
  },
  {
    name: 'a gift, its valid receipt and its entry in the ledger are of one day, and none is issued before it',
    sql: (dialect) => `SELECT r.number, r.paid_on, r.issued_at, p.paid_at, e.deed_day FROM receipts r JOIN pledges p ON p.id = r.pledge_id
          LEFT JOIN journal_entries e ON e.source_key = CONCAT('pledge:', p.id, ':paid', CASE WHEN p.times_paid = 1 THEN '' ELSE CONCAT(':', p.times_paid) END)
          WHERE r.paid_on IS NULL OR r.paid_on > ${sqlShanghaiDay(dialect, 'r.issued_at')}
             OR (r.voided_at IS NULL AND (r.paid_on <> ${sqlShanghaiDay(dialect, 'p.paid_at')} OR r.paid_on <> COALESCE(e.deed_day, ${sqlShanghaiDay(dialect, 'e.posted_at')})))`,
  },
  {
    name: 'a receipt names the unit that runs the project, and the unit that the gift counts for where there is one, as its gift does',
    sql: `SELECT r.number, r.implementer_name, r.on_behalf_of_name, p.on_behalf_of_id, p.on_behalf_of_name AS gift_says FROM receipts r JOIN pledges p ON p.id = r.pledge_id
          WHERE r.implementer_name IS NULL OR r.implementer_name = '' OR (r.on_behalf_of_name IS NULL) <> (p.on_behalf_of_id IS NULL)
             OR (r.voided_at IS NULL AND r.on_behalf_of_name IS NOT NULL AND r.on_behalf_of_name <> COALESCE(p.on_behalf_of_name, ''))
          UNION ALL
          SELECT NULL, NULL, organization_name, organization_id, NULL FROM project_sponsors WHERE organization_name IS NULL OR organization_name = ''
          UNION ALL
          SELECT NULL, NULL, NULL, id, on_behalf_of_name FROM pledges WHERE (on_behalf_of_name IS NOT NULL) <> (on_behalf_of_id IS NOT NULL AND status IN ('PAID', 'REFUNDED'))`,
  },
  {
    name: 'a receipt is void for a reason, and the one that took its place is of the same pledge',
    sql: `SELECT r.number, r.voided_at, r.void_reason, r.replaced_by, n.number AS found FROM receipts r LEFT JOIN receipts n ON n.number = r.replaced_by AND n.pledge_id = r.pledge_id
          WHERE (r.voided_at IS NULL) <> (r.void_reason IS NULL) OR (r.replaced_by IS NOT NULL AND (r.voided_at IS NULL OR n.number IS NULL))`,
  },
  {
    name: 'every row of a sponsor wall equals the unit\'s paid pledges, and every unit with one has its row',
    sql: `SELECT project_id, organization_id, SUM(shown_fen) AS amount_fen, SUM(shown) AS pledge_count, SUM(given_fen) AS paid_fen, SUM(is_pledge) AS paid_pledges FROM (
            SELECT project_id, organization_id, amount_fen AS shown_fen, pledge_count AS shown, 0 AS given_fen, 0 AS is_pledge FROM project_sponsors
            UNION ALL
            SELECT project_id, on_behalf_of_id, 0, 0, amount_fen - refunded_fen, 1 FROM pledges WHERE status = 'PAID' AND on_behalf_of_id IS NOT NULL) AS sides
          GROUP BY project_id, organization_id HAVING SUM(shown_fen) <> SUM(given_fen) OR SUM(shown) <> SUM(is_pledge)`,
  },
  {
    name: 'a project that refuses gifts past its goal has none',
    sql: `SELECT p.id, p.goal_fen, c.raised_fen, c.held_fen FROM projects p JOIN project_counters c ON c.project_id = p.id
          WHERE p.accepts_over_goal = 0 AND c.raised_fen + c.held_fen > p.goal_fen`,
  },
  {
    name: 'a promise keeps all of its amount until a moment, or nothing; what is no promise any more keeps nothing',
    sql: `SELECT id, status, payment, amount_fen, held_fen, held_until, promised_by FROM pledges
          WHERE (held_fen <> 0 AND (status <> 'PENDING' OR held_fen <> amount_fen)) OR (held_fen <> 0) <> (held_until IS NOT NULL)
             OR (payment = 'BANK_TRANSFER') <> (promised_by IS NOT NULL)`,
  },
  {
    name: 'a promise that staff ended has a reason, a day and who did, and was not paid',
    sql: `SELECT id, status, ended_at, ended_by_id, end_reason FROM pledges
          WHERE (ended_at IS NULL) <> (end_reason IS NULL) OR (ended_at IS NULL) <> (ended_by_id IS NULL) OR (ended_at IS NOT NULL AND status <> 'CANCELLED')`,
  },
  {
    name: 'nothing was given to a project before it was public',
    sql: `SELECT p.id, p.status FROM projects p JOIN project_counters c ON c.project_id = p.id
          WHERE p.is_public = 0 AND c.raised_fen + c.pending_fen > 0`,
  },
];
