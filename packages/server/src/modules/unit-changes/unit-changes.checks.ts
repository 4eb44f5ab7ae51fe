import type { Check } from '../../db/check.js';

/** The invariants of mergers, as SQL that trusts no service. */
export const unitChangeChecks: readonly Check[] = [
  {
    name: 'a unit is closed exactly when one merger of it was done, at that moment',
    sql: `SELECT o.id, o.closed_at, c.decided_at FROM organizations o
          LEFT JOIN unit_changes c ON c.organization_id = o.id AND c.kind = 'MERGER' AND c.state = 'DONE'
          WHERE (o.closed_at IS NULL) <> (c.id IS NULL) OR o.closed_at <> c.decided_at
          UNION ALL
          SELECT organization_id, MIN(decided_at), MAX(decided_at) FROM unit_changes
          WHERE kind = 'MERGER' AND state = 'DONE' GROUP BY organization_id HAVING COUNT(*) > 1`,
  },
  {
    name: 'a unit asks for one change at a time',
    sql: `SELECT organization_id, COUNT(*) AS waiting FROM unit_changes WHERE state IN ('ASKED', 'CONSENTED')
          GROUP BY organization_id HAVING COUNT(*) > 1`,
  },
  {
    name: 'a change says who consented and who decided, and was done by somebody else than who asked and consented',
    sql: `SELECT id, state FROM unit_changes
          WHERE (state IN ('ASKED', 'CONSENTED')) <> (decided_at IS NULL) OR (decided_at IS NULL) <> (decided_by_id IS NULL)
             OR (consented_at IS NULL) <> (consented_by_id IS NULL)
             OR (state IN ('CONSENTED', 'DONE') AND consented_at IS NULL) OR (state = 'ASKED' AND consented_at IS NOT NULL)
             OR (state IN ('DONE', 'REFUSED') AND decision_reason IS NULL)
             OR (state = 'DONE' AND decided_by_id IN (asked_by_id, consented_by_id))`,
  },
  {
    name: 'a merged unit has no unfinished project and no promise that was made but never paid',
    sql: `SELECT o.id, p.id AS of_unit, p.status FROM organizations o JOIN projects p ON p.organization_id = o.id
          WHERE o.closed_at IS NOT NULL AND p.status NOT IN ('COMPLETED', 'CANCELLED', 'REJECTED')
          UNION ALL
          SELECT o.id, p.id, p.status FROM organizations o JOIN pledges p ON p.on_behalf_of_id = o.id
          WHERE o.closed_at IS NOT NULL AND p.times_paid = 0
            AND (p.status IN ('PENDING', 'EXPIRED') OR p.created_at > o.closed_at)`,
  },
];
