// Brings a clone to the point where the server can start, doing only what changed since the last time.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root, run, runNode } from './run.mjs';
import { done, fail, say, seconds } from './say.mjs';

const at = (...parts) => join(root, ...parts);
// Stamps live in node_modules: whoever deletes that folder also forgets what was done, which is then true.
const stampFile = (name) => at('node_modules', '.hongchuang', `${name}.sha256`);
const skipped = new Set(['node_modules', 'dist', '.git', '.artifacts', 'coverage']);

function* filesUnder(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) { yield path; return; }
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (skipped.has(entry.name) || entry.name.endsWith('.tsbuildinfo')) continue;
    const child = join(path, entry.name);
    if (entry.isDirectory()) yield* filesUnder(child);
    else yield child;
  }
}

/** Contents, not times: a fresh clone, a branch switch and a copied folder all get the right answer. */
export function fingerprint(paths) {
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}\n`);
  for (const path of paths) {
    for (const file of filesUnder(at(path))) {
      hash.update(`${relative(root, file)}\n`).update(readFileSync(file)).update('\n');
    }
  }
  return hash.digest('hex');
}

const readStamp = (name) => (existsSync(stampFile(name)) ? readFileSync(stampFile(name), 'utf8') : '');
function writeStamp(name, value) {
  mkdirSync(at('node_modules', '.hongchuang'), { recursive: true });
  writeFileSync(stampFile(name), value);
}

/** One step: skipped when its inputs are as last time and its outputs are still there. */
async function step({ name, title, inputs, outputs, work }) {
  const now = fingerprint(inputs);
  if (readStamp(name) === now && outputs.every((path) => existsSync(at(path)))) return false;
  say(`${title} …`);
  const startedAt = Date.now();
  rmSync(stampFile(name), { force: true });
  const { code, output } = await work();
  if (code !== 0) {
    fail(`${title} failed`);
    throw Object.assign(new Error(`${title} failed:\n${output}`), { shown: output });
  }
  writeStamp(name, now);
  done(`${title} (${seconds(startedAt)})`);
  return true;
}

const manifests = ['package.json', 'packages/schema/package.json', 'packages/server/package.json', 'packages/web/package.json', 'tests/package.json'];

export const install = () => step({
  name: 'install',
  title: 'Installing packages',
  inputs: ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests],
  outputs: ['node_modules/.pnpm', 'packages/server/node_modules', 'packages/web/node_modules', 'packages/schema/node_modules', 'tests/node_modules'],
  // Nobody is there to answer a question: pnpm must not ask before it replaces a node_modules made by something else.
  work: () => run(process.platform === 'win32' ? 'npx.cmd' : 'npx',
    ['--yes', 'pnpm@12', 'install', '--frozen-lockfile', '--config.confirm-modules-purge=false'],
    // NODE_ENV=production would leave out what builds the product. A registry that does not answer is asked again, by npx and by pnpm.
    { timeoutMs: 15 * 60_000, env: { NODE_ENV: '', npm_config_fetch_retries: '5', pnpm_config_fetch_retries: '5' } }),
});

export const tsc = (args, options) => runNode([at('node_modules', 'typescript', 'bin', 'tsc'), ...args], options);

export const buildServer = () => step({
  name: 'server',
  title: 'Building the server',
  inputs: ['pnpm-lock.yaml', 'tsconfig.base.json', 'packages/server'],
  outputs: ['packages/server/dist/main.js'],
  async work() {
    // A file that was renamed or deleted must not live on in dist, where entities and migrations would still find it.
    rmSync(at('packages/server/dist'), { recursive: true, force: true });
    for (const name of ['tsconfig', 'tsconfig.build']) rmSync(at(`packages/server/${name}.tsbuildinfo`), { force: true });
    return tsc(['-p', 'packages/server/tsconfig.build.json']);
  },
});

export const buildWeb = () => step({
  name: 'web',
  title: 'Building the web pages',
  inputs: ['pnpm-lock.yaml', 'tsconfig.base.json', 'packages/web', 'packages/schema'],
  outputs: ['packages/web/dist/index.html'],
  work: () => runNode([at('packages/web/node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], { cwd: at('packages/web') }),
});

export async function prepare() {
  const startedAt = Date.now();
  const worked = [await install(), await buildServer(), await buildWeb()].some(Boolean);
  done(worked ? `Ready to start (${seconds(startedAt)})` : `Everything is built and up to date (${seconds(startedAt)})`);
}

/** For scripts that end at the first failed step: what went wrong, once, and exit code 1. */
export function stopWith(error) {
  console.error(error.shown ?? error.stack ?? String(error));
  process.exit(1);
}
