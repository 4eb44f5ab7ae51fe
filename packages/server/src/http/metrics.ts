import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { JobReport } from '../jobs/job.js';
import type { LimitReport } from '../limits/limiter.js';

export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** Starts the timer of a request. Call the returned function with the response's status. */
  startRequest(route: string): (status: number) => void;
}

/** Creates the Prometheus metrics of one app. Several apps in one process have separate metrics. */
export function createMetrics(
  openSockets: () => number,
  jobs: () => readonly JobReport[] = () => [],
  limits: () => readonly LimitReport[] = () => [],
  removed: () => ReadonlyMap<string, number> = () => new Map(),
): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'http_request_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const answers = new Counter({
    name: 'http_answers_total',
    help: 'Answers by route and status.',
    labelNames: ['route', 'status'],
    registers: [registry],
  });
  new Gauge({
    name: 'websocket_connections',
    help: 'Open WebSocket connections.',
    registers: [registry],
    collect() {
      this.set(openSockets());
    },
  });
  addJobs(registry, jobs);
  addLimits(registry, limits);
  new Gauge({
    name: 'retention_removed_total',
    help: 'What the rules of retention have removed on this node, by rule.',
    labelNames: ['rule'],
    registers: [registry],
    collect() {
      for (const [rule, count] of removed()) this.set({ rule }, count);
    },
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    startRequest(route) {
      const end = seconds.startTimer({ route });
      return (status) => {
        end();
        answers.inc({ route, status });
      };
    },
  };
}

/**
 * The metrics of each job. A moment or a duration that does not exist yet is left out, so that no alarm reads it as
 * 1970.
 */
const JOB_METRICS: readonly (readonly [name: string, help: string, of: (job: JobReport) => number | null])[] = [
  ['job_runs_total', 'Runs of a job on this node that have ended.', ({ runs }) => runs],
  ['job_failures_total', 'Runs of a job on this node that failed.', ({ failures }) => failures],
  [
    'job_last_success_timestamp_seconds',
    'When a job last succeeded on this node.',
    ({ lastSuccessAt }) => lastSuccessAt && lastSuccessAt / 1_000,
  ],
  [
    'job_last_duration_seconds',
    'How long the last run of a job took on this node.',
    ({ lastDurationMs }) => lastDurationMs && lastDurationMs / 1_000,
  ],
  [
    'job_running_since_timestamp_seconds',
    'Since when a job has been running on this node; left out while it is not.',
    ({ runningSince }) => runningSince && runningSince / 1_000,
  ],
  [
    'job_late_seconds',
    'By how much a job on this node has not begun, or has not ended, in time.',
    ({ lateMs }) => lateMs / 1_000,
  ],
];

function addJobs(registry: Registry, jobs: () => readonly JobReport[]): void {
  for (const [name, help, of] of JOB_METRICS) {
    new Gauge({
      name,
      help,
      labelNames: ['job'],
      registers: [registry],
      collect() {
        this.reset();
        for (const job of jobs()) {
          const value = of(job);
          if (value !== null) this.set({ job: job.name }, value);
        }
      },
    });
  }
}

/** The metrics of each limit. */
const LIMIT_METRICS: readonly (readonly [name: string, help: string, of: (limit: LimitReport) => number])[] = [
  ['limit_uses_total', 'Uses that a limit counted on this node, those past the limit included.', ({ uses }) => uses],
  ['limit_past_total', 'Uses that were past their limit on this node.', ({ past }) => past],
  ['limit_most', 'How many uses a limit allows in a window.', ({ most }) => most],
];

function addLimits(registry: Registry, limits: () => readonly LimitReport[]): void {
  for (const [name, help, of] of LIMIT_METRICS) {
    new Gauge({
      name,
      help,
      labelNames: ['limit'],
      registers: [registry],
      collect() {
        for (const report of limits()) this.set({ limit: report.limit }, of(report));
      },
    });
  }
}
