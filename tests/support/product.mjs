// The built product as a process of its own, on a temporary data folder: for benchmarks and screenshots.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../scripts/lib/ports.mjs';
import { root } from '../../scripts/lib/run.mjs';

const START_TIMEOUT_MS = 120_000;
export const DEMO_PASSWORD = 'hongchuang-demo';

/** Starts it and waits until it answers. `mariadb` is a running server of scripts/lib/mariadb.mjs, or nothing for SQLite. */
export async function startProduct({ mariadb, env = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'hc-product-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['--enable-source-maps', 'packages/server/dist/main.js'], {
    cwd: root,
    env: {
      ...process.env, NODE_ENV: 'development', PORT: String(port), HOST: '127.0.0.1', PUBLIC_URL: url, DATA_DIR: folder, LOG_LEVEL: 'warn',
      DATABASE_URL: mariadb?.urlOf(`hc_${randomBytes(6).toString('hex')}`) ?? '', ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { output = (output + chunk).slice(-20_000); });
  const killNow = () => child.kill('SIGKILL');
  process.on('exit', killNow);
  const ended = new Promise((resolve) => child.on('exit', (code) => resolve(code)));
  const stop = async () => {
    process.off('exit', killNow);
    child.kill('SIGTERM');
    const hard = setTimeout(killNow, 15_000);
    await ended;
    clearTimeout(hard);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const ready = await fetch(`${url}/readyz`).then(({ ok }) => ok, () => false);
    if (ready) return { url, stop };
    if (child.exitCode !== null || Date.now() > deadline) { await stop(); throw new Error(`The server did not start:\n${output}`); }
    await sleep(100);
  }
}

/** Sends one operation with the session of `cookie`; throws when it is refused. Answers data and the newest cookie. */
export async function send(url, query, variables, cookie) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(`Refused: ${JSON.stringify(errors)}\n${query}\n${JSON.stringify(variables)}`);
  const set = response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  return { data, cookie: set || cookie };
}

export async function signIn(url, email, password = DEMO_PASSWORD) {
  const { cookie } = await send(url, 'mutation SignIn($email: String!, $password: String!) { signIn(email: $email, password: $password) { id } }', { email, password });
  return cookie;
}
