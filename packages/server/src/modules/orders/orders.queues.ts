import { type Page } from '../../connection.js';
import { requirePermission, type RequestContext, type Services } from '../../context.js';
import { rowsByKey } from '../../db/keyed-rows.js';
import { holds } from '../../permission.js';
import { defineListedQueue, pageOfItems, type QueueArgs, type WaitingItem, type Worker } from '../queues/index.js';
import { deciderOf, dutiesOfAll } from './duties.js';
import { orderKinds } from './order-kinds.js';
import { Order, OrderState } from './order.entities.js';
import { obstacleToSign } from './order.rules.js';
import { decideOrders, seeOrders } from './orders.permissions.js';

/** The page where people sign orders of every kind. */
export const SIGN_PATH = '/treasury/sign';

/**
 * Returns the prepared orders that a person may sign now. People who may see orders and decide on none, such as
 * auditors, get all that wait for a signature. Orders of a kind with a permission of its own wait at a desk of its own.
 */
async function listOrdersToSign({ db, clock }: Services, worker: Worker): Promise<WaitingItem[]> {
  const prepared = await db.read.find(Order, { where: { state: OrderState.PREPARED }, order: { id: 'ASC' } });
  const orders = prepared.filter(({ kind }) => orderKinds.get(kind).sign === undefined);
  const duties = await dutiesOfAll(
    db.read,
    orders.map((order) => ({ kind: orderKinds.get(order.kind), subject: order })),
    clock.now(),
  );
  const decides = holds(worker, decideOrders);
  return orders
    .filter(
      (order, index) =>
        !decides || obstacleToSign(order, deciderOf(worker, orderKinds.get(order.kind)), duties[index]!) === null,
    )
    .map(({ id, preparedAt, amountFen }) => ({ id, cameAt: preparedAt, deadline: null, amountFen }));
}

/** Orders of every kind that wait for the signature of this person. */
export const toSignQueue = defineListedQueue({
  name: 'to-sign',
  label: 'queue.to-sign',
  path: SIGN_PATH,
  see: seeOrders,
  work: decideOrders,
  items: listOrdersToSign,
  isSearchable: false,
});

export async function listToSign(context: RequestContext, args: QueueArgs): Promise<Page<Order>> {
  const worker = requirePermission(context, seeOrders);
  return pageOfItems(await listOrdersToSign(context, worker), args, (ids) =>
    rowsByKey(context.db.read, Order, 'id', ids),
  );
}
