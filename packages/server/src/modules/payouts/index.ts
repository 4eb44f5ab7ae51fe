/** Paying refund orders: the accounts from which gifts came, the file for the bank, and who took it. */
export { PayoutDownload } from './payout.entities.js';
export { payoutChecks } from './payouts.checks.js';
export { payoutRoutes } from './payouts.http.js';
export { PayoutDownloadResolver, RefundItemPayoutResolver, RefundOrderPayoutResolver } from './payouts.resolver.js';
