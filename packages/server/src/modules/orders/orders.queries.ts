import { In } from 'typeorm';
import { defineLoader, requireViewer, type RequestContext } from '../../context.js';
import { namesOf } from '../identity/index.js';
import { deciderOf, dutiesOf } from './duties.js';
import { orderKindOf, type OrderKind } from './order-kinds.js';
import { Order, OrderState, OrderStep, type OrderObstacle } from './order.entities.js';
import { obstacleToClose, obstacleToSign } from './order.rules.js';
import { decidesOnOrders } from './orders.service.js';

const ordersOfSubjectLoader = defineLoader<string, Order[]>(async ({ db }, keys) => {
  const pairs = keys.map((key) => key.split('/') as [string, string]);
  const orders = await db.read.find(Order, { where: { subjectId: In(pairs.map(([, subjectId]) => subjectId)) }, order: { id: 'ASC' } });
  return pairs.map(([kind, subjectId]) => orders.filter((order) => order.kind === kind && order.subjectId === subjectId));
});

/** Every order there has been about a subject, oldest first, whoever asks: for what is public of them. */
export const ordersOf = (context: RequestContext, kind: OrderKind, subjectId: string): Promise<Order[]> => ordersOfSubjectLoader(context).load(`${kind.name}/${subjectId}`);

/** The order of a subject that was not withdrawn or refused; null where there is none. */
export const standingOrderOf = async (context: RequestContext, kind: OrderKind, subjectId: string): Promise<Order | null> =>
  (await ordersOf(context, kind, subjectId)).find(({ state }) => state === OrderState.PREPARED || state === OrderState.DONE) ?? null;

const stepsLoader = defineLoader<string, OrderStep[]>(async ({ db }, orderIds) => {
  const steps = await db.read.find(OrderStep, { where: { orderId: In([...orderIds]) }, order: { position: 'ASC' } });
  return orderIds.map((id) => steps.filter(({ orderId }) => orderId === id));
});

export const listSteps = (context: RequestContext, { id }: Order): Promise<OrderStep[]> => stepsLoader(context).load(id);

const nameLoader = defineLoader<string, string | null>(async (services, userIds) => {
  const names = await namesOf(services, userIds);
  return userIds.map((id) => names.get(id) ?? null);
});

/** The name of whoever took a step of an order, for those who decide on orders; null for others. */
export const nameOfDecider = async (context: RequestContext, userId: string | null): Promise<string | null> =>
  userId === null || !decidesOnOrders(context) ? null : nameLoader(context).load(userId);

/** What keeps the viewer from signing an order; null when nothing does. */
export async function signObstacle(context: RequestContext, order: Order): Promise<OrderObstacle | null> {
  return obstacleToSign(order, deciderOf(requireViewer(context)), await dutiesOf(context.db.read, orderKindOf(order.kind), order));
}

/** Whether the viewer may withdraw or refuse an order. */
export async function mayClose(context: RequestContext, order: Order): Promise<boolean> {
  return obstacleToClose(order, deciderOf(requireViewer(context)), await dutiesOf(context.db.read, orderKindOf(order.kind), order)) === null;
}
