import { In, type EntityManager } from 'typeorm';
import { hasRole, PlatformRole, requireRole, requireViewer, type RequestContext, type ViewerSession } from '../../context.js';
import { addToCounters } from '../../db/counters.js';
import type { Tx } from '../../db/database.js';
import { forbidden, invalidState, type DomainError } from '../../errors.js';
import { newId } from '../../lib/ids.js';
import { toFen } from '../../lib/money.js';
import { deciderOf, dutiesOf } from './duties.js';
import { orderKindOf, type OrderKind, type OrderSubject } from './order-kinds.js';
import { Order, OrderObstacle, OrderState, OrderStep, OrderStepKind } from './order.entities.js';
import { closedBy, isOneEnough, monthOf, obstacleToClose, obstacleToPrepare, obstacleToSign } from './order.rules.js';
import { noteDecided, noteToSign } from './orders.notices.js';

/** What is to be decided by two people. */
export interface OrderContent extends OrderSubject {
  readonly amountFen: number;
  readonly reason: string | null;
  /** Whose payments of a month are added up: `project:<id>` where there is a project. */
  readonly limitScope: string;
  /** What it is about in the words of people: the project and the stage. For notices; no personal data. */
  readonly title: string;
}

/** Who prepares an order, in a request or in work that somebody asked for. */
export type Preparing = Pick<RequestContext, 'env' | 'viewer'>;

/** A treasurer or an administrator: whoever may sign, withdraw or refuse some order. */
export function requireDecider(context: RequestContext): ViewerSession {
  const viewer = requireViewer(context);
  return hasRole(context, PlatformRole.ADMIN) ? viewer : requireRole(context, PlatformRole.TREASURER);
}

/** Whether the viewer decides on orders, and sees who prepared and signed them. */
export const decidesOnOrders = (context: RequestContext): boolean => hasRole(context, PlatformRole.TREASURER) || hasRole(context, PlatformRole.ADMIN);

/** The refusal that an obstacle is, in the words of its kind. */
function refusalFor(kind: OrderKind, obstacle: OrderObstacle, state: OrderState): DomainError {
  switch (obstacle) {
    case OrderObstacle.NOT_A_TREASURER: return forbidden('needsRole', { role: PlatformRole.TREASURER });
    case OrderObstacle.OWN_UNIT: return forbidden(kind.words.ownUnit);
    case OrderObstacle.OTHER_DUTY: return forbidden(kind.words.otherDuty);
    case OrderObstacle.PREPARED_BY_VIEWER: return forbidden(kind.words.preparedByViewer);
    case OrderObstacle.PREPARED_AGAINST_DUTY: return forbidden('order.preparedAgainstDuty');
    case OrderObstacle.DECIDED: return invalidState('order.decided', { status: state });
  }
}

/** The order of a subject that nobody withdrew or refused, or null. The caller has locked the subject. */
export const findStandingOrder = (manager: EntityManager, kind: OrderKind, subjectId: string): Promise<Order | null> =>
  manager.findOneBy(Order, { kind: kind.name, subjectId, state: In([OrderState.PREPARED, OrderState.DONE]) });

/**
 * Prepares an order, whose subject the caller has locked. It comes back DONE where one person is enough, and the caller then carries it
 * out in the same transaction; or PREPARED, and waits for `signOrder`.
 */
export async function prepareOrder(context: Preparing, tx: Tx, kind: OrderKind, content: OrderContent): Promise<Order> {
  const viewer = requireViewer(context);
  const obstacle = obstacleToPrepare(deciderOf(viewer), await dutiesOf(tx.manager, kind, content));
  if (obstacle !== null) throw refusalFor(kind, obstacle, OrderState.PREPARED);
  const aloneUpToFen = kind.secondPerson === 'ALWAYS' ? 0 : context.env.releaseSecondSignatureFen;
  const { subjectId, projectId, unitId, amountFen, limitScope, reason } = content;
  const isAlone = aloneUpToFen > 0 && isOneEnough(amountFen, await lockMonth(tx, limitScope), aloneUpToFen);
  const order = tx.manager.create(Order, {
    id: newId(tx.now), kind: kind.name, subjectId, projectId, unitId, amountFen, limitScope, aloneUpToFen, reason,
    state: OrderState.PREPARED, preparedById: viewer.userId, preparedAt: tx.now, signedById: null, doneAt: null, doneMonth: null, closedById: null, closedAt: null, isFromBefore: false,
  });
  if (isAlone) Object.assign(order, { state: OrderState.DONE, doneAt: tx.now, doneMonth: monthOf(tx.now) });
  await tx.manager.insert(Order, order);
  await addStep(tx, order, 0, OrderStepKind.PREPARED, viewer.userId, reason);
  if (isAlone) {
    await addStep(tx, order, 1, OrderStepKind.DONE_ALONE, viewer.userId, null);
    await addToCounters(tx, 'order_months', { limit_scope: limitScope, month: order.doneMonth! }, { alone_fen: amountFen });
  } else {
    await noteToSign(tx, order, content.title);
  }
  return order;
}

