import type { Check } from '../../db/check.js';

export const unitDeskChecks: readonly Check[] = [
  {
    name: 'a reminder goes to a unit that was directly below the one that reminds',
    sql: `SELECT r.id, r.organization_id, r.unit_id FROM unit_reminders r
          WHERE NOT EXISTS (SELECT 1 FROM organization_closure c WHERE c.ancestor_id = r.organization_id
            AND c.descendant_id = r.unit_id AND c.depth = 1 AND c.from_at <= r.sent_at
            AND (c.until_at IS NULL OR c.until_at >= r.sent_at))`,
  },
];
