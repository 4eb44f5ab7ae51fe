import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import type { Services } from './context.js';
import { DatabaseClock } from './db/database-clock.js';
import { Database } from './db/database.js';
import { refreshSearchColumns } from './db/search-columns.js';
import { migrations } from './db/migrations/index.js';
import { entities } from './entities.js';
import type { Env } from './env.js';
import { createApollo } from './http/graphql-http.js';
import { serveSubscriptions } from './http/graphql-ws.js';
import { createMetrics } from './http/metrics.js';
import { endOnceAnswered } from './http/end-once-answered.js';
import { createHttpServer } from './http/server.js';
import type { Clock } from './lib/clock.js';
import { JobRunner } from './jobs/job-runner.js';
import { jobsOf } from './jobs.js';
import { LiveHub } from './live/hub.js';
import { createLog } from './log.js';
import { createMailer } from './mail.js';
import { booksRoutes } from './modules/books/index.js';
import { coverRoutes } from './modules/covers/index.js';
import { refuseWhileLate } from './modules/disclosure/index.js';
import { fileRoutes } from './modules/files/index.js';
import { defineCityTopic } from './modules/impact/index.js';
import { payoutRoutes } from './modules/payouts/index.js';
import { printoutRoutes } from './modules/printouts/index.js';
import { proofRoutes } from './modules/proof/index.js';
import { defineProjectTopics } from './modules/projects/index.js';
import { findReferencesOfLines, statementRoutes, statementWorkerOf } from './modules/reconciliation/index.js';
import { refuseWhileGivingBack } from './modules/refunds/index.js';
import { createSchema } from './schema.js';
import { searchColumns } from './search-columns.js';

export interface AppOptions {
  env: Env;
  /** Tests bring one that they can move; otherwise the database's time. */
  clock?: Clock;
}

/** A whole server, not yet listening. */
export interface App extends Services {
  listen(): Promise<{ url: string; port: number }>;
  /** Does at once what time has made due, and returns when that is done. While listening, each job does this by its own timer. */
  tick(): Promise<void>;
  /** Finishes accepted requests, closes sockets with a reason, then the database. */
  close(): Promise<void>;
}

/** How long the stop waits for jobs under way. After that their connections are closed, and what they had begun is done anew. */
const JOBS_STOP_WITHIN_MS = 5_000;

/** `host` as it stands in an address that can be opened on this machine. */
const hostInAddress = (host: string): string => (['127.0.0.1', '0.0.0.0', '::1', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host);

/** Opens the database, brings it up to date and puts the server together. */
export async function createApp(options: AppOptions): Promise<App> {
  const { env } = options;
  const log = createLog(env.logLevel);
  const databaseClock = new DatabaseClock();
  const clock = options.clock ?? databaseClock;
  const db = await Database.open({ url: env.databaseUrl, file: env.sqliteFile, entities, migrations, clock, patienceMs: env.databasePatienceMs });
  await db.migrate();
  await refreshSearchColumns(db, searchColumns, log);
  if (options.clock === undefined) await databaseClock.follow(() => db.serverTime());

  const live = new LiveHub(log);
  const services: Services = { env, db, clock, live, mailer: createMailer(env), log, submissionRefusals: [refuseWhileLate], referenceUses: [findReferencesOfLines], returnRefusals: [refuseWhileGivingBack] };
  defineProjectTopics(services);
  defineCityTopic(services);
  const schema = createSchema();
  const apollo = await createApollo(services, schema);
  const server = createHttpServer({ services, schema, apollo, metrics: createMetrics(() => subscriptions.count(), () => jobs.reports()), routes: { ...coverRoutes(services), ...fileRoutes(services), ...booksRoutes(services), ...payoutRoutes(services), ...printoutRoutes(services), ...proofRoutes(services), ...statementRoutes(services) } });
  const endServer = endOnceAnswered(server);
  const subscriptions = serveSubscriptions(services, schema, server);

  const jobs = new JobRunner(services, jobsOf(services));

  return {
    ...services,
    tick: () => jobs.runDue(),
    async listen() {
      await new Promise<void>((resolve, reject) => {
        server.once('error', (error) => reject(new Error(`HOST and PORT: the server cannot listen there (${error.message})`, { cause: error })));
        server.listen(env.port, env.host, resolve);
      });
      jobs.start();
      const { port } = server.address() as AddressInfo;
      return { port, url: `http://${hostInAddress(env.host)}:${port}` };
    },
    async close() {
      live.close();
      // A request may wait for a letter as well as a job does, so the mailer is closed before requests are waited for.
      const background = jobs.stop(JOBS_STOP_WITHIN_MS).then(() => services.mailer.close?.());
      // Together: who is sent away comes back at once, and must find another server's door.
      await Promise.all([endServer(), subscriptions.close(), background]);
      await apollo.stop();
      await statementWorkerOf(services).stop();
      databaseClock.stop();
      await db.close();
    },
  };
}
