import { defineModule } from '../../module.js';
import { OnlinePayment, OnlineRefund, PaymentNotice } from './online-payment.entity.js';
import { strayReceived, strayReturned } from './payment-entries.js';
import { paymentChecks } from './payments.checks.js';
import { noticeRoutes } from './payments.http.js';
import { paymentJobs } from './payments.jobs.js';
import { paymentsMessages } from './payments.messages.js';
import { paymentMigrations } from './payments.migrations.js';
import { paymentsInventory } from './payments.personal.js';
import { OnlinePaymentResolver, PledgeOnlinePaymentResolver } from './payments.resolver.js';
import { refundOnlineGifts } from './refund-payments.js';
import { ONLINE_PAYMENT } from './payments.topics.js';

export const paymentsModule = defineModule({
  name: 'payments',
  inventory: paymentsInventory,
  messages: paymentsMessages,
  entities: [OnlinePayment, OnlineRefund, PaymentNotice],
  migrations: paymentMigrations,
  resolvers: [OnlinePaymentResolver, PledgeOnlinePaymentResolver],
  checks: paymentChecks,
  jobs: paymentJobs,
  routes: noticeRoutes,
  topics: [ONLINE_PAYMENT],
  giftReturns: [refundOnlineGifts],
  entryKinds: [strayReceived, strayReturned],
});
