import { createApp, type App } from '@hongchuang/server/app.ts';
import { runChecksTogether } from '@hongchuang/server/checks.ts';
import { parseEnv } from '@hongchuang/server/env.ts';
import { grantRole, restoreByOperator, takeRole, verifyByOperator } from '@hongchuang/server/modules/identity/index.ts';
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { freePort } from '../../scripts/lib/ports.mjs';
import { Client } from './client.ts';
import { MovableClock, STORY_BEGINS } from './clock.ts';
import { RAISED_LIMITS } from './raised-limits.mjs';
import { freshDatabase, type DatabaseKind } from './database.ts';
import { copyTables, keepTables } from './template.ts';

type PlatformRole = Parameters<typeof grantRole>[2];

export interface TestUser {
  id: string;
  name: string;
  email: string;
  password: string;
  /** A client that is signed in as this person. */
  client: Client;
}

export interface SignUpOptions {
  name?: string;
  email?: string;
  password?: string;
  roles?: `${PlatformRole}`[];
  /** Whether the address is verified at once, as the operator can do. The default is true. */
  verified?: boolean;
}

export interface TestAppOptions {
  database?: DatabaseKind;
  /** Settings that are added to the defaults or replace them, as in process.env. */
  env?: Record<string, string>;
  clock?: MovableClock;
  /** How jobs run. The default is by their timers, as in the product. */
  jobs?: 'BY_TIMER' | 'BY_TICK';
  /** The name by which browsers reach the server. Passkeys need a name; the default is an address. */
  host?: string;
  /**
   * Puts a proxy between the server and the database at this address; returns the address that the server has to use.
   */
  wire?: (databaseUrl: string) => Promise<string>;
}

export interface TestApp {
  url: string;
  database: DatabaseKind;
  jobs: NonNullable<TestAppOptions['jobs']>;
  clock: MovableClock;
  db: App['db'];
  /** The server itself, for what HTTP cannot do: tick() after moving the clock, close() to see it stop. */
  server: App;
  /** A visitor with an empty cookie jar. */
  anonymous(language?: string): Client;
  /** Signs a new person up, with a verified address and the given platform roles. */
  signUp(options?: SignUpOptions): Promise<TestUser>;
  /** Counts the address as verified, as the operator can do. */
  verifyEmail(email: string): Promise<void>;
  /** Restores a suspended account, as the operator can do. */
  restoreAccount(email: string): Promise<void>;
  /** Gives a platform role as the command line does, without a second person. */
  grant(user: { email: string }, role: `${PlatformRole}`): Promise<void>;
  /** Takes a platform role for the whole city. */
  take(user: { id: string }, role: `${PlatformRole}`): Promise<unknown>;
  /** Opens another browser of the same person: signs in anew, with its own cookie jar. */
  as(user: { email: string; password: string }): Promise<Client>;
  /** Moves the clock forward and runs all jobs that this makes due. */
  pass(ms: number): Promise<void>;
  /** Checks every invariant over the whole database; throws with the offending rows. */
  checkInvariants(): Promise<void>;
  close(): Promise<void>;
}

const SIGN_UP = 'mutation SignUp($input: SignUpInput!) { signUp(input: $input) { id name email } }';
const SIGN_IN =
  'mutation SignIn($email: String!, $password: String!) { signIn(email: $email, password: $password) { id } }';

