import type { Check } from '../../db/check.js';

export const impactChecks: readonly Check[] = [
  {
    name: 'every measurement is of an indicator of its own project',
    sql: `SELECT m.id, m.project_id, i.project_id AS indicator_project_id FROM measurements m LEFT JOIN indicators i ON i.id = m.indicator_id
          WHERE i.id IS NULL OR i.project_id <> m.project_id`,
  },
  {
    name: 'every decided measurement says who decided, and no other does',
    sql: `SELECT id, status, reviewed_by_id FROM measurements
          WHERE (status = 'REPORTED' AND reviewed_by_id IS NOT NULL) OR (status <> 'REPORTED' AND reviewed_by_id IS NULL)`,
  },
];
