import Libsql from 'libsql';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp, type App } from '../src/app.js';
import type { RequestContext, Services, ViewerSession } from '../src/context.js';
import { Database } from '../src/db/database.js';
import { entities, migrations } from '../src/modules.js';
import { parseEnv, type Env } from '../src/env.js';
import type { Clock } from '../src/lib/clock.js';
import { newId } from '../src/lib/ids.js';
import { LiveHub } from '../src/live/hub.js';
import type { Mail, Mailer } from '../src/mail.js';
import { entryKinds } from '../src/modules/ledger/index.js';
import { createAccount } from '../src/modules/identity/index.js';
import type { PlatformRole } from '../src/context.js';

// A kind for entries that tests post only to test the ledger.
entryKinds.add({ name: 'TEST', bookLine: null });

// Helpers for the tests beside the code. Each test works in its own folder, so tests can run in parallel.

/** A clock that moves only when a test advances it. */
export class ManualClock implements Clock {
  constructor(private moment = new Date('2017-06-08T02:00:00.000Z')) {}

  now(): Date {
    return this.moment;
  }

  advance(ms: number): void {
    this.moment = new Date(this.moment.getTime() + ms);
  }
}

/** Runs interruptible work to its end without a pause, and returns its result. */
export function runToEnd<R>(work: Iterator<unknown, R>): R {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/**
 * Returns the processor time that this process needs for `work`, in milliseconds. A limit on processor time holds
 * however busy the machine is.
 */
export async function cpuMsOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Creates a temporary folder. `remove` deletes it. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'hc-unit-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}

/** Returns the settings of a server in `folder` that cannot be reached from outside. */
export const testEnv = (folder: string, settings: Record<string, string> = {}): Env =>
  parseEnv({ DATA_DIR: folder, PORT: '0', WEB_DIR: '', LOG_LEVEL: 'silent', ...settings });

let template: Promise<Buffer> | undefined;

/**
 * Returns the file of an empty database with every table. The file is made once per process, because each migration
 * waits for the disk.
 */
async function makeTemplate(): Promise<Buffer> {
  const folder = temporaryFolder();
  const file = join(folder.path, 'template.sqlite');
  const db = await Database.open({ url: null, file, entities, migrations, clock: new ManualClock() });
  await db.migrate();
  await db.close();
  // The file is copied by VACUUM, because the last writes are in the log beside it.
  const copy = join(folder.path, 'copy.sqlite');
  const connection = new Libsql(file);
  connection.exec(`VACUUM INTO '${copy}'`);
  connection.close();
  const bytes = readFileSync(copy);
  folder.remove();
  return bytes;
}

/** Writes an empty SQLite database with every table to `file`. This is much cheaper than all migrations. */
export async function writeEmptyDatabase(file: string): Promise<void> {
  template ??= makeTemplate();
  writeFileSync(file, await template);
}

/** Opens an empty SQLite database with every table in `folder`. */
export async function openTestDatabase(folder: string, clock: Clock = new ManualClock()): Promise<Database> {
  const file = join(folder, 'test.sqlite');
  await writeEmptyDatabase(file);
  return Database.open({ url: null, file, entities, migrations, clock });
}

type Row = Record<string, unknown>;

/** A database whose migrations are reverted, so that a test can fill it with rows of an earlier version. */
export interface OldDatabase {
  readonly db: Database;
  /** Reverts migrations, the newest first, until the table does not exist. */
  revertUntilGone(table: string): Promise<void>;
  /** Inserts a row with `known` values, and with a value of the right type in every other required column. */
  fill(table: string, known: Record<string, string | number>): Promise<void>;
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<Row[]>;
  close(): Promise<void>;
}

export async function oldDatabase(): Promise<OldDatabase> {
  const folder = temporaryFolder();
  const db = await openTestDatabase(folder.path);
  const run = (sql: string) =>
    db.transact(async (tx) => {
      await tx.manager.query(sql);
    });
  const rows = (sql: string) => db.read.query<Row[]>(sql);
  await run("INSERT INTO users (id, name, created_at) VALUES ('owner', '负责人', '2026-01-01 00:00:00.000')");
  return {
    db,
    run,
    rows,
    async revertUntilGone(table) {
      while ((await rows(`SELECT 1 FROM sqlite_master WHERE name = '${table}'`)).length > 0)
        await db.undoLastMigration();
    },
    async fill(table, known) {
      const columns = await rows(
        `SELECT name, type, "notnull" AS needed, dflt_value AS fallback FROM pragma_table_info('${table}')`,
      );
      const given = columns.flatMap(({ name, type, needed, fallback }): [string, string | number][] => {
        if (String(name) in known) return [[String(name), known[String(name)]!]];
        if (needed !== 1 || fallback !== null) return [];
        return [
          [
            String(name),
            type !== 'TEXT' ? 1 : String(name).endsWith('_by_id') ? 'owner' : `${table}-${Object.values(known)[0]}`,
          ],
        ];
      });
      await run(
        `INSERT INTO ${table} (${given.map(([name]) => name).join(', ')}) VALUES (${given.map(([, value]) => (typeof value === 'string' ? `'${value}'` : value)).join(', ')})`,
      );
    },
    async close() {
      await db.close();
      folder.remove();
    },
  };
}

export interface TestServices extends Services {
  readonly clock: ManualClock;
  /** The mails that were sent, which do not leave the process. */
  readonly sent: readonly Mail[];
  /** Changes rows without any constraint, because checks must find what constraints did not prevent. */
  damage(statements: readonly string[]): void;
  close(): Promise<void>;
}

/**
 * Creates what a service needs, without HTTP: its own database, a clock that stands still, and a mailer that only
 * collects mails.
 */
export async function testServices(settings: Record<string, string> = {}): Promise<TestServices> {
  const folder = temporaryFolder();
  const clock = new ManualClock();
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
    texter: null,
    log,
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
  /** The session tokens that were set, newest last. Null means that the cookie was cleared. */
  readonly tokens: (string | null)[];
}

/** Creates the context of a request by `viewer`, in English so that messages can be read in a test. */
export function contextFor(
  services: Services,
  viewer: ViewerSession | null = null,
  request: Partial<Pick<RequestContext, 'address' | 'language' | 'userAgent' | 'deviceToken' | 'setDeviceToken'>> = {},
): TestContext {
  const tokens: (string | null)[] = [];
  const { env, db, clock, live, mailer, texter, log } = services;
  return {
    env,
    db,
    clock,
    live,
    mailer,
    texter,
    log,
    viewer,
    language: 'en',
    address: '192.0.2.1',
    userAgent: 'test',
    requestId: newId(),
    tokens,
    deviceToken: null,
    setDeviceToken: () => undefined,
    setSessionToken: (token) => void tokens.push(token),
    ...request,
  };
}

let people = 0;

/**
 * Creates a person who is not signed in. Such a person is enough for services, which need only the viewer's identity.
 */
export async function newViewer(
  services: Services,
  roles: PlatformRole[] = [],
  name = '陈小红',
): Promise<ViewerSession> {
  people += 1;
  const { id } = await createAccount(services, {
    email: `person${people}@example.test`,
    password: 'a-good-password',
    name,
    roles,
  });
  return { userId: id, sessionId: 'none', name, roles: new Set(roles) };
}

export interface RunningApp extends App {
  readonly url: string;
  stop(): Promise<void>;
}

/** Runs a complete server on a free port with its own database. */
export async function runApp(settings: Record<string, string> = {}, clock?: Clock): Promise<RunningApp> {
  const folder = temporaryFolder();
  const env = testEnv(folder.path, settings);
  // A folder that a test names may hold a database already, or the server must create it.
  if (settings.DATA_DIR === undefined) await writeEmptyDatabase(env.sqliteFile);
  const app = await createApp({ env, clock });
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
