import type { Check } from '../../db/check.js';
import { Duty, dutyCheck } from '../orders/index.js';

export const milestoneChecks: readonly Check[] = [
  {
    name: 'a stage is released exactly when its payment left the fund',
    sql: `SELECT m.id, m.status, r.released_at FROM milestones m LEFT JOIN releases r ON r.milestone_id = m.id
          WHERE (m.status = 'RELEASED' AND r.released_at IS NULL) OR (m.status <> 'RELEASED' AND r.released_at IS NOT NULL)`,
  },
  {
    name: 'the gifts that a stage used add up to its payment',
    sql: `SELECT r.milestone_id, r.amount_fen, COALESCE(SUM(u.amount_fen), 0) AS used_fen FROM releases r
          LEFT JOIN gift_uses u ON u.milestone_id = r.milestone_id
          WHERE r.released_at IS NOT NULL GROUP BY r.milestone_id, r.amount_fen HAVING r.amount_fen <> COALESCE(SUM(u.amount_fen), 0)`,
  },
  {
    name: 'no gift is used and given back for more than it is',
    sql: `SELECT p.id, p.amount_fen + p.matched_fen AS gift_fen, p.refunded_fen, SUM(u.amount_fen) AS used_fen FROM gift_uses u JOIN pledges p ON p.id = u.pledge_id
          GROUP BY p.id, p.status, p.amount_fen, p.matched_fen, p.refunded_fen HAVING SUM(u.amount_fen) > p.amount_fen + p.matched_fen - p.refunded_fen OR p.status <> 'PAID'`,
  },
  {
    name: 'where all or nothing holds, no stage is paid before the goal is reached',
    sql: `SELECT * FROM (
            SELECT p.id, p.goal_fen, e.id AS entry_id,
              (SELECT COALESCE(-SUM(l.amount_fen), 0) FROM postings l WHERE l.account_code = CONCAT('fund:', p.id, ':received') AND l.entry_id < e.id) AS received_fen
            FROM projects p JOIN milestones m ON m.project_id = p.id JOIN journal_entries e ON e.source_key = CONCAT('milestone:', m.id, ':released')
            WHERE p.funding_rule = 'ALL_OR_NOTHING') AS compared
          WHERE received_fen < goal_fen`,
  },
  {
    name: 'every gift is used for stages of its own project',
    sql: `SELECT u.pledge_id, u.milestone_id FROM gift_uses u JOIN pledges p ON p.id = u.pledge_id JOIN milestones m ON m.id = u.milestone_id
          WHERE m.project_id <> p.project_id`,
  },
  {
    name: 'what a fund released in the ledger equals the payments of its stages',
    sql: `SELECT * FROM (
            SELECT p.id, COALESCE((SELECT balance_fen FROM ledger_accounts WHERE code = CONCAT('fund:', p.id, ':released')), 0) AS ledger_fen,
              (SELECT COALESCE(SUM(amount_fen), 0) FROM releases r WHERE r.project_id = p.id AND r.released_at IS NOT NULL) AS released_fen
            FROM projects p) AS compared
          WHERE ledger_fen <> released_fen`,
  },
  {
    name: 'every file that a report shows was uploaded for its stage and is kept',
    sql: `SELECT l.report_id, l.file_id FROM milestone_report_files l JOIN milestone_reports r ON r.id = l.report_id LEFT JOIN stored_files f ON f.id = l.file_id
          WHERE f.id IS NULL OR f.used_at IS NULL OR f.purpose <> 'stage' OR f.subject_id <> r.milestone_id`,
  },
  {
    name: 'every file that is kept for a stage is shown by a report of it',
    sql: `SELECT f.id FROM stored_files f WHERE f.purpose = 'stage' AND f.used_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM milestone_report_files l WHERE l.file_id = f.id)`,
  },
  {
    name: 'the payment of a stage is what its order says, and each order has its payment',
    sql: `SELECT r.milestone_id, o.id AS order_id, r.amount_fen, o.amount_fen AS order_fen FROM releases r
          LEFT JOIN orders o ON o.kind = 'STAGE_RELEASE' AND o.subject_id = r.milestone_id AND o.state IN ('PREPARED', 'DONE')
          WHERE o.id IS NULL OR o.amount_fen <> r.amount_fen OR o.project_id <> r.project_id OR o.prepared_at <> r.prepared_at
            OR (o.done_at IS NULL) <> (r.released_at IS NULL) OR o.done_at <> r.released_at
          UNION ALL
          SELECT o.subject_id, o.id, NULL, o.amount_fen FROM orders o
          WHERE o.kind = 'STAGE_RELEASE' AND o.state IN ('PREPARED', 'DONE') AND NOT EXISTS (SELECT 1 FROM releases r WHERE r.milestone_id = o.subject_id)`,
  },
  {
    name: 'a stage is paid to the account that its unit had then, and counts for that account',
    sql: `SELECT r.milestone_id, r.payee_account_id, o.second_scope FROM releases r
          JOIN projects p ON p.id = r.project_id
          JOIN orders o ON o.kind = 'STAGE_RELEASE' AND o.subject_id = r.milestone_id AND o.state IN ('PREPARED', 'DONE')
          LEFT JOIN payee_accounts a ON a.id = r.payee_account_id
          WHERE (r.payee_account_id IS NULL) <> (o.second_scope IS NULL)
            OR (r.payee_account_id IS NOT NULL AND (a.id IS NULL OR a.organization_id <> p.organization_id
              OR o.second_scope <> CONCAT('account:', a.number_id) OR a.decided_at IS NULL OR a.decided_at > r.prepared_at
              OR a.replaced_at < r.released_at))`,
  },
  {
    name: 'nobody prepares or signs the payment of a stage to the account of their own unit',
    sql: `SELECT o.id, o.kind, m.user_id FROM orders o JOIN releases r ON r.milestone_id = o.subject_id
          JOIN payee_accounts a ON a.id = r.payee_account_id
          JOIN payee_accounts b ON b.number_id = a.number_id AND b.organization_id <> a.organization_id AND b.state IN ('CURRENT', 'REPLACED')
          JOIN memberships m ON m.organization_id = b.organization_id AND m.user_id IN (o.prepared_by_id, o.signed_by_id)
          WHERE o.kind = 'STAGE_RELEASE' AND o.state = 'DONE' AND m.created_at < o.prepared_at AND b.decided_at < o.prepared_at
            AND (b.replaced_at IS NULL OR b.replaced_at > o.done_at)`,
  },
  dutyCheck(
    'whoever decides on a report of a stage has nothing to do with the money of its project',
    Duty.DECIDES,
    `SELECT m.project_id, r.reviewed_by_id AS user_id, r.reviewed_at AS at FROM milestone_reports r JOIN milestones m ON m.id = r.milestone_id WHERE r.reviewed_by_id IS NOT NULL`,
  ),
];