/** Starts a whole server on a database of its own. Prefer `useTestApp`, which also cleans up. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  // A browser has a clock of its own, and the server's clock must agree with it.
  const clock = options.clock ?? new MovableClock(options.env?.WEB_DIR === undefined ? STORY_BEGINS : new Date());
  const database = await freshDatabase(options.database);
  const { host = '127.0.0.1' } = options;
  let server: App | undefined;
  try {
    await copyTables(database);
    const { DATABASE_URL } = database.env;
    if (options.wire !== undefined) database.env.DATABASE_URL = await options.wire(database.env.DATABASE_URL);
    // The port comes first because PUBLIC_URL, which links and the check of Origin need, contains it.
    const port = String(await freePort());
    const env = parseEnv({
      PORT: port,
      HOST: '127.0.0.1',
      PUBLIC_URL: `http://${host}:${port}`,
      LOG_LEVEL: 'error',
      PUBLIC_NOTICE_DAYS: '5',
      WEB_DIR: '',
      LIMITS: RAISED_LIMITS,
      ...database.env,
      ...options.env,
    });
    server = await createApp({ env, clock, jobs: options.jobs });
    // A server on a database of the test's own tells nothing about the fresh one.
    if (options.env?.DATABASE_URL === undefined)
      await keepTables({ ...database, env: { ...database.env, DATABASE_URL } });
    await server.listen();
  } catch (error) {
    await server?.close();
    await database.drop();
    throw error;
  }
  const app = server;
  const url = `http://${host}:${app.env.port}`;
  const clients = new Set<Client>();
  const newClient = (language?: string) => {
    const client = new Client(url, language);
    clients.add(client);
    return client;
  };
  return {
    url,
    database: database.kind,
    jobs: options.jobs ?? 'BY_TIMER',
    clock,
    db: app.db,
    server: app,
    anonymous: newClient,
    async signUp({ roles = [], verified = true, ...given } = {}) {
      const account = {
        name: '陈小红',
        email: `${randomBytes(6).toString('hex')}@example.test`,
        password: 'a-good-password',
        ...given,
      };
      const client = newClient();
      const { signUp } = await client.must<{ signUp: { id: string; name: string; email: string } }>(SIGN_UP, {
        input: account,
      });
      if (verified) await verifyByOperator(app, [account.email]);
      for (const role of roles) await grantRole(app, account.email, role as PlatformRole);
      return { ...account, ...signUp, client };
    },
    verifyEmail: (email) => verifyByOperator(app, [email]),
    restoreAccount: (email) => restoreByOperator(app, email),
    grant: ({ email }, role) => grantRole(app, email, role as PlatformRole),
    take: ({ id }, role) =>
      app.db.transact((tx) => takeRole(tx, { viewer: null }, id, { role: role as PlatformRole, organizationId: null })),
    async as({ email, password }) {
      const client = newClient();
      await client.must(SIGN_IN, { email, password });
      return client;
    },
    async pass(ms) {
      clock.advance(ms);
      await app.tick();
    },
    async checkInvariants() {
      const broken = (await runChecksTogether(app)).filter(({ rows }) => rows.length > 0);
      if (broken.length === 0) return;
      const lines = broken.flatMap(({ name, rows }) => [
        `- It does not hold that ${name}:`,
        ...rows.slice(0, 10).map((row) => `    ${JSON.stringify(row)}`),
        ...(rows.length > 10 ? [`    and ${rows.length - 10} more`] : []),
      ]);
      throw new Error(`The database breaks ${broken.length} invariant(s) after this test:\n${lines.join('\n')}`);
    },
    async close() {
      for (const client of clients) await client.close();
      await app.close();
      await database.drop();
    },
  };
}

/**
 * One server for all tests of a file. It starts before the first test and closes after the last. After each test every
 * invariant of the whole database has to hold. The returned app can be used inside tests and hooks.
 */
export function useTestApp(options: TestAppOptions = {}): TestApp {
  let app: TestApp | undefined;
  beforeAll(async () => {
    app = await startTestApp(options);
  });
  afterEach(async () => {
    await app?.checkInvariants();
  });
  afterAll(async () => {
    await app?.close();
  });
  return new Proxy({} as TestApp, {
    get(_target, property) {
      if (app === undefined)
        throw new Error(
          'The test server runs only inside tests and hooks; this reads it while the file is being loaded.',
        );
      return app[property as keyof TestApp];
    },
  });
}
