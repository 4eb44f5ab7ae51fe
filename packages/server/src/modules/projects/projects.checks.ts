import type { Check } from '../../db/check.js';
import { Duty, dutyCheck } from '../orders/index.js';

export const projectChecks: readonly Check[] = [
  {
    name: 'every goal equals the sum of its milestones',
    sql: `SELECT p.id, p.goal_fen, COALESCE(SUM(m.amount_fen), 0) AS sum_fen FROM projects p
      LEFT JOIN milestones m ON m.project_id = p.id
          GROUP BY p.id, p.goal_fen HAVING p.goal_fen <> COALESCE(SUM(m.amount_fen), 0)`,
  },
  {
    name: 'every project has its counters',
    sql: 'SELECT p.id FROM projects p LEFT JOIN project_counters c ON c.project_id = p.id WHERE c.project_id IS NULL',
  },
  {
    name: 'every status is the last one in the history, and each step begins where the one before ended',
    sql: `SELECT p.id, p.status, e.to_status AS last_status FROM projects p
          JOIN project_events e ON e.project_id = p.id
            AND e.id = (SELECT MAX(id) FROM project_events WHERE project_id = p.id)
          WHERE p.status <> e.to_status
          UNION ALL
          SELECT e.project_id, e.from_status, b.to_status FROM project_events e
          JOIN project_events b ON b.project_id = e.project_id
            AND b.id = (SELECT MAX(id) FROM project_events WHERE project_id = e.project_id AND id < e.id)
          WHERE e.from_status <> b.to_status`,
  },
  {
    name: 'only what passed review is public',
    sql: `SELECT id, status FROM projects
          WHERE (is_public = 1 AND status IN ('DRAFT', 'SUBMITTED', 'CHANGES_REQUESTED', 'REJECTED'))
             OR (is_public = 0 AND status IN ('PUBLIC_NOTICE', 'FUNDRAISING', 'FUNDED', 'EXECUTING', 'COMPLETED'))`,
  },
  {
    name: 'an open objection stops the clock of its notice',
    sql: `SELECT o.id, p.id AS project_id FROM objections o JOIN projects p ON p.id = o.project_id
          WHERE o.answered_at IS NULL AND p.status = 'PUBLIC_NOTICE' AND p.notice_paused_at IS NULL`,
  },
  dutyCheck(
    'whoever decides on a project or on an objection to it has nothing to do with its money',
    Duty.DECIDES,
    `SELECT project_id, user_id, happened_at AS at FROM project_events WHERE actor = 'REVIEWER' AND user_id IS NOT NULL
     UNION ALL SELECT project_id, answered_by_id, answered_at FROM objections WHERE answered_by_id IS NOT NULL`,
  ),
];
