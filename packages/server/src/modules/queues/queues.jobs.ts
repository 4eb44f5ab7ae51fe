import type { Services } from '../../context.js';
import type { Job } from '../../jobs/job.js';
import { sendDigests } from './queues.notices.js';

export const queueJobs = (services: Services): readonly Job[] => [
  { name: 'send-digests', everyMs: 30_000, timeoutMs: 60_000, run: () => sendDigests(services) },
];
