import type { Services } from '../../context.js';
import type { Job } from '../../jobs/job.js';
import { remindOfReports } from './disclosure.notices.js';

export const disclosureJobs = (services: Services): readonly Job[] => [
  { name: 'remind-of-reports', everyMs: 5_000, timeoutMs: 300_000, run: (signal) => remindOfReports(services, signal) },
];
