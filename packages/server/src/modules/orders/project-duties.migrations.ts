import { createTable, migration } from '../../db/ddl.js';
import { Duty } from './project-duty.entity.js';

const AT = 1_760_000_160_000;

/** Everything that people did before duties were stored: who decided on a project, and who had to do with its money. */
const ACTS = `
  SELECT project_id, user_id, '${Duty.DECIDES}' AS duty, happened_at AS at FROM project_events WHERE actor = 'REVIEWER'
    AND user_id IS NOT NULL
  UNION ALL SELECT project_id, answered_by_id, '${Duty.DECIDES}', answered_at FROM objections
  WHERE answered_by_id IS NOT NULL
  UNION ALL SELECT m.project_id, r.reviewed_by_id, '${Duty.DECIDES}', r.reviewed_at FROM milestone_reports r
  JOIN milestones m ON m.id = r.milestone_id WHERE r.reviewed_by_id IS NOT NULL
  UNION ALL SELECT project_id, prepared_by_id, '${Duty.PAYS}', prepared_at FROM orders WHERE project_id IS NOT NULL
  UNION ALL SELECT project_id, signed_by_id, '${Duty.PAYS}', done_at FROM orders WHERE project_id IS NOT NULL
    AND signed_by_id IS NOT NULL
  UNION ALL SELECT project_id, confirmed_by_id, '${Duty.PAYS}', paid_at FROM pledges WHERE confirmed_by_id IS NOT NULL`;

export const projectDutyMigrations = [
  createTable(
    AT,
    'project_duties',
    (t) => `
    project_id ${t.id} NOT NULL,
    user_id ${t.id} NOT NULL,
    duty ${t.text(20)} NOT NULL,
    since_at ${t.time} NOT NULL,
    PRIMARY KEY (project_id, user_id),
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
  migration({
    at: AT + 1,
    name: 'Fill_project_duties_',
    up: () => `INSERT INTO project_duties (project_id, user_id, duty, since_at)
      SELECT project_id, user_id, duty, since_at FROM (
        SELECT project_id, user_id, CASE WHEN MIN(duty) = MAX(duty) THEN MIN(duty) ELSE '${Duty.BOTH_BEFORE}' END AS duty,
          CASE WHEN MIN(duty) = MAX(duty) THEN MIN(at) ELSE MAX(at) END AS since_at
        FROM (${ACTS}) AS acts GROUP BY project_id, user_id) AS found
      WHERE NOT EXISTS (SELECT 1 FROM project_duties d WHERE d.project_id = found.project_id
        AND d.user_id = found.user_id)`,
    down: () => 'DELETE FROM project_duties',
  }),
];
