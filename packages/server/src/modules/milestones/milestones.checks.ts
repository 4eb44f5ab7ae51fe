import type { Check } from '../../db/check.js';

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
    name: 'no gift is used for more than it is',
    sql: `SELECT p.id, p.amount_fen + p.matched_fen AS gift_fen, SUM(u.amount_fen) AS used_fen FROM gift_uses u JOIN pledges p ON p.id = u.pledge_id
          GROUP BY p.id, p.amount_fen, p.matched_fen HAVING SUM(u.amount_fen) > p.amount_fen + p.matched_fen`,
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
    name: 'nobody signs what they prepared',
    sql: 'SELECT milestone_id, prepared_by_id FROM releases WHERE signed_by_id = prepared_by_id',
  },
];
