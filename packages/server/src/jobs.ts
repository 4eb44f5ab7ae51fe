import type { Services } from './context.js';
import type { Job } from './jobs/job.js';
import { coverJobs } from './modules/covers/index.js';
import { disclosureJobs } from './modules/disclosure/index.js';
import { fileJobs } from './modules/files/index.js';
import { noticeJobs } from './modules/notices/index.js';
import { pledgeJobs } from './modules/pledges/index.js';
import { projectJobs } from './modules/projects/index.js';
import { proofJobs } from './modules/proof/index.js';
import { reconciliationJobs } from './modules/reconciliation/index.js';

/** Every job. `App.tick` runs them in this order: what one makes due, a later one does at once. */
export const jobsOf = (services: Services): readonly Job[] =>
  [reconciliationJobs, pledgeJobs, projectJobs, proofJobs, disclosureJobs, noticeJobs, fileJobs, coverJobs].flatMap((jobs) => jobs(services));
