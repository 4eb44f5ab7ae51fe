// `pnpm dev`: starts the server and the web pages with the demo loaded, and rebuilds after every saved file until
// Ctrl+C.
// PORT and WEB_PORT choose the ports.
import './lib/node-version.mjs';
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { install, stopWith, tsc } from './lib/prepare.mjs';
import { root } from './lib/run.mjs';
import { DEMO_ARGS } from './lib/server-process.mjs';
import { cyan, green, red, say, seconds, yellow } from './lib/say.mjs';

const port = process.env.PORT ?? '4000';
const webPort = process.env.WEB_PORT ?? '5173';
const address = `http://127.0.0.1:${port}`;
const SETTLE_MS = 150;
const STOP_MS = 8_000;

const children = new Set();
let stopping = false;

const print = (name, colour, text) => {
  for (const line of text.trimEnd().split('\n')) console.log(`${colour(name.padEnd(6))} ${line}`);
};

function start(name, colour, args, { cwd = root, env } = {}) {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk) => print(name, colour, chunk));
  child.ended = new Promise((resolve) =>
    child.on('exit', (code, signal) => {
      children.delete(child);
      resolve(code ?? signal);
    }),
  );
  return child;
}

async function end(child) {
  if (!child || !children.has(child)) return;
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await child.ended;
  clearTimeout(hard);
}

async function stop(code) {
  if (stopping) return;
  stopping = true;
  await Promise.all([...children].map(end));
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0));
process.on('exit', () => {
  for (const child of children) child.kill('SIGTERM');
});

let server;
let rebuilding = false;
let changedAgain = false;

/** Compiles the server, and then the demo against it. Returns the first result that is not 0, or the last. */
async function compile() {
  let result;
  for (const name of ['server', 'demo']) {
    const pretty = String(Boolean(process.stdout.isTTY));
    result = await tsc(['-p', `packages/${name}/tsconfig.build.json`, '--pretty', pretty]);
    if (result.code !== 0) break;
  }
  return result;
}

/** Compiles, and replaces the running server when there is no type error; the old server keeps serving until then. */
async function rebuild() {
  if (rebuilding) {
    changedAgain = true;
    return;
  }
  rebuilding = true;
  do {
    changedAgain = false;
    const startedAt = Date.now();
    const { code, output } = await compile();
    if (stopping) return;
    if (code !== 0) {
      print('types', red, output);
      print('types', red, 'The running server stays as it was before this change.');
      continue;
    }
    print('types', yellow, `compiled (${seconds(startedAt)})`);
    await end(server);
    if (stopping) return;
    server = start('server', green, DEMO_ARGS, {
      env: { PORT: port, PUBLIC_URL: process.env.PUBLIC_URL ?? `http://127.0.0.1:${webPort}` },
    });
    const mine = server;
    void mine.ended.then((result) => {
      if (!stopping && server === mine && !rebuilding)
        print('server', red, `ended (${result}); it starts again with the next saved change.`);
    });
  } while (changedAgain);
  rebuilding = false;
}

await install().catch(stopWith);
say(`Web pages: http://127.0.0.1:${webPort}   GraphQL: ${address}/graphql   Stop with Ctrl+C.`);
await rebuild();
let settle;
for (const name of ['server', 'demo'])
  watch(join(root, 'packages', name, 'src'), { recursive: true }, () => {
    clearTimeout(settle);
    settle = setTimeout(() => void rebuild(), SETTLE_MS);
  });
const web = start(
  'web',
  cyan,
  ['node_modules/vite/bin/vite.js', '--port', webPort, '--strictPort', '--clearScreen', 'false'],
  { cwd: join(root, 'packages/web'), env: { SERVER_URL: address } },
);
void web.ended.then((result) => {
  if (!stopping) {
    print('web', red, `ended (${result})`);
    void stop(1);
  }
});
