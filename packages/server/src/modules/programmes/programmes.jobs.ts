import type { Services } from '../../context.js';
import type { Job } from '../../jobs/job.js';
import { carryOutAllocations } from './allocations.service.js';

export const programmeJobs = (services: Services): readonly Job[] => [
  {
    name: 'carry-out-allocations',
    everyMs: 60_000,
    timeoutMs: 60_000,
    run: (signal) => carryOutAllocations(services, signal),
  },
];
