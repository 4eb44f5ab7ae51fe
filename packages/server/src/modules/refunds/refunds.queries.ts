import type { SelectQueryBuilder } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, may, type RequestContext, requirePermission } from '../../context.js';
import type { Database } from '../../db/database.js';
import { groupRows, rowsByKey } from '../../db/keyed-rows.js';
import { readSearch } from '../../input.js';
import { toFen } from '../../lib/money.js';
import { isId } from '../../lib/ids.js';
import { mayClose, type Order, ordersOf, seeOrders, signObstacle } from '../orders/index.js';
import { findByProject, Project, ProjectCounters, ProjectStatus, type ProjectActor } from '../projects/index.js';
import { RefundAction, RefundItem, RefundOrder, RefundStatus } from './refund.entities.js';
import { RefundDue } from './refund.inputs.js';
import { kindOfRefund } from './refund-order-kinds.js';
import { causeOfEnd } from './refund.rules.js';
import { sqlIn } from '../../db/rows.js';

/** SQL conditions over `refundOrder` for refund orders in a status. */
const OF_STATUS: Record<RefundStatus, string> = {
  [RefundStatus.PREPARED]: 'refundOrder.approvedAt IS NULL AND refundOrder.withdrawnAt IS NULL',
  [RefundStatus.APPROVED]: 'refundOrder.approvedAt IS NOT NULL',
  [RefundStatus.WITHDRAWN]: 'refundOrder.withdrawnAt IS NOT NULL',
};

/**
 * Returns refund orders: prepared ones in the order of their preparation, decided ones newest first. A search finds
 * words of the project's title or of its unit's name.
 */
export function listRefunds(
  context: RequestContext,
  status: RefundStatus,
  rawSearch: string | null,
  args: PageArgs,
): Promise<Page<RefundOrder>> {
  requirePermission(context, seeOrders);
  const search = readSearch(rawSearch);
  const query = context.db.read.createQueryBuilder(RefundOrder, 'refundOrder').where(OF_STATUS[status]);
  if (search !== null) {
    query.innerJoin(Project, 'project', 'project.id = refundOrder.projectId');
    findByProject(query, search);
  }
  const direction = status === RefundStatus.PREPARED ? 'ASC' : 'DESC';
  return paginate(query, [{ column: 'refundOrder.id', of: ({ id }) => id, direction }], args);
}

/** SQL over `project` for the sum that all stages of a project were paid. */
const RELEASED =
  '(SELECT COALESCE(SUM(r.amount_fen), 0) FROM releases r WHERE r.project_id = project.id AND r.released_at IS NOT NULL)';

/** SQL over `project` for the sum of orders that wait for a second person. */
const PREPARED =
  '(SELECT COALESCE(SUM(o.total_fen), 0) FROM refund_orders o WHERE o.project_id = project.id AND o.approved_at IS NULL AND o.withdrawn_at IS NULL)';

/** SQL over `project` and its `counters` for the part of an ended project's gifts that is in no order yet. */
export const REFUND_DUE = `(counters.raisedFen - ${RELEASED} - ${PREPARED})`;

/** Returns a query for ended projects with gifts that are in no order yet. */
export const projectsWithDue = ({ read }: Pick<Database, 'read'>): SelectQueryBuilder<Project> =>
  read
    .createQueryBuilder(Project, 'project')
    .innerJoin(ProjectCounters, 'counters', 'counters.projectId = project.id')
    .where('project.status = :cancelled', { cancelled: ProjectStatus.CANCELLED })
    .andWhere(`counters.raisedFen > ${RELEASED} + ${PREPARED}`);

