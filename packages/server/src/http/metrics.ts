import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** Begins to time a request; call the result with its status. */
  startRequest(route: string): (status: number) => void;
}

/** Prometheus metrics of one app; several apps in one process keep apart. */
export function createMetrics(openSockets: () => number): Metrics {
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
