import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { JobReport } from '../jobs/job.js';

export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** Begins to time a request; call the result with its status. */
  startRequest(route: string): (status: number) => void;
}

/** Prometheus metrics of one app; several apps in one process keep apart. */
export function createMetrics(openSockets: () => number, jobs: () => readonly JobReport[] = () => []): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'http_request_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const answers = new Counter({ name: 'http_answers_total', help: 'Answers by route and status.', labelNames: ['route', 'status'], registers: [registry] });
  new Gauge({
    name: 'websocket_connections',
    help: 'Open WebSocket connections.',
    registers: [registry],
    collect() {
      this.set(openSockets());
    },
  });
  addJobs(registry, jobs);
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

/** What Prometheus asks of each job. A moment or a duration that does not exist yet is left out, so that no alarm takes it for 1970. */
const JOB_METRICS: readonly (readonly [name: string, help: string, of: (job: JobReport) => number | null])[] = [
  ['job_runs_total', 'Runs of a job on this node that have ended.', ({ runs }) => runs],
  ['job_failures_total', 'Runs of a job on this node that failed.', ({ failures }) => failures],
  ['job_last_success_timestamp_seconds', 'When a job last succeeded on this node.', ({ lastSuccessAt }) => lastSuccessAt && lastSuccessAt / 1_000],
  ['job_last_duration_seconds', 'How long the last run of a job took on this node.', ({ lastDurationMs }) => lastDurationMs && lastDurationMs / 1_000],
  ['job_running_since_timestamp_seconds', 'Since when a job has been running on this node; left out while it is not.', ({ runningSince }) => runningSince && runningSince / 1_000],
  ['job_late_seconds', 'By how much a job on this node has not begun, or has not ended, in time.', ({ lateMs }) => lateMs / 1_000],
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
