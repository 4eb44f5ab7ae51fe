import type { Services } from '../../context.js';
import type { Job } from '../../jobs/job.js';
import { LedgerFollower } from './ledger-follower.js';
import { loadSigningKey } from './signing-key.js';

/** The follower of the ledger. A run ends by itself after some seconds, and the next one goes on. */
export function proofJobs(services: Services): readonly Job[] {
  const follower = new LedgerFollower(services, loadSigningKey(services.env));
  return [{ name: 'follow-ledger', everyMs: 1_000, timeoutMs: 60_000, run: () => follower.follow() }];
}
