import type { Check } from '../../db/check.js';

export const appointmentChecks: readonly Check[] = [
  {
    name: 'every role for a unit is one that can be held for a unit, and the unit exists',
    sql: `SELECT g.user_id, g.role, g.scope_id FROM role_grants g LEFT JOIN organizations o ON o.id = g.scope_id
          WHERE g.scope_kind = 'ORGANIZATION' AND (o.id IS NULL OR g.role NOT IN ('REVIEWER', 'CASEWORKER', 'KEEPER', 'COORDINATOR'))`,
  },
  {
    name: 'no administrator is a treasurer or a reviewer, too',
    sql: `SELECT a.user_id, b.role FROM role_grants a JOIN role_grants b ON b.user_id = a.user_id
          WHERE a.role = 'ADMIN' AND b.role IN ('TREASURER', 'REVIEWER')`,
  },
  {
    name: 'two administrators gave every role of an administrator, treasurer or auditor, except on the command line',
    sql: `SELECT g.user_id, g.role, g.order_id FROM role_grants g
          LEFT JOIN orders o ON o.id = g.order_id AND o.kind = 'ROLE_CHANGE' AND o.state = 'DONE' AND o.prepared_by_id = g.granted_by_id
            AND o.signed_by_id IS NOT NULL AND o.signed_by_id <> o.prepared_by_id AND g.user_id NOT IN (o.prepared_by_id, o.signed_by_id)
          LEFT JOIN role_changes c ON c.id = o.subject_id AND c.user_id = g.user_id AND c.role = g.role AND c.is_given = 1
          WHERE g.role IN ('ADMIN', 'TREASURER', 'AUDITOR') AND (g.granted_by_id IS NOT NULL OR g.order_id IS NOT NULL) AND c.id IS NULL`,
  },
  {
    name: 'every order moves money, except those that change roles, access or the account of a unit, which move none',
    sql: `SELECT id, kind, amount_fen FROM orders WHERE amount_fen < 0
          OR (amount_fen = 0) <> (kind IN ('ROLE_CHANGE', 'UNIT_OWNER', 'SECOND_FACTORS', 'ADDRESS', 'PAYEE_ACCOUNT'))`,
  },
  {
    name: 'every change of a role has its order, and every such order its change',
    sql: `SELECT c.id AS change_id, NULL AS order_id FROM role_changes c WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.kind = 'ROLE_CHANGE' AND o.subject_id = c.id)
          UNION ALL
          SELECT NULL, o.id FROM orders o WHERE o.kind = 'ROLE_CHANGE' AND NOT EXISTS (SELECT 1 FROM role_changes c WHERE c.id = o.subject_id)`,
  },
];
