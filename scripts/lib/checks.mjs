// The checks of `pnpm check`, the cheapest first, so that a failure shows early. `npm test` counts each as one test.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAudit } from './audit.mjs';
import { buildServer, tsc } from './prepare.mjs';
import { root, run, runNode } from './run.mjs';
import { drawModules } from './module-picture.mjs';
import { sourcesIn } from './sources.mjs';
import { describeChanges } from './schema-changes.mjs';

/** A registry that does not answer must not hold up the other checks. */
const AUDIT_MS = 30_000;

const at = (...parts) => join(root, ...parts);
const read = (path) => (existsSync(at(path)) ? readFileSync(at(path), 'utf8') : '');

const program = (args) => async () => {
  const { code, output } = await runNode(args);
  return { ok: code === 0, output };
};
/** What the compiler keeps between two runs, so that it checks only what a change concerns. */
const cache = (project) => at('node_modules/.cache/types', `${project.replaceAll('/', '-')}.tsbuildinfo`);
const types = (project) => async () => {
  const { code, output } = await tsc(['-p', project, '--noEmit', '--incremental', '--tsBuildInfoFile', cache(project)]);
  return { ok: code === 0, output };
};

export const schemaFile = 'packages/schema/schema.graphql';
const documentsFile = 'packages/schema/src/generated/documents.ts';
const trustedFile = 'packages/schema/src/generated/trusted-documents.json';
const connectionsFile = 'packages/schema/src/generated/connections.ts';

/** The schema that the built server serves, as sorted, documented SDL. */
export async function printServedSchema() {
  const { code, output, stdout } = await run(process.execPath, ['packages/server/dist/cli.js', 'print-schema'], {
    timeoutMs: 60_000,
  });
  if (code !== 0) throw new Error(`print-schema failed:\n${output}`);
  return stdout;
}

async function freshSchema() {
  const committed = read(schemaFile);
  const served = await printServedSchema();
  if (committed === served) return { ok: true, output: '' };
  const changes = await describeChanges(committed, served);
  const breaking = changes.filter(({ level }) => level === 'BREAKING').length;
  return {
    ok: false,
    output: [
      `${schemaFile} is not what the server serves. Run \`pnpm schema\` and commit the difference.`,
      ...(breaking > 0
        ? [
            `${breaking} of the changes break clients: announce them in CHANGELOG.md, or keep the old name beside the new one, marked @deprecated.`,
          ]
        : []),
      ...changes.map(({ level, message }) => `  ${level.padEnd(12)} ${message}`),
      ...(changes.length === 0 ? ['  Only descriptions or their order differ.'] : []),
      '',
    ].join('\n'),
  };
}

/** The generated pages of docs/, by path. */
export async function makePages() {
  const args = ['packages/server/dist/cli.js', 'print-pages'];
  const { code, output, stdout } = await run(process.execPath, args, { timeoutMs: 60_000 });
  if (code !== 0) throw new Error(`print-pages failed:\n${output}`);
  return { ...JSON.parse(stdout), 'docs/modules.md': drawModules(sourcesIn('packages/server/src/modules')) };
}

async function freshPages() {
  const stale = Object.entries(await makePages()).filter(([file, text]) => read(file) !== text);
  const names = stale.map(([file]) => file).join(' and ');
  const output =
    stale.length === 0 ? '' : `${names}: not what the code says. Run \`pnpm schema\` and commit the difference.\n`;
  return { ok: stale.length === 0, output };
}

async function freshDocuments() {
  const { generateDocuments, listConnections, trustDocuments } = await import('../../packages/schema/generate.mjs');
  try {
    const generated = await generateDocuments();
    const stale = Object.entries({
      [documentsFile]: generated,
      [trustedFile]: trustDocuments(generated),
      [connectionsFile]: listConnections(),
    }).filter(([file, text]) => read(file) !== text);
    if (stale.length === 0) return { ok: true, output: '' };
    return {
      ok: false,
      output: `${stale.map(([file]) => file).join(' and ')}: not what packages/schema/documents and the schema generate. Run \`pnpm schema\` and commit the difference.\n`,
    };
  } catch (error) {
    return {
      ok: false,
      output: `An operation in packages/schema/documents does not fit the schema:\n${error.errors?.map((one) => one.message).join('\n') ?? error.message}\n`,
    };
  }
}

export const checks = [
  {
    name: 'types: server',
    // Other checks run the built server.
    first: true,
    async work() {
      try {
        await buildServer();
      } catch (error) {
        return { ok: false, output: error.shown ?? String(error.stack) };
      }
      return { ok: true, output: '' };
    },
  },
  { name: 'types: tests beside the server', work: types('packages/server') },
  { name: 'types: demo', work: types('packages/demo') },
  { name: 'types: web', work: types('packages/web') },
  { name: 'types: tests', work: types('tests') },
  {
    name: 'format',
    work: program(['node_modules/prettier/bin/prettier.cjs', '--check', '--cache', '--log-level=warn', '.']),
  },
  { name: 'lint', work: program(['node_modules/oxlint/bin/oxlint', '--deny-warnings']) },
  { name: 'import rules', work: program(['scripts/check-imports.mjs']) },
  { name: 'schema is the served one', work: freshSchema },
  { name: 'generated documents are fresh', work: freshDocuments },
  { name: 'generated pages are fresh', work: freshPages },
  {
    name: 'every operation is tested, every word is there',
    work: program(['node_modules/vitest/vitest.mjs', 'run', '--project', 'tables', '--reporter=dot']),
  },
  {
    name: 'dependencies have no known vulnerability',
    async work() {
      return readAudit(await run('npx', ['--yes', 'pnpm@12', 'audit', '--prod', '--json'], { timeoutMs: AUDIT_MS }));
    },
  },
  { name: 'dead code', work: program(['node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints']) },
];
