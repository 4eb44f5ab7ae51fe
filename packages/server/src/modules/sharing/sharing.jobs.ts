import type { Services } from '../../context.js';
import type { Job } from '../../jobs/job.js';
import { makeShortLinks, visitCounts } from './short-links.service.js';

export const sharingJobs = (services: Services): readonly Job[] => [
  { name: 'make-short-links', everyMs: 5_000, timeoutMs: 60_000, run: () => makeShortLinks(services) },
  {
    name: 'write-link-visits',
    everyMs: 5_000,
    timeoutMs: 60_000,
    onEveryNode: true,
    run: () => visitCounts(services).write(services),
  },
];
