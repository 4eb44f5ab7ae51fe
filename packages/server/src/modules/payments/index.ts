/** Online payments: what providers collect for pledges, and what is known of it. */
export { OnlinePaymentStatus, OnlineRefundStatus } from './online-payment.enums.js';
export { OnlinePayment, OnlineRefund } from './online-payment.entity.js';
export { paymentsModule } from './module.js';
export { nextQuery, tradeNoOf } from './payment.rules.js';
export { ProviderError, type BillRow, type ProviderBill } from './payment-provider.js';
export { providersOf } from './payment-providers.js';
export { askProvider } from './query-payments.js';
