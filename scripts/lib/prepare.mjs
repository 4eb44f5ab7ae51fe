// Prepares a clone so that the server can start. Only steps whose inputs changed since the last time are run.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root, run, runNode } from './run.mjs';
import { done, fail, say, seconds } from './say.mjs';

const at = (...parts) => join(root, ...parts);
// Stamps are in node_modules. Deleting that folder deletes the stamps as well, so the steps run again.
const stampFile = (name) => at('node_modules', '.hongchuang', `${name}.sha256`);
const skipped = new Set(['node_modules', 'dist', 'dist-server', '.git', '.artifacts', 'coverage']);

function* filesUnder(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (skipped.has(entry.name) || entry.name.endsWith('.tsbuildinfo')) continue;
    const child = join(path, entry.name);
    if (entry.isDirectory()) yield* filesUnder(child);
    else yield child;
  }
}

/** Hashes contents and not times, so that a fresh clone, a branch switch and a copied folder get the right result. */
export function fingerprint(paths) {
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}\n`);
  for (const path of paths) {
    for (const file of filesUnder(at(path))) {
      hash
        .update(`${relative(root, file)}\n`)
        .update(readFileSync(file))
        .update('\n');
    }
  }
  return hash.digest('hex');
}

const readStamp = (name) => (existsSync(stampFile(name)) ? readFileSync(stampFile(name), 'utf8') : '');
function writeStamp(name, value) {
  mkdirSync(at('node_modules', '.hongchuang'), { recursive: true });
  writeFileSync(stampFile(name), value);
}

/** Runs one step. It is skipped when its inputs are unchanged and its outputs still exist. */
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

const manifests = [
  'package.json',
  'packages/schema/package.json',
  'packages/demo/package.json',
  'packages/server/package.json',
  'packages/web/package.json',
  'tests/package.json',
];

export const install = () =>
  step({
    name: 'install',
    title: 'Installing packages',
    inputs: ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests],
    outputs: [
      'node_modules/.pnpm',
      'packages/demo/node_modules',
      'packages/server/node_modules',
      'packages/web/node_modules',
      'packages/schema/node_modules',
      'tests/node_modules',
    ],
    // Nobody can answer a prompt here, so pnpm must not ask before it replaces a node_modules of another package
    // manager.
    work: () =>
      run(
        process.platform === 'win32' ? 'npx.cmd' : 'npx',
        ['--yes', 'pnpm@12', 'install', '--frozen-lockfile', '--config.confirm-modules-purge=false'],
        // NODE_ENV=production would leave out the packages that build the product. npx and pnpm retry when the registry
        // does not respond.
        {
          timeoutMs: 15 * 60_000,
          env: { NODE_ENV: '', npm_config_fetch_retries: '5', pnpm_config_fetch_retries: '5' },
        },
      ),
  });

export const tsc = (args, options) => runNode([at('node_modules', 'typescript', 'bin', 'tsc'), ...args], options);

export const buildServer = () =>
  step({
    name: 'server',
    title: 'Building the server',
    inputs: ['pnpm-lock.yaml', 'tsconfig.base.json', 'packages/server'],
    outputs: ['packages/server/dist/main.js'],
    async work() {
      // A renamed or deleted source file must not stay in dist, where its entities and migrations would still be found.
      rmSync(at('packages/server/dist'), { recursive: true, force: true });
      for (const name of ['tsconfig', 'tsconfig.build'])
        rmSync(at(`packages/server/${name}.tsbuildinfo`), { force: true });
      return tsc(['-p', 'packages/server/tsconfig.build.json']);
    },
  });

/** The demo is compiled against the built server. */
export const buildDemo = () =>
  step({
    name: 'demo',
    title: 'Building the demo',
    inputs: ['pnpm-lock.yaml', 'tsconfig.base.json', 'packages/server', 'packages/demo'],
    outputs: ['packages/demo/dist/main.js'],
    async work() {
      rmSync(at('packages/demo/dist'), { recursive: true, force: true });
      return tsc(['-p', 'packages/demo/tsconfig.build.json']);
    },
  });

export const buildWeb = () =>
  step({
    name: 'web',
    title: 'Building the web pages',
    inputs: ['pnpm-lock.yaml', 'tsconfig.base.json', 'packages/web', 'packages/schema'],
    outputs: ['packages/web/dist/index.html', 'packages/web/dist-server/site.js'],
    work: () =>
      runNode([at('packages/web/node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
        cwd: at('packages/web'),
      }),
  });

export async function prepare() {
  const startedAt = Date.now();
  const worked = [await install(), await buildServer(), await buildDemo(), await buildWeb()].some(Boolean);
  done(
    worked ? `Ready to start (${seconds(startedAt)})` : `Everything is built and up to date (${seconds(startedAt)})`,
  );
}

/** For scripts that end at the first failed step: prints the error once and sets exit code 1. */
export function stopWith(error) {
  console.error(error.shown ?? error.stack ?? String(error));
  process.exit(1);
}
