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
import { LiveHub } from './live/hub.js';
import { createLog } from './log.js';
import { createMailer } from './mail.js';
import { booksRoutes } from './modules/books/index.js';
import { coverRoutes, UnusedCovers } from './modules/covers/index.js';
import { refuseWhileLate, remindOfReports } from './modules/disclosure/index.js';
import { fileRoutes, removeUnusedFiles } from './modules/files/index.js';
import { defineCityTopic } from './modules/impact/index.js';
import { mailDueNotices, tellDueNotices } from './modules/notices/index.js';
import { expireDuePledges } from './modules/pledges/index.js';
import { payoutRoutes } from './modules/payouts/index.js';
import { printoutRoutes } from './modules/printouts/index.js';
import { LedgerFollower, loadSigningKey, proofRoutes } from './modules/proof/index.js';
import { advanceDueProjects, defineProjectTopics } from './modules/projects/index.js';
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
  /** Does at once what time has made due, and returns when that is done; while listening this happens every second. */
  tick(): Promise<void>;
  /** Finishes accepted requests, closes sockets with a reason, then the database. */
  close(): Promise<void>;
}

const TICK_MS = 1_000;

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
  const server = createHttpServer({ services, schema, apollo, metrics: createMetrics(() => subscriptions.count()), routes: { ...coverRoutes(services), ...fileRoutes(services), ...booksRoutes(services), ...payoutRoutes(services), ...printoutRoutes(services), ...proofRoutes(services), ...statementRoutes(services) } });
  const endServer = endOnceAnswered(server);
  const subscriptions = serveSubscriptions(services, schema, server);

  const follower = new LedgerFollower(services, loadSigningKey(env));
  const unusedCovers = new UnusedCovers(services);
  const statements = statementWorkerOf(services);
  const tick = async () => {
    // Statements take minutes: nothing else that is due waits for them.
    statements.wake();
    await expireDuePledges(services);
    await advanceDueProjects(services);
    await follower.follow();
    await remindOfReports(services);
    await tellDueNotices(services);
    await mailDueNotices(services);
    await removeUnusedFiles(services);
    await unusedCovers.removeWhenDue();
  };
  let ticking: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;
  /** Does what is due unless that is being done: what takes long must not pile up. */
  const tickAlone = () => {
    underWay ??= tick()
      .catch((error: unknown) => log.error({ err: error }, 'what is due could not be done'))
      .finally(() => (underWay = undefined));
  };

  return {
    ...services,
    async tick() {
      await tick();
      // What this one found taken on, the one under way may still be at.
      await underWay;
    },
    async listen() {
      await new Promise<void>((resolve, reject) => {
        server.once('error', (error) => reject(new Error(`HOST and PORT: the server cannot listen there (${error.message})`, { cause: error })));
        server.listen(env.port, env.host, resolve);
      });
      ticking = setInterval(tickAlone, TICK_MS);
      const { port } = server.address() as AddressInfo;
      return { port, url: `http://${hostInAddress(env.host)}:${port}` };
    },
    async close() {
      clearInterval(ticking);
      live.close();
      // Together: who is sent away comes back at once, and must find another server's door.
      await Promise.all([endServer(), subscriptions.close()]);
      await apollo.stop();
      await underWay;
      await statements.stop();
      databaseClock.stop();
      await db.close();
    },
  };
}
