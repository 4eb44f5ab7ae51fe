import type { Services } from '../../context.js';
import type { Job } from '../../jobs/job.js';
import { advanceDueProjects } from './project.lifecycle.js';

export const projectJobs = (services: Services): readonly Job[] => [
  {
    name: 'advance-projects',
    everyMs: 1_000,
    timeoutMs: 60_000,
    run: (signal) => advanceDueProjects(services, signal),
  },
];
