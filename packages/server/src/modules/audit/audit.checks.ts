import type { Check } from '../../db/check.js';
import { treeChecks } from '../proof/index.js';
import { digestOfReason } from '../trace/index.js';
import { ROLES_FROM_BEFORE } from './audit.trace.js';
import { jointHeadChecks } from './joint-heads.js';
import { traceLog } from './trace-log.js';

const MOST_ROWS = 100;
const REASONS_AT_ONCE = 1_000;

/** Since when acts are recorded. Older steps and payments have no entry. */
const BEGAN = `(SELECT MIN(at) FROM trace_entries WHERE kind <> '${ROLES_FROM_BEFORE}')`;

export const auditChecks: readonly Check[] = [
  ...treeChecks(traceLog, 'trace entry'),
  ...jointHeadChecks,
  {
    name: 'every step of an order is in the trace, as an act of the same person',
    sql: `SELECT s.order_id, s.kind, s.actor_id FROM order_steps s
          WHERE s.at >= ${BEGAN} AND NOT EXISTS (
            SELECT 1 FROM trace_entries e WHERE e.subject = s.order_id AND REPLACE(e.kind, 'ORDER_', '') = s.kind
              AND (e.actor_id = s.actor_id OR (e.actor_id IS NULL AND s.actor_id IS NULL)))
          LIMIT ${MOST_ROWS}`,
  },
  {
    name: 'every payment that a person confirmed is in the trace, as an act of that person',
    sql: `SELECT p.id, p.confirmed_by_id FROM pledges p
          WHERE p.confirmed_by_id IS NOT NULL AND p.status = 'PAID' AND NOT EXISTS (
            SELECT 1 FROM trace_entries e WHERE e.subject = p.id AND e.kind = 'PAYMENT_CONFIRMED'
              AND e.actor_id = p.confirmed_by_id)
            AND EXISTS (SELECT 1 FROM receipts r WHERE r.pledge_id = p.id AND r.issued_at >= ${BEGAN})
          LIMIT ${MOST_ROWS}`,
  },
  {
    name: 'every platform role that a person holds was given on record',
    sql: `SELECT g.user_id, g.role FROM role_grants g
          WHERE NOT EXISTS (
            SELECT 1 FROM trace_entries e WHERE e.person_id = g.user_id
              AND e.kind IN ('ROLE_GIVEN', '${ROLES_FROM_BEFORE}')
              AND INSTR(e.after_facts, g.role) > 0)
          LIMIT ${MOST_ROWS}`,
  },
  {
    name: 'every decision on a project by a person is in the trace',
    sql: `SELECT v.project_id, v.to_status, v.user_id FROM project_events v
          WHERE v.user_id IS NOT NULL AND v.from_status IS NOT NULL AND v.happened_at >= ${BEGAN} AND NOT EXISTS (
            SELECT 1 FROM trace_entries e WHERE e.subject = v.project_id AND e.kind = 'PROJECT_STEP'
              AND e.actor_id = v.user_id AND e.at = v.happened_at)
          LIMIT ${MOST_ROWS}`,
  },
  {
    name: 'every reason in the trace is the one that was given',
    async violations({ db }) {
      const wrong: Record<string, unknown>[] = [];
      for (let after = ''; wrong.length < MOST_ROWS;) {
        const reasons = await db.read.query<{ entry_id: string; reason: string; reason_digest: string | null }[]>(
          `SELECT r.entry_id, r.reason, e.reason_digest FROM trace_reasons r JOIN trace_entries e ON e.id = r.entry_id
           WHERE r.entry_id > ? ORDER BY r.entry_id LIMIT ${REASONS_AT_ONCE}`,
          [after],
        );
        for (const { entry_id, reason, reason_digest } of reasons)
          if (digestOfReason(entry_id, reason) !== reason_digest) wrong.push({ entry: entry_id });
        if (reasons.length < REASONS_AT_ONCE) break;
        after = reasons.at(-1)!.entry_id;
      }
      return wrong;
    },
  },
];
