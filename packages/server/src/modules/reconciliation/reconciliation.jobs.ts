import type { Services } from '../../context.js';
import type { Job } from '../../jobs/job.js';
import { adoptStatements } from './statement-works.js';
import { statementWorkerOf } from './statement-worker.js';

/**
 * The job is long and runs on every node, because an import takes minutes and its file is on the disk of the node that
 * received it.
 */
export const reconciliationJobs = (services: Services): readonly Job[] => [
  {
    name: 'statements',
    everyMs: 1_000,
    timeoutMs: 3_600_000,
    onEveryNode: true,
    isLong: true,
    run: async (signal) => {
      await adoptStatements(services);
      await statementWorkerOf(services).run(signal);
    },
  },
];
