import type { Services } from '../../context.js';
import type { Job } from '../../jobs/job.js';
import { expireDuePledges } from './pledges.service.js';

export const pledgeJobs = (services: Services): readonly Job[] => [
  { name: 'lapse-pledges', everyMs: 1_000, timeoutMs: 60_000, run: (signal) => expireDuePledges(services, signal) },
];
