import type { Services } from '../../context.js';
import type { Job } from '../../jobs/job.js';
import { UnusedCovers } from './unused-covers.js';

export function coverJobs(services: Services): readonly Job[] {
  const unused = new UnusedCovers(services);
  return [
    {
      name: 'remove-unused-covers',
      everyMs: 10_000,
      timeoutMs: 600_000,
      run: (signal) => unused.removeWhenDue(signal),
    },
  ];
}
