import type { Check } from '../../db/check.js';

export const payeeAccountChecks: readonly Check[] = [
  {
    name: 'a unit has one account that is in force and one that waits, at most',
    sql: `SELECT organization_id, COUNT(*) AS accounts FROM payee_accounts WHERE state = 'CURRENT' GROUP BY organization_id HAVING COUNT(*) > 1
          UNION ALL
          SELECT organization_id, COUNT(*) FROM payee_accounts WHERE state IN ('ENTERED', 'PREPARED') GROUP BY organization_id HAVING COUNT(*) > 1`,
  },
  {
    name: 'the state of an account of a unit is what was decided',
    sql: `SELECT id, state FROM payee_accounts
          WHERE (state IN ('ENTERED', 'PREPARED')) <> (decided_at IS NULL) OR (state = 'REPLACED') <> (replaced_at IS NOT NULL)
            OR (state NOT IN ('REFUSED', 'WITHDRAWN') AND reason IS NOT NULL)`,
  },
  {
    name: 'another person than the one who entered the account of a unit verified it',
    sql: `SELECT id, organization_id FROM payee_accounts
          WHERE state IN ('CURRENT', 'REPLACED') AND (decided_by_id IS NULL OR decided_by_id = entered_by_id)`,
  },
  {
    name: 'two people decided on every account that replaced another one',
    sql: `SELECT a.id, a.organization_id FROM payee_accounts a
          WHERE a.state IN ('CURRENT', 'REPLACED')
            AND EXISTS (SELECT 1 FROM payee_accounts b WHERE b.organization_id = a.organization_id AND b.id <> a.id AND b.state IN ('CURRENT', 'REPLACED') AND b.decided_at < a.decided_at)
            AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.kind = 'PAYEE_ACCOUNT' AND o.subject_id = a.id AND o.state = 'DONE' AND o.signed_by_id IS NOT NULL
              AND a.entered_by_id NOT IN (o.prepared_by_id, o.signed_by_id))`,
  },
  {
    name: 'an account of a unit is prepared, replaced or refused as its order says',
    sql: `SELECT o.id, o.state, a.state AS account_state FROM orders o LEFT JOIN payee_accounts a ON a.id = o.subject_id
          WHERE o.kind = 'PAYEE_ACCOUNT' AND (a.id IS NULL OR o.unit_id <> a.organization_id
            OR (o.state = 'PREPARED') <> (a.state = 'PREPARED') OR (o.state = 'DONE') <> (a.state IN ('CURRENT', 'REPLACED')))
          UNION ALL
          SELECT a.id, NULL, a.state FROM payee_accounts a WHERE a.state = 'PREPARED'
            AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.kind = 'PAYEE_ACCOUNT' AND o.subject_id = a.id)`,
  },
];
