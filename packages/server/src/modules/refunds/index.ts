/**
 * Endings of projects with gifts, and the way back of money: refunds of ended projects and reversed confirmations, each
 * decided by two people.
 */
export { refundsModule } from './module.js';
export { cancelProject, stopProject } from './endings.service.js';
export { RefundCause, RefundItem, RefundOrder, RefundStatus } from './refund.entities.js';
export { findRefundOrder, refundOrderLoader } from './refunds.queries.js';
export {
  approveRefund,
  prepareRefund,
  prepareReversal,
  refuseWhileGivingBack,
  withdrawRefund,
} from './refunds.service.js';
export { PledgeRefundsResolver, ProjectRefundsResolver } from './refunds.resolver.js';
export { REFUNDS } from './refunds.topics.js';
