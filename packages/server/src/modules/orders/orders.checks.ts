import type { Check } from '../../db/check.js';
import { orderMonthsCheck } from './order-months.js';
import { dutyCheck } from './project-duties.js';
import { Duty } from './project-duty.entity.js';

/** What one person carried out alone, once for each scope whose payments are added up. */
const ALONE = ['limit_scope', 'second_scope']
  .map(
    (scope) =>
      `SELECT id, ${scope} AS scope, done_month, done_at, amount_fen, alone_up_to_fen, is_from_before FROM orders
       WHERE state = 'DONE' AND signed_by_id IS NULL AND ${scope} IS NOT NULL`,
  )
  .join(' UNION ALL ');

/** Prove that two people decided where two have to, that each kept to their duties, and that limits were added up. */
export const orderChecks: readonly Check[] = [
  {
    name: 'nobody signs the order that they prepared',
    sql: 'SELECT id, kind, prepared_by_id FROM orders WHERE signed_by_id = prepared_by_id',
  },
  {
    name: 'an order is decided once, as its history says',
    sql: `SELECT o.id, o.state, p.kind AS first_step, d.kind AS last_step FROM orders o
          LEFT JOIN order_steps p ON p.order_id = o.id AND p.position = 0
          LEFT JOIN order_steps d ON d.order_id = o.id AND d.position = 1
          WHERE p.kind IS NULL OR p.kind <> 'PREPARED' OR p.actor_id IS NULL OR p.actor_id <> o.prepared_by_id
            OR (o.state = 'PREPARED') <> (d.kind IS NULL) OR (o.state = 'DONE') <> (o.done_at IS NOT NULL) OR (o.done_at IS NULL) <> (o.done_month IS NULL)
            OR (o.state IN ('WITHDRAWN', 'REFUSED')) <> (o.closed_at IS NOT NULL) OR (o.signed_by_id IS NOT NULL AND o.state <> 'DONE')
            OR (d.kind = 'SIGNED') <> (o.signed_by_id IS NOT NULL) OR (d.kind = 'DONE_ALONE') <> (o.state = 'DONE' AND o.signed_by_id IS NULL)
            OR (d.kind IN ('WITHDRAWN', 'REFUSED') AND d.kind <> o.state) OR (d.kind = 'REFUSED' AND (o.closed_by_id IS NULL OR o.closed_by_id = o.prepared_by_id))
            OR EXISTS (SELECT 1 FROM order_steps s WHERE s.order_id = o.id AND s.position > 1)`,
  },
  {
    name: 'a subject has one order at most that nobody withdrew or refused',
    sql: "SELECT kind, subject_id, COUNT(*) AS orders FROM orders WHERE state IN ('PREPARED', 'DONE') GROUP BY kind, subject_id HAVING COUNT(*) > 1",
  },
  {
    name: 'what single persons carried out within a scope in a month, such as payments to one organisation or to one account, stays within the limit',
    sql: `SELECT * FROM (
            SELECT id, scope, done_month, alone_up_to_fen, is_from_before,
              SUM(amount_fen) OVER (PARTITION BY scope, done_month ORDER BY done_at, id) AS alone_fen
            FROM (${ALONE}) AS scopes) AS compared
          WHERE is_from_before = 0 AND alone_fen > alone_up_to_fen`,
  },
  orderMonthsCheck,
  {
    name: 'nobody prepares or signs an order for a unit to which they belong or which they left within a year',
    sql: `SELECT o.id, o.kind, m.user_id FROM orders o JOIN memberships m ON m.organization_id = o.unit_id
          WHERE o.is_from_before = 0 AND ((m.user_id = o.prepared_by_id AND m.created_at < o.prepared_at) OR (m.user_id IN (o.prepared_by_id, o.signed_by_id) AND m.created_at < o.done_at))
          UNION ALL
          SELECT o.id, o.kind, f.user_id FROM orders o JOIN former_memberships f ON f.organization_id = o.unit_id
          WHERE o.is_from_before = 0 AND ((f.user_id = o.prepared_by_id AND f.ended_at <= o.prepared_at AND o.prepared_at < f.bound_until)
            OR (f.user_id = o.signed_by_id AND f.ended_at <= o.done_at AND o.done_at < f.bound_until))`,
  },
  dutyCheck(
    'whoever prepares or signs an order over the money of a project does not decide on the project',
    Duty.PAYS,
    `SELECT project_id, prepared_by_id AS user_id, prepared_at AS at FROM orders WHERE project_id IS NOT NULL
     UNION ALL SELECT project_id, signed_by_id, done_at FROM orders WHERE project_id IS NOT NULL AND signed_by_id IS NOT NULL`,
  ),
];
