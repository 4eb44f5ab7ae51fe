import type { Services } from '../../context.js';
import type { Job } from '../../jobs/job.js';
import { fetchDueBills } from './fetch-bills.js';

export const paymentBillsJobs = (services: Services): readonly Job[] => [
  {
    name: 'fetch-payment-bills',
    everyMs: 60_000,
    timeoutMs: 900_000,
    run: (signal) => fetchDueBills(services, signal),
  },
];
