/** How projects with gifts end, and how money goes back: refunds of ended projects and confirmations taken back, each by two people. */
export { cancelProject, stopProject } from './endings.service.js';
export { RefundCause, RefundItem, RefundOrder, RefundStatus } from './refund.entities.js';
export { findRefundOrder, refundOrderLoader } from './refunds.queries.js';
export { refundChecks } from './refunds.checks.js';
export { PledgeRefundsResolver, ProjectRefundsResolver, RefundItemResolver, RefundResolver } from './refunds.resolver.js';
export { approveRefund, prepareRefund, prepareReversal, refuseWhileGivingBack, withdrawRefund } from './refunds.service.js';
