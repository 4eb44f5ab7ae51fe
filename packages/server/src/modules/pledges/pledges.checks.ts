import type { Check } from '../../db/check.js';
import { Duty, dutyCheck } from '../orders/index.js';
import { sqlShanghaiDay } from '../../db/columns.js';
import { giftCounterChecks } from './gift-counters.js';

/** Prove that what pages show of gifts equals the pledges and the ledger. */
export const pledgeChecks: readonly Check[] = [
  ...giftCounterChecks,
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
    // Both sides are in one list. With a join on a computed key, the databases would compare every entry with every
    // pledge.
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
          HAVING (p.status = 'PAID' AND (COUNT(r.number) <> 1 OR SUM(r.amount_fen) <> p.amount_fen - p.refunded_fen))
              OR (p.status <> 'PAID' AND COUNT(r.number) <> 0)`,
  },
  {
    name: 'nothing is added to a gift that is not paid',
    sql: "SELECT id, status, matched_fen FROM pledges WHERE matched_fen <> 0 AND status <> 'PAID'",
  },
  {
    // Entries from before the ledger kept documents have no document, and cannot get one because the ledger is
    // append-only.
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
    // Compares with the time of the confirmation, whatever the bank's day. A role that somebody got later did not exist
    // when they confirmed.
    name: 'nobody confirmed a gift of their own, or of a unit that they spoke for',
    sql: `SELECT id, confirmed_by_id, on_behalf_of_id FROM pledges WHERE self_confirmed = 0 AND confirmed_by_id IS NOT NULL AND confirmed_by_id = user_id
          UNION ALL
          SELECT p.id, p.confirmed_by_id, p.on_behalf_of_id FROM memberships m
          JOIN pledges p ON p.on_behalf_of_id = m.organization_id AND p.confirmed_by_id = m.user_id
          JOIN journal_entries e ON e.source_key = CONCAT('pledge:', p.id, ':paid', CASE WHEN p.times_paid = 1 THEN '' ELSE CONCAT(':', p.times_paid) END)
          WHERE m.role IN ('OWNER', 'EDITOR') AND p.self_confirmed = 0 AND COALESCE(m.role_since, m.created_at) < e.posted_at`,
  },
  {
    name: 'the days of a project add up to what it raised',
    sql: `SELECT c.project_id, c.raised_fen, COALESCE(SUM(d.raised_fen), 0) AS days_fen FROM project_counters c
          LEFT JOIN project_days d ON d.project_id = c.project_id
          GROUP BY c.project_id, c.raised_fen HAVING c.raised_fen <> COALESCE(SUM(d.raised_fen), 0)`,
  },
  {
    name: 'a gift, its valid receipt and its entry in the ledger are of one day, and none is issued before it',
    sql: (
      dialect,
    ) => `SELECT r.number, r.paid_on, r.issued_at, p.paid_at, e.deed_day FROM receipts r JOIN pledges p ON p.id = r.pledge_id
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
    name: 'a receipt is made out to a unit, with its code, only where the gift counts for one',
    sql: `SELECT number, on_behalf_of_name, on_behalf_of_code, is_made_out_to_unit FROM receipts
          WHERE (is_made_out_to_unit = 1 AND on_behalf_of_name IS NULL) OR (on_behalf_of_code IS NOT NULL AND is_made_out_to_unit = 0)`,
  },
  {
    name: 'a receipt is void for a reason, and the one that took its place is of the same pledge',
    sql: `SELECT r.number, r.voided_at, r.void_reason, r.replaced_by, n.number AS found FROM receipts r LEFT JOIN receipts n ON n.number = r.replaced_by AND n.pledge_id = r.pledge_id
          WHERE (r.voided_at IS NULL) <> (r.void_reason IS NULL) OR (r.replaced_by IS NOT NULL AND (r.voided_at IS NULL OR n.number IS NULL))`,
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
             OR (payment <> 'SANDBOX') <> (promised_by IS NOT NULL)`,
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
  dutyCheck(
    'whoever confirms a payment to a project does not decide on the project',
    Duty.PAYS,
    'SELECT project_id, confirmed_by_id AS user_id, MIN(paid_at) AS at FROM pledges WHERE confirmed_by_id IS NOT NULL GROUP BY project_id, confirmed_by_id',
  ),
];
