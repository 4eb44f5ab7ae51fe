// The built product as a process of its own, on a temporary data folder: for benchmarks and screenshots.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../scripts/lib/ports.mjs';
import { root, runNode } from '../../scripts/lib/run.mjs';
import { DEMO_ARGS, SERVER_ARGS } from '../../scripts/lib/server-process.mjs';
import { createDatabase } from './mysql.mjs';
import { RAISED_LIMITS } from './raised-limits.mjs';

const START_TIMEOUT_MS = 120_000;
/** The invariants over half a million gifts take minutes. */
const COMMAND_TIMEOUT_MS = 30 * 60_000;
const DEMO_PASSWORD = 'hongchuang-demo';

/**
 * Starts the product and waits until it responds. `mariadb` is a running server of scripts/lib/mariadb.mjs; without it
 * the product uses SQLite. `demo` starts it with the demo. `kill` ends the process without a warning, and `launch` starts it again on the files that
 * the killed process left.
 */
export async function startProduct({ mariadb, demo = false, env = {}, nodeOptions = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'hc-product-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    NODE_ENV: 'development',
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: url,
    DATA_DIR: folder,
    LOG_LEVEL: 'warn',
    LIMITS: RAISED_LIMITS,
    DATABASE_URL: mariadb === undefined ? '' : (await createDatabase(mariadb.urlOf('{database}'))).url,
    ...env,
  };
  let child;
  let ended;
  let output = '';
  const killNow = () => child?.kill('SIGKILL');
  process.on('exit', killNow);
  const launch = () => {
    child = spawn(process.execPath, [...nodeOptions, ...(demo ? DEMO_ARGS : SERVER_ARGS)], {
      cwd: root,
      env: { ...process.env, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output = (output + chunk).slice(-20_000);
      });
    ended = new Promise((resolve) => child.on('exit', (code) => resolve(code)));
  };
  const untilReady = async () => {
    const deadline = Date.now() + START_TIMEOUT_MS;
    for (;;) {
      const ready = await fetch(`${url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (ready) return;
      if (child.exitCode !== null || Date.now() > deadline) throw new Error(`The server did not start:\n${output}`);
      await sleep(100);
    }
  };
  const stop = async () => {
    process.off('exit', killNow);
    child.kill('SIGTERM');
    const hard = setTimeout(killNow, 15_000);
    await ended;
    clearTimeout(hard);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const kill = async () => {
    killNow();
    await ended;
  };
  /** Runs the server's command line on the same database. */
  const command = async (...words) => {
    const { code, output: said } = await runNode(['packages/server/dist/cli.js', ...words], {
      env: settings,
      timeoutMs: COMMAND_TIMEOUT_MS,
    });
    if (code !== 0) throw new Error(`cli ${words.join(' ')} failed:\n${said}`);
  };
  /** Copies the SQLite file as it stands, with its tables and without its triggers. */
  const copyDatabase = async (file) => {
    rmSync(file, { force: true });
    const { default: Libsql } = await import('libsql');
    const original = new Libsql(join(folder, 'hongchuang.sqlite'));
    original.exec(`VACUUM INTO '${file}'`);
    original.close();
  };
  launch();
  try {
    await untilReady();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    get pid() {
      return child.pid;
    },
    folder,
    databaseUrl: settings.DATABASE_URL,
    stop,
    kill,
    launch,
    untilReady,
    output: () => output,
    command,
    copyDatabase,
  };
}

/**
 * Sends one operation with the session of `cookie`; throws when it is refused. Returns the data and the newest cookie.
 */
export async function send(url, query, variables, cookie) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(`Refused: ${JSON.stringify(errors)}\n${query}\n${JSON.stringify(variables)}`);
  const set = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { data, cookie: set || cookie };
}

const cookieOf = async (url, query, variables) => (await send(url, query, variables)).cookie;

/** Signs a new person up; returns the cookie of the session. */
export const signUp = (url, email, name) =>
  cookieOf(url, 'mutation SignUp($input: SignUpInput!) { signUp(input: $input) { id } }', {
    input: { email, name, password: 'a-good-password' },
  });

/** Signs one of the demo's people in; returns the cookie of the session. */
export const signIn = (url, email, password = DEMO_PASSWORD) =>
  cookieOf(
    url,
    'mutation SignIn($email: String!, $password: String!) { signIn(email: $email, password: $password) { id } }',
    { email, password },
  );
