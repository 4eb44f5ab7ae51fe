/** Orders of two people: who prepares, signs, withdraws and refuses what moves money or rights; duties that exclude each other; limits of a month. */
export { deciderOf } from './duties.js';
export { defineOrderKind, type OrderKind, type OrderSubject } from './order-kinds.js';
export { Order, OrderMonth, OrderObstacle, OrderState, OrderStep } from './order.entities.js';
export { isOneEnough, monthOf, obstacleToPrepare, obstacleToSign, type Decider, type Duties } from './order.rules.js';
export { orderChecks } from './orders.checks.js';
export { mayClose, nameOfDecider, ordersOf, signObstacle, standingOrderOf } from './orders.queries.js';
export { OrderResolver, OrderStepResolver } from './orders.resolver.js';
export { closeOrder, decidesOnOrders, findStandingOrder, prepareOrder, requireDecider, signOrder, withdrawOrders, type OrderContent, type Preparing } from './orders.service.js';
