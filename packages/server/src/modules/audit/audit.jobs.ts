import type { Services } from '../../context.js';
import type { Job } from '../../jobs/job.js';
import { loadSigningKey, LogFollower } from '../proof/index.js';
import { findAlerts } from './alerts.js';
import { bindHeads } from './joint-heads.js';
import { traceLog } from './trace-log.js';

/** The jobs that take the trace into its signed tree, and that look for patterns in it. */
export function auditJobs(services: Services): readonly Job[] {
  const key = loadSigningKey(services.env);
  const follower = new LogFollower(services, key, traceLog);
  return [
    { name: 'follow-trace', everyMs: 5_000, timeoutMs: 60_000, run: () => follower.follow() },
    { name: 'bind-heads', everyMs: 60_000, timeoutMs: 60_000, run: () => bindHeads(services, key) },
    { name: 'find-alerts', everyMs: 60_000, timeoutMs: 60_000, run: (signal) => findAlerts(services, signal) },
  ];
}
