import { migration } from '../../db/ddl.js';

const AT = 1_760_000_233_000;

const DECISIONS =
  'SELECT project_id, reviewed_by_id AS user_id, reviewed_at AS at FROM measurements WHERE reviewed_by_id IS NOT NULL';
/** What people did with the money of projects, and the duties of both kinds that were known before. */
const OTHER_ACTS = `
  SELECT project_id, prepared_by_id AS user_id, prepared_at AS at FROM orders WHERE project_id IS NOT NULL
  UNION ALL SELECT project_id, signed_by_id, done_at FROM orders WHERE project_id IS NOT NULL AND signed_by_id IS NOT NULL
  UNION ALL SELECT project_id, confirmed_by_id, paid_at FROM pledges WHERE confirmed_by_id IS NOT NULL
  UNION ALL SELECT project_id, user_id, since_at FROM project_duties`;

/** Who decided on a measurement decides on its project. Decisions of before are allowed and count from now on. */
export const measurementDutyMigrations = [
  migration({
    at: AT,
    name: 'Both_duties_by_measurements_',
    up: () => `UPDATE project_duties SET duty = 'BOTH_BEFORE',
        since_at = (SELECT MAX(acts.at) FROM (${DECISIONS} UNION ALL ${OTHER_ACTS}) AS acts
          WHERE acts.project_id = project_duties.project_id AND acts.user_id = project_duties.user_id)
      WHERE duty <> 'DECIDES' AND EXISTS (SELECT 1 FROM measurements m
        WHERE m.project_id = project_duties.project_id AND m.reviewed_by_id = project_duties.user_id)`,
    down: () => 'SELECT 1',
  }),
  migration({
    at: AT + 1,
    name: 'Duties_of_measurements_',
    up: () => `INSERT INTO project_duties (project_id, user_id, duty, since_at)
      SELECT project_id, user_id, 'DECIDES', MIN(at) FROM (${DECISIONS}) AS decisions
      WHERE NOT EXISTS (SELECT 1 FROM project_duties d WHERE d.project_id = decisions.project_id AND d.user_id = decisions.user_id)
      GROUP BY project_id, user_id`,
    down: () => 'SELECT 1',
  }),
];
