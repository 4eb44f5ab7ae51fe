import Libsql from 'libsql';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp, type App } from './app.js';
import type { RequestContext, Services, ViewerSession } from './context.js';
import { Database } from './db/database.js';
import { migrations } from './db/migrations/index.js';
import { entities } from './entities.js';
import { parseEnv, type Env } from './env.js';
import type { Clock } from './lib/clock.js';
import { LiveHub } from './live/hub.js';
import type { Mail, Mailer } from './mail.js';
import { createAccount } from './modules/identity/index.js';
import { findReferencesOfLines } from './modules/reconciliation/index.js';
import type { PlatformRole } from './context.js';

// What tests beside the code stand on. Each one works in a folder of its own, so they run side by side.

/** A clock that stands still until it is moved. */
export class StandingClock implements Clock {
  constructor(private moment = new Date('2017-06-08T02:00:00.000Z')) {}

  now(): Date {
    return this.moment;
  }

  advance(ms: number): void {
    this.moment = new Date(this.moment.getTime() + ms);
  }
}

/** What work that can be interrupted returns, done without a stop. */
export function atOnce<R>(work: Iterator<unknown, R>): R {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** The processor time that this process needs for `work`, in milliseconds: a limit on it holds however busy the machine is. */
export async function cpuMsOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** A folder that is gone after the test. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'hc-unit-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}

/** The settings of a server in `folder` that nobody can reach from outside. */
export const testEnv = (folder: string, settings: Record<string, string> = {}): Env =>
  parseEnv({ DATA_DIR: folder, PORT: '0', WEB_DIR: '', DEMO: 'off', LOG_LEVEL: 'silent', ...settings });

let template: Promise<Buffer> | undefined;

/** The file of an empty database with every table, made once a process: each migration waits for the disk. */
async function makeTemplate(): Promise<Buffer> {
  const folder = temporaryFolder();
  const file = join(folder.path, 'template.sqlite');
  const db = await Database.open({ url: null, file, entities, migrations, clock: new StandingClock() });
  await db.migrate();
  await db.close();
  // Not the file itself: what was written last is in the log beside it.
  const copy = join(folder.path, 'copy.sqlite');
  const connection = new Libsql(file);
  connection.exec(`VACUUM INTO '${copy}'`);
  connection.close();
  const bytes = readFileSync(copy);
  folder.remove();
  return bytes;
}

/** An empty SQLite database with every table, in `folder`. */
export async function openTestDatabase(folder: string, clock: Clock = new StandingClock()): Promise<Database> {
  const file = join(folder, 'test.sqlite');
  template ??= makeTemplate();
  writeFileSync(file, await template);
  return Database.open({ url: null, file, entities, migrations, clock });
}

export interface TestServices extends Services {
  readonly clock: StandingClock;
  /** What was sent instead of mail. */
  readonly sent: readonly Mail[];
  /** Changes rows past every constraint: checks are for what none of them prevented. */
  damage(statements: readonly string[]): void;
  close(): Promise<void>;
}

/** What a service needs, without HTTP: a database of its own, a clock that stands still, mail that stays here. */
export async function testServices(settings: Record<string, string> = {}): Promise<TestServices> {
  const folder = temporaryFolder();
  const clock = new StandingClock();
  const db = await openTestDatabase(folder.path, clock);
  const log = pino({ level: 'silent' });
  const live = new LiveHub(log);
  const sent: Mail[] = [];
  const mailer: Mailer = { send: async (mail) => void sent.push(mail) };
  return {
    env: testEnv(folder.path, settings),
    db,
    clock,
    live,
    mailer,
    log,
    submissionRefusals: [],
    referenceUses: [findReferencesOfLines],
    returnRefusals: [],
    sent,
    damage(statements) {
      const file = new Libsql(join(folder.path, 'test.sqlite'));
      file.exec('PRAGMA foreign_keys = OFF');
      for (const statement of statements) file.exec(statement);
      file.close();
    },
    async close() {
      live.close();
      await db.close();
      folder.remove();
    },
  };
}

export interface TestContext extends RequestContext {
  /** The session tokens that were set, newest last; null where the cookie was cleared. */
  readonly tokens: (string | null)[];
}

/** A request by `viewer`, in English so that messages can be read in a test. */
export function contextFor(services: Services, viewer: ViewerSession | null = null, request: Partial<Pick<RequestContext, 'address' | 'language' | 'userAgent'>> = {}): TestContext {
  const tokens: (string | null)[] = [];
  const { env, db, clock, live, mailer, log, submissionRefusals, referenceUses, returnRefusals } = services;
  return {
    env, db, clock, live, mailer, log, submissionRefusals, referenceUses, returnRefusals,
    viewer,
    language: 'en',
    address: '192.0.2.1',
    userAgent: 'test',
    ...request,
    tokens,
    setSessionToken: (token) => void tokens.push(token),
  };
}

let people = 0;

/** A new person who is not signed in anywhere: enough for services, which ask only who it is. */
export async function newViewer(services: Services, roles: PlatformRole[] = [], name = '陈小红'): Promise<ViewerSession> {
  people += 1;
  const { id } = await createAccount(services, { email: `person${people}@example.test`, password: 'a-good-password', name, roles });
  return { userId: id, sessionId: 'none', name, roles: new Set(roles) };
}

export interface RunningApp extends App {
  readonly url: string;
  stop(): Promise<void>;
}

/** A whole server on a free port and a database of its own. */
export async function runApp(settings: Record<string, string> = {}, clock?: Clock): Promise<RunningApp> {
  const folder = temporaryFolder();
  const app = await createApp({ env: testEnv(folder.path, settings), clock });
  const { port } = await app.listen();
  return {
    ...app,
    url: `http://127.0.0.1:${port}`,
    async stop() {
      await app.close();
      folder.remove();
    },
  };
}

