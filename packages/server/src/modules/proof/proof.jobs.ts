import type { Services } from '../../context.js';
import type { Job } from '../../jobs/job.js';
import { ledgerLog } from './ledger-log.js';
import { LogFollower } from './log-follower.js';
import { loadSigningKey } from './signing-key.js';

/** The job that follows the ledger. A run ends after some seconds, and the next one continues. */
export function proofJobs(services: Services): readonly Job[] {
  const follower = new LogFollower(services, loadSigningKey(services.env), ledgerLog);
  return [{ name: 'follow-ledger', everyMs: 1_000, timeoutMs: 60_000, run: () => follower.follow() }];
}