/** Loads what is still due back of each project; null when nothing is due. */
export const refundDueLoader = defineLoader<string, RefundDue | null>(async ({ db }, projectIds) => {
  const rows = await db.read.query<
    { id: string; actor: ProjectActor; due_fen: number | string; prepared_fen: number | string }[]
  >(
    `SELECT project.id, e.actor, c.raised_fen - ${RELEASED} AS due_fen, ${PREPARED} AS prepared_fen
     FROM projects project JOIN project_counters c ON c.project_id = project.id JOIN project_events e ON e.project_id = project.id AND e.to_status = project.status
     WHERE project.status = 'CANCELLED' AND c.raised_fen > ${RELEASED} AND ${sqlIn('project.id', projectIds)} ORDER BY e.id`,
    [...projectIds],
  );
  const due = new Map(
    rows.map((row) => [
      row.id,
      Object.assign(new RefundDue(), {
        cause: causeOfEnd(row.actor),
        amountFen: toFen(row.due_fen),
        preparedFen: toFen(row.prepared_fen),
      }),
    ]),
  );
  return projectIds.map((id) => due.get(id) ?? null);
});

const approvedOrdersLoader = defineLoader<string, RefundOrder[]>(async ({ db }, projectIds) => {
  const orders = await groupRows(db.read, RefundOrder, 'projectId', projectIds, 'id');
  return orders.map((ofProject) => ofProject.filter(({ approvedAt }) => approvedAt !== null));
});

/** Returns the refunds and reversals of a project, oldest first. */
export const listProjectRefunds = (context: RequestContext, projectId: string): Promise<RefundOrder[]> =>
  approvedOrdersLoader(context).load(projectId);

/** Loads the refunds and reversals of each gift, oldest first. */
export const refundsOfPledgeLoader = defineLoader<string, RefundItem[]>(async ({ db }, pledgeIds) => {
  const items = await db.read
    .createQueryBuilder(RefundItem, 'item')
    .innerJoin(RefundOrder, 'refundOrder', 'refundOrder.id = item.orderId AND refundOrder.approvedAt IS NOT NULL')
    .where('item.pledgeId IN (:...pledgeIds)', { pledgeIds })
    .orderBy('item.orderId', 'ASC')
    .getMany();
  return pledgeIds.map((id) => items.filter(({ pledgeId }) => pledgeId === id));
});

export const refundOrderLoader = defineLoader<string, RefundOrder | null>(({ db }, ids) =>
  rowsByKey(db.read, RefundOrder, 'id', ids),
);

/** Returns the gifts of an order. Null for viewers without `seeOrders`. */
export async function listRefundItems(
  context: RequestContext,
  order: RefundOrder,
  args: PageArgs,
): Promise<Page<RefundItem> | null> {
  if (!may(context, seeOrders)) return null;
  const query = context.db.read.createQueryBuilder(RefundItem, 'item').where('item.orderId = :id', { id: order.id });
  return paginate(
    query,
    [{ column: 'item.pledgeId', of: ({ pledgeId }) => pledgeId, direction: 'ASC' }],
    args,
    async () => order.giftCount,
  );
}

/**
 * Returns the order of two people behind a refund order: who prepared, approved, withdrew or refused it. Null for
 * viewers without `seeOrders`.
 */
export const orderOfRefund = async (context: RequestContext, order: RefundOrder): Promise<Order | null> =>
  may(context, seeOrders) ? ((await ordersOf(context, kindOfRefund(order), order.id))[0] ?? null) : null;

/** Returns what the viewer may do with a refund order now. */
export async function actionsOn(context: RequestContext, order: RefundOrder): Promise<RefundAction[]> {
  const people = await orderOfRefund(context, order);
  if (people === null) return [];
  const actions: RefundAction[] = (await signObstacle(context, people)) === null ? [RefundAction.APPROVE] : [];
  return (await mayClose(context, people)) ? [...actions, RefundAction.WITHDRAW] : actions;
}

/** Returns a refund order. Null for viewers without `seeOrders`. */
export const findRefundOrder = async (context: RequestContext, id: string): Promise<RefundOrder | null> =>
  may(context, seeOrders) && isId(id) ? refundOrderLoader(context).load(id) : null;
