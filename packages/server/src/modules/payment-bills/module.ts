import { defineModule } from '../../module.js';
import { BillDifference, PaymentBill, PaymentBillRow } from './payment-bill.entities.js';
import { paymentBillsChecks } from './payment-bills.checks.js';
import { paymentBillsJobs } from './payment-bills.jobs.js';
import { paymentBillsMessages } from './payment-bills.messages.js';
import { paymentBillMigrations } from './payment-bills.migrations.js';
import { keepPaymentBills, seePaymentBills } from './payment-bills.permissions.js';
import { paymentBillsInventory } from './payment-bills.personal.js';
import { billDifferenceQueue } from './payment-bills.queues.js';
import { BillDifferenceResolver, PaymentBillResolver } from './payment-bills.resolver.js';
import { PAYMENT_BILLS } from './payment-bills.topics.js';
import { billDifferenceSettled, paymentBillAsked } from './payment-bills.trace.js';

export const paymentBillsModule = defineModule({
  name: 'payment-bills',
  inventory: paymentBillsInventory,
  messages: paymentBillsMessages,
  entities: [PaymentBill, PaymentBillRow, BillDifference],
  migrations: paymentBillMigrations,
  resolvers: [PaymentBillResolver, BillDifferenceResolver],
  checks: paymentBillsChecks,
  jobs: paymentBillsJobs,
  topics: [PAYMENT_BILLS],
  permissions: [seePaymentBills, keepPaymentBills],
  queues: [billDifferenceQueue],
  traceKinds: [billDifferenceSettled, paymentBillAsked],
});
