import type { Check } from '../../db/check.js';

/** The invariants of mergers and splits, as SQL that trusts no service. */
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
            AND (p.status = 'PENDING' OR (p.status = 'EXPIRED' AND p.campaign_id IS NULL) OR p.created_at > o.closed_at)`,
  },
  {
    name: 'a change is into a unit exactly when it is a merger, and of parts counted from 1 exactly when it is a split',
    sql: `SELECT c.id, c.kind, COUNT(p.position) AS parts FROM unit_changes c
          LEFT JOIN unit_change_parts p ON p.change_id = c.id
          GROUP BY c.id, c.kind, c.into_id
          HAVING (c.kind = 'MERGER') <> (c.into_id IS NOT NULL) OR (c.kind = 'SPLIT') <> (COUNT(p.position) > 0)
            OR COALESCE(MAX(p.position), 0) <> COUNT(p.position)`,
  },
  {
    name: 'the new units of a split exist exactly when it is done, each once',
    sql: `SELECT p.change_id, p.position FROM unit_change_parts p JOIN unit_changes c ON c.id = p.change_id
          WHERE (c.state = 'DONE') <> (p.organization_id IS NOT NULL)
          UNION ALL
          SELECT MIN(change_id), COUNT(*) FROM unit_change_parts WHERE organization_id IS NOT NULL
          GROUP BY organization_id HAVING COUNT(*) > 1`,
  },
  {
    name: 'whoever owns a new unit is among those who move to it',
    sql: `SELECT p.change_id, p.position FROM unit_change_parts p
          LEFT JOIN unit_change_members m ON m.change_id = p.change_id AND m.user_id = p.owner_id
            AND m.position = p.position
          WHERE m.user_id IS NULL`,
  },
];
