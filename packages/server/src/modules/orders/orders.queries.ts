import { In } from 'typeorm';
import { defineLoader, may, type RequestContext, requireViewer } from '../../context.js';
import { isId } from '../../lib/ids.js';
import { namesOf } from '../identity/index.js';
import { deciderOf, dutiesOf } from './duties.js';
import { orderKinds, type OrderKind } from './order-kinds.js';
import { Order, OrderState, OrderStep, type OrderObstacle } from './order.entities.js';
import { obstacleToClose, obstacleToSign } from './order.rules.js';
import { seeOrders } from './orders.permissions.js';

/** Returns an order. Null for viewers without `seeOrders`, and for kinds with a permission of their own. */
export async function findOrder(context: RequestContext, id: string): Promise<Order | null> {
  const order = may(context, seeOrders) && isId(id) ? await context.db.read.findOneBy(Order, { id }) : null;
  return order === null || orderKinds.get(order.kind).sign !== undefined ? null : order;
}

const ordersOfSubjectLoader = defineLoader<string, Order[]>(async ({ db }, keys) => {
  const pairs = keys.map((key) => key.split('/') as [string, string]);
  const orders = await db.read.find(Order, {
    where: { subjectId: In(pairs.map(([, subjectId]) => subjectId)) },
    order: { id: 'ASC' },
  });
  return pairs.map(([kind, subjectId]) =>
    orders.filter((order) => order.kind === kind && order.subjectId === subjectId),
  );
});

/** Returns all orders of a subject, oldest first, for any viewer. The caller shows only what is public of them. */
export const ordersOf = (context: RequestContext, kind: OrderKind, subjectId: string): Promise<Order[]> =>
  ordersOfSubjectLoader(context).load(`${kind.name}/${subjectId}`);

/** Returns the order of a subject that was not withdrawn or refused, or null. */
export const standingOrderOf = async (
  context: RequestContext,
  kind: OrderKind,
  subjectId: string,
): Promise<Order | null> =>
  (await ordersOf(context, kind, subjectId)).find(
    ({ state }) => state === OrderState.PREPARED || state === OrderState.DONE,
  ) ?? null;

const stepsLoader = defineLoader<string, OrderStep[]>(async ({ db }, orderIds) => {
  const steps = await db.read.find(OrderStep, { where: { orderId: In([...orderIds]) }, order: { position: 'ASC' } });
  return orderIds.map((id) => steps.filter(({ orderId }) => orderId === id));
});

export const listSteps = (context: RequestContext, { id }: Order): Promise<OrderStep[]> =>
  stepsLoader(context).load(id);

const nameLoader = defineLoader<string, string | null>(async (services, userIds) => {
  const names = await namesOf(services, userIds);
  return userIds.map((id) => names.get(id) ?? null);
});

/** Returns the name of the person who took a step of an order, for viewers who decide on orders; null for others. */
export const nameOfDecider = async (context: RequestContext, userId: string | null): Promise<string | null> =>
  userId === null || !may(context, seeOrders) ? null : nameLoader(context).load(userId);

/** Returns the obstacle that keeps the viewer from signing an order, or null. */
export async function signObstacle(context: RequestContext, order: Order): Promise<OrderObstacle | null> {
  const kind = orderKinds.get(order.kind);
  return obstacleToSign(
    order,
    deciderOf(requireViewer(context), kind),
    await dutiesOf(context.db.read, kind, order, context.clock.now()),
  );
}

/** Whether the viewer may withdraw or refuse an order. */
export async function mayClose(context: RequestContext, order: Order): Promise<boolean> {
  const kind = orderKinds.get(order.kind);
  const decider = deciderOf(requireViewer(context), kind);
  return obstacleToClose(order, decider, await dutiesOf(context.db.read, kind, order, context.clock.now())) === null;
}
