import type { TraceKind } from '../trace/index.js';
import { decideOrders, prepareOrders } from './orders.permissions.js';
import { OrderStepKind } from './order.entities.js';

export const orderPrepared: TraceKind = {
  name: 'ORDER_PREPARED',
  label: ['准备了审批单', 'Prepared an order'],
  subject: 'order',
  permission: prepareOrders,
};

export const orderSigned: TraceKind = {
  name: 'ORDER_SIGNED',
  label: ['会签了审批单', 'Signed an order'],
  subject: 'order',
  permission: decideOrders,
};

export const orderDoneAlone: TraceKind = {
  name: 'ORDER_DONE_ALONE',
  label: ['单人执行了审批单', 'Carried an order out alone'],
  subject: 'order',
  permission: prepareOrders,
};

export const orderWithdrawn: TraceKind = {
  name: 'ORDER_WITHDRAWN',
  label: ['撤回了审批单', 'Withdrew an order'],
  subject: 'order',
  permission: decideOrders,
};

export const orderRefused: TraceKind = {
  name: 'ORDER_REFUSED',
  label: ['驳回了审批单', 'Refused an order'],
  subject: 'order',
  permission: decideOrders,
};

export const ordersTraceKinds: readonly TraceKind[] = [
  orderPrepared,
  orderSigned,
  orderDoneAlone,
  orderWithdrawn,
  orderRefused,
];

/** The kind of act that each step of an order is. */
export const KIND_OF_STEP: Readonly<Record<OrderStepKind, TraceKind>> = {
  [OrderStepKind.PREPARED]: orderPrepared,
  [OrderStepKind.SIGNED]: orderSigned,
  [OrderStepKind.DONE_ALONE]: orderDoneAlone,
  [OrderStepKind.WITHDRAWN]: orderWithdrawn,
  [OrderStepKind.REFUSED]: orderRefused,
};
