import type { Check } from '../../db/check.js';

const KINDS = "('UNIT_OWNER', 'SECOND_FACTORS', 'ADDRESS')";

export const recoveryChecks: readonly Check[] = [
  {
    name: 'every change of access has its order, and every such order its change',
    sql: `SELECT c.id AS change_id, NULL AS order_id FROM access_changes c
            WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.kind = c.kind AND o.subject_id = c.id)
          UNION ALL
          SELECT NULL, o.id FROM orders o WHERE o.kind IN ${KINDS}
            AND NOT EXISTS (SELECT 1 FROM access_changes c WHERE c.id = o.subject_id AND c.kind = o.kind)`,
  },
  {
    name: 'two administrators decided on every change of access, and neither for themselves',
    sql: `SELECT c.id, o.id AS order_id FROM access_changes c JOIN orders o ON o.subject_id = c.id AND o.kind = c.kind
      AND o.state = 'DONE'
          WHERE o.signed_by_id IS NULL OR o.signed_by_id = o.prepared_by_id
            OR c.user_id IN (o.prepared_by_id, o.signed_by_id)
            OR c.takes_effect_at IS NULL`,
  },
  {
    name: 'every removal of second factors, and every address that changed without the old one, was signed',
    sql: `SELECT f.id FROM factor_removals f WHERE NOT EXISTS (
            SELECT 1 FROM orders o WHERE o.kind = 'SECOND_FACTORS' AND o.subject_id = f.id AND o.state = 'DONE')
          UNION ALL
          SELECT a.id FROM address_changes a WHERE a.waived_from IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM access_changes c JOIN orders o ON o.kind = 'ADDRESS' AND o.subject_id = c.id
              AND o.state = 'DONE'
            WHERE c.address_change_id = a.id)`,
  },
];
