import { migration } from '../../db/ddl.js';

const AT = 1_760_000_161_000;

const NOTHING = 'SELECT 1';

/** Adds up the months of scopes that begin with `prefix`. */
const addUp = (prefix: string): string => `
  INSERT INTO order_months (limit_scope, month, alone_fen) SELECT o.limit_scope, o.done_month, SUM(o.amount_fen)
    FROM orders o
  WHERE o.limit_scope LIKE '${prefix}:%' AND o.state = 'DONE' AND o.signed_by_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM order_months m WHERE m.limit_scope = o.limit_scope AND m.month = o.done_month)
  GROUP BY o.limit_scope, o.done_month`;
const forget = (prefix: string): string => `DELETE FROM order_months WHERE limit_scope LIKE '${prefix}:%'`;

/**
 * Payments of stages were added up by project and are now added up by the organisation that is paid. What single
 * persons paid this month counts for the new limit. Their orders kept the old limit, so its check leaves them out.
 */
export const payeeLimitMigrations = [
  migration({
    at: AT,
    name: 'Leave_out_stages_paid_before_',
    up: () =>
      "UPDATE orders SET is_from_before = 1 WHERE kind = 'STAGE_RELEASE' AND limit_scope LIKE 'project:%' AND state = 'DONE' AND signed_by_id IS NULL",
    down: () => NOTHING,
  }),
  migration({ at: AT + 1, name: 'Months_of_projects_', up: () => forget('project'), down: () => addUp('project') }),
  migration({
    at: AT + 2,
    name: 'Scopes_of_payees_',
    up: () =>
      "UPDATE orders SET limit_scope = CONCAT('payee:', unit_id) WHERE kind = 'STAGE_RELEASE' AND limit_scope LIKE 'project:%'",
    down: () =>
      "UPDATE orders SET limit_scope = CONCAT('project:', project_id) WHERE kind = 'STAGE_RELEASE' AND limit_scope LIKE 'payee:%'",
  }),
  migration({ at: AT + 3, name: 'Months_of_payees_', up: () => addUp('payee'), down: () => forget('payee') }),
];
