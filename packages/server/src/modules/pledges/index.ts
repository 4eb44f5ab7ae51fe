/** Giving: pledges, their payment, receipts, and the counters that show them. */
export { confirmPayments, type ConfirmedPayment, type OtherAmount, type TransferCommand } from './confirm-payments.js';
export { PaymentMethod, PledgeStatus } from './pledge.enums.js';
export { ANONYMOUS_NAME, Donor, Pledge, Receipt } from './pledge.entity.js';
export { isGiven, keptFen, LIMITS as PLEDGE_LIMITS, PLEDGE_EXPIRY_DAYS, referenceKey } from './pledge.rules.js';
export { pledgeChecks } from './pledges.checks.js';
export { pledgeSearchColumns } from './pledges.search.js';
export { pledgeJobs } from './pledges.jobs.js';
export { pledgeLoader } from './pledges.queries.js';
export { readReceiptNumber, RECEIPT_NUMBER, receiptNumbersLike } from './receipt-numbers.js';
export { pledgeOfSource, sourceOfPayment } from './receive-payments.js';
export { cancelPendingPledges, giveBackGifts, takeBackConfirmations, type GivenBack } from './take-back-payments.js';
export { OrganizationPledgesResolver, PledgeResolver, ProjectPledgesResolver, ReceiptResolver, ViewerPledgesResolver } from './pledges.resolver.js';
export { cancelPledge, confirmPayment, endPledge, expireDuePledges, makePledge } from './pledges.service.js';