/** What single persons have carried out of a scope this month, in fen; locked, so that two payments at once do not both fit below the limit. */
async function lockMonth(tx: Tx, limitScope: string): Promise<number> {
  const month = monthOf(tx.now);
  await addToCounters(tx, 'order_months', { limit_scope: limitScope, month }, { alone_fen: 0 });
  const [row] = await tx.manager.query<{ alone_fen: number | string }[]>(`SELECT alone_fen FROM order_months WHERE limit_scope = ? AND month = ?${tx.forUpdate}`, [limitScope, month]);
  return toFen(row!.alone_fen);
}

/** The viewer signs a prepared order as the second person. The caller has locked its subject, and carries it out in the same transaction. */
export async function signOrder(context: RequestContext, tx: Tx, order: Order, title: string): Promise<Order> {
  const viewer = requireViewer(context);
  const kind = orderKindOf(order.kind);
  const obstacle = obstacleToSign(order, deciderOf(viewer), await dutiesOf(tx.manager, kind, order));
  if (obstacle !== null) throw refusalFor(kind, obstacle, order.state);
  const signed = { state: OrderState.DONE, signedById: viewer.userId, doneAt: tx.now, doneMonth: monthOf(tx.now), isFromBefore: false };
  await tx.manager.update(Order, { id: order.id }, signed);
  await addStep(tx, order, 1, OrderStepKind.SIGNED, viewer.userId, null);
  await noteDecided(tx, order, OrderStepKind.SIGNED, title, null);
  return Object.assign(order, signed);
}

/** The viewer withdraws the own order, or refuses another's, before it is carried out. Nothing has moved. */
export async function closeOrder(context: RequestContext, tx: Tx, order: Order, title: string, note: string | null): Promise<Order> {
  const viewer = requireViewer(context);
  const kind = orderKindOf(order.kind);
  const obstacle = obstacleToClose(order, deciderOf(viewer), await dutiesOf(tx.manager, kind, order));
  if (obstacle !== null) throw refusalFor(kind, obstacle, order.state);
  await close(tx, order, viewer.userId, note);
  if (order.state === OrderState.REFUSED) await noteDecided(tx, order, OrderStepKind.REFUSED, title, note);
  return order;
}

/** The platform withdraws prepared orders of `kind` because what they rest on has changed. */
export async function withdrawOrders(tx: Tx, kind: OrderKind, subjectIds: readonly string[]): Promise<void> {
  if (subjectIds.length === 0) return;
  const orders = await tx.manager.findBy(Order, { kind: kind.name, subjectId: In([...subjectIds]), state: OrderState.PREPARED });
  for (const order of orders) await close(tx, order, null, null);
}

async function close(tx: Tx, order: Order, userId: string | null, note: string | null): Promise<void> {
  const state = closedBy(order, userId);
  const closed = { state, closedById: userId, closedAt: tx.now };
  await tx.manager.update(Order, { id: order.id }, closed);
  await addStep(tx, order, 1, OrderStepKind[state], userId, note);
  Object.assign(order, closed);
}

/** The first step has position 0, and the one that decides has 1: an order is decided once. */
async function addStep(tx: Tx, { id }: Order, position: number, kind: OrderStepKind, actorId: string | null, note: string | null): Promise<void> {
  await tx.manager.insert(OrderStep, { orderId: id, position, kind, actorId, at: tx.now, note });
}
