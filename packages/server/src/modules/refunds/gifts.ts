import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { ownKeptFen, ownUsedFen, Pledge } from '../pledges/index.js';
import type { Gift } from './refund.rules.js';
import { sqlIn } from '../../db/rows.js';

/** SQL for the amount that stages used of each gift of one project, as `used`. Takes the project's id. */
const USED = `(SELECT u.pledge_id, SUM(u.amount_fen) AS used_fen FROM gift_uses u JOIN milestones m ON m.id = u.milestone_id WHERE m.project_id = ? GROUP BY u.pledge_id)`;

/** SQL: whether an undecided order contains the gift `p`. */
const IS_PREPARED = `EXISTS (SELECT 1 FROM refund_items i JOIN refund_orders o ON o.id = i.order_id WHERE i.pledge_id = p.id AND o.approved_at IS NULL AND o.withdrawn_at IS NULL)`;

/** SQL: what the donor gets back of the gift `p`. The same as `ownUsedFen`, and equal in both databases' arithmetic. */
const OWN = '(p.amount_fen - p.refunded_fen)';
const USED_TIMES_OWN = `(used.used_fen * ${OWN})`;
const SHARE = `((${USED_TIMES_OWN} - ${USED_TIMES_OWN} % (${OWN} + p.matched_fen)) / (${OWN} + p.matched_fen))`;
const DUE = `(${OWN} - CASE WHEN COALESCE(used.used_fen, 0) = 0 THEN 0 WHEN p.matched_fen = 0 THEN used.used_fen WHEN ${SHARE} < 1 THEN 1 ELSE ${SHARE} END)`;

/** SQL for the gifts of a project that can go back in part or whole, each once. Takes the project's id twice. */
const DUE_GIFTS = `FROM pledges p LEFT JOIN ${USED} used ON used.pledge_id = p.id
  WHERE p.project_id = ? AND p.status = 'PAID' AND ${DUE} > 0 AND NOT ${IS_PREPARED}`;

const onlyPledges = (pledgeIds: readonly string[] | null): string =>
  pledgeIds === null ? '' : ` AND ${sqlIn('p.id', pledgeIds)}`;

/** Returns how many gifts of a project can go back and their sum: of the named gifts, or of all. */
export async function sumUpDueGifts(
  manager: EntityManager,
  projectId: string,
  pledgeIds: readonly string[] | null = null,
): Promise<{ giftCount: number; totalFen: number }> {
  const [row] = await manager.query<{ gift_count: number | string; total_fen: number | string | null }[]>(
    `SELECT COUNT(*) AS gift_count, SUM(${DUE}) AS total_fen ${DUE_GIFTS}${onlyPledges(pledgeIds)}`,
    [projectId, projectId, ...(pledgeIds ?? [])],
  );
  return { giftCount: Number(row!.gift_count), totalFen: Number(row!.total_fen ?? 0) };
}

/** Adds the same gifts to an order, in one statement however many they are. */
export async function putDueGiftsInto(
  manager: EntityManager,
  orderId: string,
  projectId: string,
  pledgeIds: readonly string[] | null,
): Promise<void> {
  await manager.query(
    `INSERT INTO refund_items (order_id, pledge_id, amount_fen) SELECT ?, p.id, ${DUE} ${DUE_GIFTS}${onlyPledges(pledgeIds)}`,
    [orderId, projectId, projectId, ...(pledgeIds ?? [])],
  );
}

/**
 * Returns gifts by their ids, with the data that refunds need. `exceptOrder` does not count as an order that contains
 * them.
 */
export async function findGifts(
  manager: EntityManager,
  pledgeIds: readonly string[],
  exceptOrder: string | null = null,
): Promise<Map<string, Gift & { pledge: Pledge; matchedDueFen: number }>> {
  if (pledgeIds.length === 0) return new Map();
  const pledges = await manager.findBy(Pledge, { id: In([...pledgeIds]) });
  const used = await manager.query<{ pledge_id: string; used_fen: number | string }[]>(
    `SELECT pledge_id, SUM(amount_fen) AS used_fen FROM gift_uses WHERE ${sqlIn('pledge_id', pledgeIds)} GROUP BY pledge_id`,
    [...pledgeIds],
  );
  const prepared = await manager.query<{ pledge_id: string }[]>(
    `SELECT i.pledge_id FROM refund_items i JOIN refund_orders o ON o.id = i.order_id WHERE ${sqlIn('i.pledge_id', pledgeIds)} AND o.approved_at IS NULL AND o.withdrawn_at IS NULL AND o.id <> ?`,
    [...pledgeIds, exceptOrder ?? ''],
  );
  const usedFen = new Map(used.map((row) => [row.pledge_id, Number(row.used_fen)]));
  const preparedIds = new Set(prepared.map((row) => row.pledge_id));
  return new Map(
    pledges.map((pledge) => [
      pledge.id,
      {
        pledge,
        status: pledge.status,
        payment: pledge.payment,
        keptFen: ownKeptFen(pledge),
        usedFen: ownUsedFen(pledge, usedFen.get(pledge.id) ?? 0),
        matchedDueFen:
          pledge.matchedFen - (usedFen.get(pledge.id) ?? 0) + ownUsedFen(pledge, usedFen.get(pledge.id) ?? 0),
        isPrepared: preparedIds.has(pledge.id),
      },
    ]),
  );
}
