import type { Services } from '../../context.js';
import type { Job } from '../../jobs/job.js';
import { mailGuests } from './mail-guests.js';
import { mailDueNotices } from './mail-notices.js';
import { deliverDueNotices } from './deliver-notices.js';

/**
 * People are notified on their page first. Letters have their own job, because a mail server may not respond for a long
 * time.
 */
export const noticeJobs = (services: Services): readonly Job[] => [
  { name: 'tell-notices', everyMs: 1_000, timeoutMs: 300_000, run: () => deliverDueNotices(services) },
  { name: 'mail-notices', everyMs: 1_000, timeoutMs: 300_000, run: (signal) => mailDueNotices(services, signal) },
  { name: 'mail-guests', everyMs: 1_000, timeoutMs: 300_000, run: (signal) => mailGuests(services, signal) },
];
