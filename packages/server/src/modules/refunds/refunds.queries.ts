import { paginate, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, type RequestContext } from '../../context.js';
import { groupRows, rowsByKey } from '../../db/keyed-rows.js';
import { toFen } from '../../lib/money.js';
import { isId } from '../../lib/ids.js';
import { decidesOnOrders, mayClose, ordersOf, requireDecider, signObstacle, type Order } from '../orders/index.js';
import { Project, ProjectCounters, ProjectStatus, type ProjectActor } from '../projects/index.js';
import { RefundAction, RefundItem, RefundOrder, RefundStatus } from './refund.entities.js';
import { RefundDue } from './refund.inputs.js';
import { kindOfRefund } from './refund-order-kinds.js';
import { causeOfEnd } from './refund.rules.js';

const OF_STATUS: Record<RefundStatus, string> = {
  [RefundStatus.PREPARED]: 'refundOrder.approvedAt IS NULL AND refundOrder.withdrawnAt IS NULL',
  [RefundStatus.APPROVED]: 'refundOrder.approvedAt IS NOT NULL',
  [RefundStatus.WITHDRAWN]: 'refundOrder.withdrawnAt IS NOT NULL',
};

/** Refund orders in a status: those that wait oldest first, decided ones newest first. */
export function listRefundOrders(context: RequestContext, status: RefundStatus, args: PageArgs): Promise<Page<RefundOrder>> {
  requireDecider(context);
  const query = context.db.read.createQueryBuilder(RefundOrder, 'refundOrder').where(OF_STATUS[status]);
  return paginate(query, [{ column: 'refundOrder.id', of: ({ id }) => id, direction: status === RefundStatus.PREPARED ? 'ASC' : 'DESC' }], args);
}

/** What all stages of a project were paid, in SQL over `project`. */
const RELEASED = '(SELECT COALESCE(SUM(r.amount_fen), 0) FROM releases r WHERE r.project_id = project.id AND r.released_at IS NOT NULL)';

/** What waits for a second person, in SQL over `project`. */
const PREPARED = '(SELECT COALESCE(SUM(o.total_fen), 0) FROM refund_orders o WHERE o.project_id = project.id AND o.approved_at IS NULL AND o.withdrawn_at IS NULL)';

/** Ended projects with gifts that no order takes in yet, oldest first. */
export function listRefundsDue(context: RequestContext, args: PageArgs): Promise<Page<Project>> {
  requireDecider(context);
  const query = context.db.read
    .createQueryBuilder(Project, 'project')
    .innerJoin(ProjectCounters, 'counters', 'counters.projectId = project.id')
    .where('project.status = :cancelled', { cancelled: ProjectStatus.CANCELLED })
    .andWhere(`counters.raisedFen > ${RELEASED} + ${PREPARED}`);
  return paginate(query, [{ column: 'project.id', of: ({ id }) => id, direction: 'ASC' }], args);
}

/** What waits to be given back of a project, or null when nothing does. */
export const refundDueLoader = defineLoader<string, RefundDue | null>(async ({ db }, projectIds) => {
  const rows = await db.read.query<{ id: string; actor: ProjectActor; due_fen: number | string; prepared_fen: number | string }[]>(
    `SELECT project.id, e.actor, c.raised_fen - ${RELEASED} AS due_fen, ${PREPARED} AS prepared_fen
     FROM projects project JOIN project_counters c ON c.project_id = project.id JOIN project_events e ON e.project_id = project.id AND e.to_status = project.status
     WHERE project.status = 'CANCELLED' AND c.raised_fen > ${RELEASED} AND project.id IN (${projectIds.map(() => '?').join(', ')}) ORDER BY e.id`,
    [...projectIds],
  );
  const due = new Map(rows.map((row) => [row.id, Object.assign(new RefundDue(), { cause: causeOfEnd(row.actor), amountFen: toFen(row.due_fen), preparedFen: toFen(row.prepared_fen) })]));
  return projectIds.map((id) => due.get(id) ?? null);
});

const approvedOrdersLoader = defineLoader<string, RefundOrder[]>(async ({ db }, projectIds) => {
  const orders = await groupRows(db.read, RefundOrder, 'projectId', projectIds, 'id');
  return orders.map((ofProject) => ofProject.filter(({ approvedAt }) => approvedAt !== null));
});

/** What was given back to a project's donors or taken back, oldest first. */
export const listProjectRefunds = (context: RequestContext, projectId: string): Promise<RefundOrder[]> => approvedOrdersLoader(context).load(projectId);

/** What was given back or taken back of each gift, oldest first. */
export const refundsOfPledgeLoader = defineLoader<string, RefundItem[]>(async ({ db }, pledgeIds) => {
  const items = await db.read
    .createQueryBuilder(RefundItem, 'item')
    .innerJoin(RefundOrder, 'refundOrder', 'refundOrder.id = item.orderId AND refundOrder.approvedAt IS NOT NULL')
    .where('item.pledgeId IN (:...pledgeIds)', { pledgeIds })
    .orderBy('item.orderId', 'ASC')
    .getMany();
  return pledgeIds.map((id) => items.filter(({ pledgeId }) => pledgeId === id));
});

export const refundOrderLoader = defineLoader<string, RefundOrder | null>(({ db }, ids) => rowsByKey(db.read, RefundOrder, 'id', ids));

/** The gifts of an order, for those who decide on it; null for others. */
export async function listRefundItems(context: RequestContext, order: RefundOrder, args: PageArgs): Promise<Page<RefundItem> | null> {
  if (!decidesOnOrders(context)) return null;
  const query = context.db.read.createQueryBuilder(RefundItem, 'item').where('item.orderId = :id', { id: order.id });
  return paginate(query, [{ column: 'item.pledgeId', of: ({ pledgeId }) => pledgeId, direction: 'ASC' }], args, async () => order.giftCount);
}

/** Who prepared, approved, withdrew or refused a refund order, for those who decide on orders; null for others. */
export const orderOfRefund = async (context: RequestContext, order: RefundOrder): Promise<Order | null> =>
  decidesOnOrders(context) ? ((await ordersOf(context, kindOfRefund(order), order.id))[0] ?? null) : null;

/** What the viewer may do with a refund order now. */
export async function actionsOn(context: RequestContext, order: RefundOrder): Promise<RefundAction[]> {
  const people = await orderOfRefund(context, order);
  if (people === null) return [];
  const actions: RefundAction[] = (await signObstacle(context, people)) === null ? [RefundAction.APPROVE] : [];
  return (await mayClose(context, people)) ? [...actions, RefundAction.WITHDRAW] : actions;
}

/** One refund order, for those who decide on refunds; null for others. */
export const findRefundOrder = async (context: RequestContext, id: string): Promise<RefundOrder | null> =>
  decidesOnOrders(context) && isId(id) ? refundOrderLoader(context).load(id) : null;
