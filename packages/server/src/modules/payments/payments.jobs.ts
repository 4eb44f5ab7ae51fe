import type { Services } from '../../context.js';
import { sqlTime } from '../../db/columns.js';
import type { Job } from '../../jobs/job.js';
import { queryDuePayments } from './query-payments.js';
import { sendDueRefunds } from './refund-payments.js';

export const paymentJobs = (services: Services): readonly Job[] => [
  {
    name: 'query-payments',
    everyMs: 1_000,
    timeoutMs: 120_000,
    run: (signal) => queryDuePayments(services, signal),
  },
  {
    name: 'refund-payments',
    everyMs: 2_000,
    timeoutMs: 120_000,
    run: (signal) => sendDueRefunds(services, signal),
  },
  {
    name: 'forget-payment-notices',
    everyMs: 3_600_000,
    timeoutMs: 60_000,
    run: async () => {
      await services.db.transact((tx) =>
        tx.manager.query('DELETE FROM payment_notices WHERE forget_at <= ?', [sqlTime(tx.now)]),
      );
    },
  },
];
