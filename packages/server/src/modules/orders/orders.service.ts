import { In, type EntityManager } from 'typeorm';
import { requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { forbidden, invalidState, type DomainError } from '../../errors.js';
import { newId } from '../../lib/ids.js';
import { toFen } from '../../lib/money.js';
import { PLATFORM, record, type Actor } from '../trace/index.js';
import { deciderOf, dutiesOf } from './duties.js';
import { orderKinds, type OrderKind, type OrderSubject } from './order-kinds.js';
import { Order, OrderObstacle, OrderState, OrderStep, OrderStepKind } from './order.entities.js';
import {
  closedBy,
  needsOneSignature,
  monthOf,
  obstacleToClose,
  obstacleToPrepare,
  obstacleToSign,
} from './order.rules.js';
import { takeDuty } from './project-duties.js';
import { Duty } from './project-duty.entity.js';
import { KIND_OF_STEP } from './orders.trace.js';
import { orderMonths } from './order-months.js';
import { noteDecided, noteToSign } from './orders.notices.js';
import { decideOrders } from './orders.permissions.js';
import { toSignQueue } from './orders.queues.js';

/** The content of an order that two people decide. */
export interface OrderContent extends OrderSubject {
  /** Fen; 0 when no money moves. */
  readonly amountFen: number;
  readonly reason: string | null;
  /** The scope whose payments of a month are added up, such as `payee:<unit>`. */
  readonly limitScope: string;
  /** A second scope whose payments are added up by themselves, such as `account:<number>`. */
  readonly secondScope?: string | null;
  /**
   * The subject in words for people: the project and the stage. Notifications show it, so it contains no personal data.
   */
  readonly title: string;
}

/** The context of a person who prepares an order, in a request or in long work. */
export type Preparing = Pick<RequestContext, 'env' | 'viewer'>;

/** Returns the refusal for an obstacle, with the texts of the order's kind. */
function refusalFor(kind: OrderKind, obstacle: OrderObstacle, state: OrderState): DomainError {
  switch (obstacle) {
    case OrderObstacle.NOT_A_TREASURER:
      return forbidden('needsRole', { role: (kind.sign ?? decideOrders).roles[0] });
    case OrderObstacle.OWN_UNIT:
      return forbidden(kind.words.ownUnit);
    case OrderObstacle.OTHER_DUTY:
      return forbidden(kind.words.otherDuty);
    case OrderObstacle.PREPARED_BY_VIEWER:
      return forbidden(kind.words.preparedByViewer);
    case OrderObstacle.PREPARED_AGAINST_DUTY:
      return forbidden('order.preparedAgainstDuty');
    case OrderObstacle.DECIDED:
      return invalidState('order.decided', { status: state });
  }
}

/** Returns the order of a subject that nobody withdrew or refused, or null. The caller has locked the subject. */
export const findStandingOrder = (manager: EntityManager, kind: OrderKind, subjectId: string): Promise<Order | null> =>
  manager.findOneBy(Order, { kind: kind.name, subjectId, state: In([OrderState.PREPARED, OrderState.DONE]) });

/**
 * Prepares an order. The caller has locked its subject. When one person is enough, the order is DONE, and the caller
 * carries it out in the same transaction. Otherwise it is PREPARED and waits for `signOrder`.
 */
export async function prepareOrder(context: Preparing, tx: Tx, kind: OrderKind, content: OrderContent): Promise<Order> {
  const viewer = requireViewer(context);
  const obstacle = obstacleToPrepare(deciderOf(viewer, kind), await dutiesOf(tx.manager, kind, content, tx.now));
  if (obstacle !== null) throw refusalFor(kind, obstacle, OrderState.PREPARED);
  const aloneUpToFen = kind.secondPerson === 'ALWAYS' ? 0 : context.env.releaseSecondSignatureFen;
  const { subjectId, projectId, unitId, amountFen, limitScope, secondScope = null, reason } = content;
  if (projectId !== null) await takeDuty(tx, projectId, viewer.userId, Duty.PAYS);
  const scopes = [limitScope, ...(secondScope === null ? [] : [secondScope])];
  const isAlone = aloneUpToFen > 0 && needsOneSignature(amountFen, await lockMonths(tx, scopes), aloneUpToFen);
  const order = tx.manager.create(Order, {
    id: newId(tx.now),
    kind: kind.name,
    subjectId,
    projectId,
    unitId,
    amountFen,
    limitScope,
    secondScope,
    aloneUpToFen,
    reason,
    state: OrderState.PREPARED,
    preparedById: viewer.userId,
    preparedAt: tx.now,
    signedById: null,
    doneAt: null,
    doneMonth: null,
    closedById: null,
    closedAt: null,
    isFromBefore: false,
  });
  if (isAlone) Object.assign(order, { state: OrderState.DONE, doneAt: tx.now, doneMonth: monthOf(tx.now) });
  await tx.manager.insert(Order, order);
  await addStep(tx, context, order, 0, OrderStepKind.PREPARED, reason);
  if (isAlone) {
    await addStep(tx, context, order, 1, OrderStepKind.DONE_ALONE, null);
    for (const scope of scopes)
      await orderMonths.add(tx, { limit_scope: scope, month: order.doneMonth! }, { alone_fen: amountFen });
  } else {
    await noteToSign(tx, order, content.title);
    tx.changed(toSignQueue.topic);
  }
  return order;
}

/**
 * Returns the most that single persons have carried out this month within one of the scopes, in fen. Orders lock their
 * scopes in one order, so that two of them do not wait for each other.
 */
async function lockMonths(tx: Tx, scopes: readonly string[]): Promise<number> {
  let most = 0;
  for (const scope of [...scopes].sort()) most = Math.max(most, await lockMonth(tx, scope));
  return most;
}

/**
 * Returns what single persons have carried out within a scope this month, in fen. Locks the row, so that two payments
 * at once cannot both fit below the limit.
 */
async function lockMonth(tx: Tx, limitScope: string): Promise<number> {
  const month = monthOf(tx.now);
  await orderMonths.add(tx, { limit_scope: limitScope, month }, { alone_fen: 0 });
  const [row] = await tx.manager.query<{ alone_fen: number | string }[]>(
    `SELECT alone_fen FROM order_months WHERE limit_scope = ? AND month = ?${tx.forUpdate}`,
    [limitScope, month],
  );
  return toFen(row!.alone_fen);
}

/**
 * Signs a prepared order as the second person. The caller has locked its subject, and carries it out in the same
 * transaction.
 */
export async function signOrder(context: RequestContext, tx: Tx, order: Order, title: string): Promise<Order> {
  const viewer = requireViewer(context);
  const kind = orderKinds.get(order.kind);
  const obstacle = obstacleToSign(order, deciderOf(viewer, kind), await dutiesOf(tx.manager, kind, order, tx.now));
  if (obstacle !== null) throw refusalFor(kind, obstacle, order.state);
  if (order.projectId !== null) await takeDuty(tx, order.projectId, viewer.userId, Duty.PAYS);
  const signed = {
    state: OrderState.DONE,
    signedById: viewer.userId,
    doneAt: tx.now,
    doneMonth: monthOf(tx.now),
    isFromBefore: false,
  };
  await tx.manager.update(Order, { id: order.id }, signed);
  await addStep(tx, context, order, 1, OrderStepKind.SIGNED, null);
  tx.changed(toSignQueue.topic);
  await noteDecided(tx, order, OrderStepKind.SIGNED, title, null);
  return Object.assign(order, signed);
}

/**
 * Closes an order before it is carried out: withdraws the viewer's own order, or refuses another person's. No money has
 * moved by then.
 */
export async function closeOrder(
  context: RequestContext,
  tx: Tx,
  order: Order,
  title: string,
  note: string | null,
): Promise<Order> {
  const viewer = requireViewer(context);
  const kind = orderKinds.get(order.kind);
  const obstacle = obstacleToClose(order, deciderOf(viewer, kind), await dutiesOf(tx.manager, kind, order, tx.now));
  if (obstacle !== null) throw refusalFor(kind, obstacle, order.state);
  await close(tx, context, order, note);
  if (order.state === OrderState.REFUSED) await noteDecided(tx, order, OrderStepKind.REFUSED, title, note);
  return order;
}

/**
 * Withdraws prepared orders of `kind` in the name of the platform, because the facts that they are based on have
 * changed.
 */
export async function withdrawOrders(tx: Tx, kind: OrderKind, subjectIds: readonly string[]): Promise<void> {
  if (subjectIds.length === 0) return;
  const orders = await tx.manager.findBy(Order, {
    kind: kind.name,
    subjectId: In([...subjectIds]),
    state: OrderState.PREPARED,
  });
  for (const order of orders) await close(tx, PLATFORM, order, null);
}

async function close(tx: Tx, by: Actor, order: Order, note: string | null): Promise<void> {
  const userId = by.viewer?.userId ?? null;
  const state = closedBy(order, userId);
  const closed = { state, closedById: userId, closedAt: tx.now };
  await tx.manager.update(Order, { id: order.id }, closed);
  await addStep(tx, by, order, 1, OrderStepKind[state], note);
  tx.changed(toSignQueue.topic);
  Object.assign(order, closed);
}

/**
 * Adds a step. The first step has position 0 and the deciding step has position 1, so an order can be decided only
 * once.
 */
async function addStep(
  tx: Tx,
  by: Actor,
  order: Order,
  position: number,
  kind: OrderStepKind,
  note: string | null,
): Promise<void> {
  const { id, amountFen, subjectId } = order;
  const actorId = by.viewer?.userId ?? null;
  await tx.manager.insert(OrderStep, { orderId: id, position, kind, actorId, at: tx.now, note });
  record(tx, by, KIND_OF_STEP[kind], {
    subject: id,
    after: { order: order.kind, of: subjectId, amountFen },
    reason: note,
  });
}
