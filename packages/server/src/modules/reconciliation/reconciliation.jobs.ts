import type { Services } from '../../context.js';
import type { Job } from '../../jobs/job.js';
import { statementWorkerOf } from './statement-worker.js';

/** Statements take minutes, and their files lie on the disk of the node that received them. */
export const reconciliationJobs = (services: Services): readonly Job[] => [
  { name: 'statements', everyMs: 1_000, timeoutMs: 3_600_000, onEveryNode: true, isLong: true, run: (signal) => statementWorkerOf(services).run(signal) },
];
