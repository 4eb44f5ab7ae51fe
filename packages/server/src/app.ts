import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import type { Services } from './context.js';
import { DatabaseClock } from './db/database-clock.js';
import { Database } from './db/database.js';
import { refreshSearchColumns } from './db/search-columns.js';
import {
  defineTopics,
  entities,
  jobsOf,
  migrations,
  goneCheckOf,
  routesOf,
  sealedColumns,
  searchColumns,
  stopModules,
} from './modules.js';
import { dataKeysOf } from './data-keys.js';
import type { Env } from './env.js';
import { createApollo } from './http/graphql-http.js';
import { serveSubscriptions } from './http/graphql-ws.js';
import { createMetrics } from './http/metrics.js';
import { gracefulClose } from './http/graceful-close.js';
import { createHttpServer } from './http/server.js';
import type { Clock } from './lib/clock.js';
import { JobRunner } from './jobs/job-runner.js';
import { limitReports } from './limits/limiter.js';
import { LiveHub } from './live/hub.js';
import { createLog } from './log.js';
import { createMailer } from './mail.js';
import { refreshSealedColumns } from './sealed-columns.js';
import { removedOf } from './modules/privacy/index.js';
import { refreshSearchEntries } from './modules/search/index.js';
import { createSchema } from './schema.js';
import { createTexter } from './texts/texter.js';

export interface AppOptions {
  env: Env;
  /** The clock. Tests pass one that they can move; the default follows the database's time. */
  clock?: Clock;
  /** `BY_TICK` leaves all jobs to `tick`, for tests that count what one request costs. */
  jobs?: 'BY_TIMER' | 'BY_TICK';
}

/** A complete server that does not listen yet. */
export interface App extends Services {
  listen(): Promise<{ url: string; port: number }>;
  /**
   * Runs all due jobs now and resolves when they have ended, except jobs with `isLong`. A listening server runs each
   * job by its own timer.
   */
  tick(): Promise<void>;
  /** Finishes accepted requests, closes sockets with a reason and then closes the database. */
  close(): Promise<void>;
}

/**
 * How many milliseconds the stop waits for jobs in progress. After that the connections of jobs are closed, and
 * unfinished work is done again later.
 */
const JOBS_STOP_WITHIN_MS = 5_000;

/** Returns `host` for a URL that can be opened on this machine. */
const hostInAddress = (host: string): string =>
  ['127.0.0.1', '0.0.0.0', '::1', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;

/** Opens and migrates the database, and composes the server. */
export async function createApp(options: AppOptions): Promise<App> {
  const { env } = options;
  const log = createLog(env.logLevel);
  const databaseClock = new DatabaseClock();
  const clock = options.clock ?? databaseClock;
  const db = await Database.open({
    url: env.databaseUrl,
    file: env.sqliteFile,
    entities,
    migrations,
    clock,
    patienceMs: env.databasePatienceMs,
  });
  await db.migrate();
  await refreshSearchColumns(db, searchColumns, log);
  await refreshSearchEntries(db, log);
  await refreshSealedColumns(db, dataKeysOf(env), sealedColumns, log);
  if (options.clock === undefined) await databaseClock.follow(() => db.serverTime());

  const live = new LiveHub(log);
  const services: Services = {
    env,
    db,
    clock,
    live,
    mailer: createMailer(env),
    texter: createTexter(env, log),
    log,
  };
  // A reader of this server's figures has to know that it ran with other limits.
  if (env.limits.size > 0) log.warn({ limits: Object.fromEntries(env.limits) }, 'LIMITS changes these limits');
  defineTopics(services);
  const schema = createSchema();
  const apollo = await createApollo(services, schema);
  const server = createHttpServer({
    services,
    schema,
    apollo,
    metrics: createMetrics(
      () => subscriptions.count(),
      () => jobs.reports(),
      () => limitReports(services),
      () => removedOf(services),
    ),
    routes: routesOf(services),
    isGone: goneCheckOf(services),
  });
  const endServer = gracefulClose(server);
  const subscriptions = serveSubscriptions(services, schema, server);

  const jobs = new JobRunner(services, jobsOf(services));

  return {
    ...services,
    tick: () => jobs.runDue(),
    async listen() {
      await new Promise<void>((resolve, reject) => {
        server.once('error', (error) =>
          reject(new Error(`HOST and PORT: the server cannot listen there (${error.message})`, { cause: error })),
        );
        server.listen(env.port, env.host, resolve);
      });
      if (options.jobs !== 'BY_TICK') jobs.start();
      const { port } = server.address() as AddressInfo;
      return { port, url: `http://${hostInAddress(env.host)}:${port}` };
    },
    async close() {
      live.close();
      // A request may wait for a mail or a text message, as a job may. So both are closed before the stop waits for
      // requests.
      const background = jobs.stop(JOBS_STOP_WITHIN_MS).then(() => {
        services.mailer.close?.();
        services.texter?.close?.();
      });
      // All are closed at the same time, because a client that is disconnected reconnects at once and must reach
      // another server.
      await Promise.all([endServer(), subscriptions.close(), background]);
      await apollo.stop();
      await stopModules(services);
      databaseClock.stop();
      await db.close();
    },
  };
}
