import type { Services } from '../../context.js';
import type { Job } from '../../jobs/job.js';
import { applyRetention } from './retention.service.js';

export const privacyJobs = (services: Services): readonly Job[] => [
  {
    name: 'retention',
    everyMs: 3_600_000,
    timeoutMs: 600_000,
    run: (signal) => applyRetention(services, signal),
  },
];
