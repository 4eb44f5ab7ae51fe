import type { Check } from '../../db/check.js';
import { Duty, dutyCheck } from '../orders/index.js';

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
  dutyCheck(
    'whoever decides on a measurement has nothing to do with the money of its project',
    Duty.DECIDES,
    'SELECT project_id, reviewed_by_id AS user_id, reviewed_at AS at FROM measurements WHERE reviewed_by_id IS NOT NULL',
  ),
];
