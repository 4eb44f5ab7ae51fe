/**
 * Orders that two people decide: who prepares, signs, withdraws and refuses what moves money or rights, which duties
 * exclude each other, and the monthly limits.
 */
export { ordersModule } from './module.js';
export { deciderOf } from './duties.js';
export { SIGN_PATH, toSignQueue } from './orders.queues.js';
export { orderKinds, type OrderKind, type OrderSubject } from './order-kinds.js';
export { Order, OrderMonth, OrderObstacle, OrderState, OrderStep } from './order.entities.js';
export {
  needsOneSignature,
  monthOf,
  obstacleToPrepare,
  obstacleToSign,
  type Decider,
  type Duties,
} from './order.rules.js';
export { mayClose, nameOfDecider, ordersOf, signObstacle, standingOrderOf } from './orders.queries.js';
export {
  closeOrder,
  findStandingOrder,
  prepareOrder,
  signOrder,
  withdrawOrders,
  type OrderContent,
  type Preparing,
} from './orders.service.js';
export { decideOrders, prepareOrders, seeOrders } from './orders.permissions.js';
export {
  decidersOf,
  dutiesQuery,
  dutyCheck,
  refuseDuty,
  storeDuties,
  takeDuty,
  viewerDutyIn,
} from './project-duties.js';
export { Duty, ProjectDuty } from './project-duty.entity.js';
