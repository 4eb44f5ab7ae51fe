import type { Services } from '../../context.js';
import type { Job } from '../../jobs/job.js';
import { followedIndex } from './followed-index.js';

/** Reads the index after the start, so that the first person who searches does not wait for it. */
export const searchJobs = (services: Services): readonly Job[] => [
  {
    name: 'search.follow',
    everyMs: 30_000,
    timeoutMs: 120_000,
    onEveryNode: true,
    run: async () => {
      await followedIndex(services).current();
    },
  },
];
