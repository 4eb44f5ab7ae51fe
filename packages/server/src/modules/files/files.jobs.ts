import type { Services } from '../../context.js';
import type { Job } from '../../jobs/job.js';
import { removeUnusedFiles } from './files.service.js';

export const fileJobs = (services: Services): readonly Job[] => [
  {
    name: 'remove-unused-files',
    everyMs: 10_000,
    timeoutMs: 60_000,
    run: (signal) => removeUnusedFiles(services, signal),
  },
];
