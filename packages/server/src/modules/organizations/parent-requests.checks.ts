import type { Check } from '../../db/check.js';

/** That no unit stands below another without consent. */
export const parentRequestChecks: readonly Check[] = [
  {
    name: 'a unit is below another only after the other, or an administrator, consented',
    sql: `SELECT o.id, o.parent_id FROM organizations o WHERE o.parent_id IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM parent_requests r WHERE r.organization_id = o.id AND r.parent_id = o.parent_id
          AND r.state = 'ACCEPTED')`,
  },
  {
    name: 'a unit asks one other at a time to be above it',
    sql: "SELECT organization_id, COUNT(*) AS waiting FROM parent_requests WHERE state = 'WAITING' GROUP BY organization_id HAVING COUNT(*) > 1",
  },
  {
    name: 'a request to belong to a unit says when it was decided, and a refusal says why',
    sql: `SELECT id, state, decided_at, reason FROM parent_requests
          WHERE (state = 'WAITING') <> (decided_at IS NULL) OR (state = 'REFUSED' AND reason IS NULL)
            OR (state = 'WAITING' AND decided_by_id IS NOT NULL)`,
  },
];
