import type { Services } from '../../context.js';
import type { Job } from '../../jobs/job.js';
import { mailDueNotices } from './mail-notices.js';
import { tellDueNotices } from './tell-notices.js';

/** People are told on their page first. Letters are a job of their own, since a mail server may be silent for as long as it likes. */
export const noticeJobs = (services: Services): readonly Job[] => [
  { name: 'tell-notices', everyMs: 1_000, timeoutMs: 300_000, run: () => tellDueNotices(services) },
  { name: 'mail-notices', everyMs: 1_000, timeoutMs: 300_000, run: (signal) => mailDueNotices(services, signal) },
];
