import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import type { DatabaseKind } from './tests/support/database.ts';

/** Rules and arithmetic of the tests themselves. */
const UNIT = 'tests/**/*.unit.test.ts';
/** What compares lists with what they list: rows of tests, words of both languages, addresses of pages. */
const TABLES = [
  'tests/tables/**/*.test.ts',
  'packages/web/src/locales/locales.test.ts',
  'packages/web/src/app/section.test.ts',
];
const MARIADB = 'tests/support/mariadb.setup.ts';

/**
 * `scripts/test.mjs` puts temporary folders into memory. What proves that acknowledged gifts survive a kill waits for
 * a real disk, as the product does: the kill has to meet commits that wait.
 */
const ON_DISK: Record<string, string> =
  process.env.DISK_TMPDIR === undefined ? {} : { TMPDIR: process.env.DISK_TMPDIR };

/**
 * What is transformed is kept for one run only. vitest 4.1.12 goes on to use what it kept of a module with
 * `import.meta.glob<T>(…)` when other files match by now (findings/vitest-module-cache-keeps-typed-globs.sh).
 */
const TRANSFORMED = join(tmpdir(), `hongchuang-vitest-${process.pid}`);
// Each project reads this file again, in the same process.
const holder = globalThis as { removesTransformed?: true };
if (holder.removesTransformed === undefined) {
  holder.removesTransformed = true;
  process.on('exit', () => rmSync(TRANSFORMED, { recursive: true, force: true }));
}

const project = (name: string, test: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration => ({
  extends: true,
  test: { name, ...test },
});

/**
 * Stories that run on one database, because the other one would prove the same: who may do what and what a refusal
 * costs is decided before a query, and MariaDB alone refuses values of its own accord, such as a text that is too long.
 * The rows of one module (`TABLES`) run on both. What a mail server, a letter, a signature, a picture, the file of a bank
 * or the size of a request decides is no matter of the database.
 */
const ON_OTHER: Record<DatabaseKind, readonly string[]> = {
  sqlite: ['bad-input'],
  mariadb: [
    'access',
    'refusals',
    'silent-mail',
    'mail-of-strangers',
    'passkeys',
    'payments-alipay',
    'payments-certificates',
    'developers',
    'limits',
    'sharing',
    'statement-rows',
  ],
};

/** Makes the passwords of stories cheap. */
const CHEAP_PASSWORDS = {
  resolve: { alias: { '@node-rs/argon2': `${import.meta.dirname}/tests/support/cheap-argon2.ts` } },
};

/** The same tests on each database: a difference between the two is a fault of ours. */
const onEach = (name: 'stories' | 'live', database: DatabaseKind) => ({
  ...CHEAP_PASSWORDS,
  ...project(`${name}-${database}`, {
    include: [`tests/${name}/**/*.test.ts`],
    exclude: [
      ...configDefaults.exclude,
      ...(process.env.TABLES === undefined ? ON_OTHER[database].map((story) => `tests/stories/${story}.test.ts`) : []),
    ],
    provide: { database },
    globalSetup: database === 'mariadb' ? [MARIADB] : [],
    // Hundreds of gifts are hundreds of commits, and on a busy disk each of them waits.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  }),
});

/**
 * These tests run the built product in processes of its own, under load. They run after all others, because a page or a
 * story beside a load test proves nothing about either.
 */
const processes = (name: 'crash' | 'scenarios', database: DatabaseKind, env: Record<string, string> = {}) =>
  project(`${name}-${database}`, {
    env,
    sequence: { groupOrder: 1 },
    include: [`tests/${name}/**/*.test.ts`],
    exclude: [...configDefaults.exclude, UNIT],
    provide: { database },
    testTimeout: 300_000,
    hookTimeout: 300_000,
  });

/**
 * Each story of the pages runs on one database, because the stories prove that the server does the same on both. The
 * story of the full desks runs on MariaDB: its lists, bulk work and order by time depend on the database most.
 */
const ON_MARIADB = ['tests/browser/desks.test.ts'];
const browser = (database: DatabaseKind) => ({
  ...CHEAP_PASSWORDS,
  ...project(`browser-${database}`, {
    include: database === 'mariadb' ? ON_MARIADB : ['tests/browser/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(database === 'mariadb' ? [] : ON_MARIADB)],
    provide: { database },
    globalSetup: database === 'mariadb' ? [MARIADB] : [],
    testTimeout: 180_000,
    hookTimeout: 180_000,
  }),
});

export default defineConfig({
  // graphql ships as CommonJS and as ES modules; two copies in one process refuse each other's schemas, so both meet in
  // the file that Node itself would load.
  resolve: {
    alias: [
      { find: /^graphql$/, replacement: 'graphql/index.js' },
      // The demo runs on the built server, and its tests on the sources: one process must not hold two servers.
      { find: /^@hongchuang\/server\/(.*)\.js$/, replacement: `${import.meta.dirname}/packages/server/src/$1.ts` },
    ],
  },
  test: {
    // Two: the size of the machine that has to be fast enough, and a laptop stays usable. Three save a tenth of the time
    // on two cores, and pages then wait so long that stories fail.
    maxWorkers: 2,
    // The files that one worker runs share its modules: loading and transforming the server takes seconds, and every
    // file begins with a server or services of its own.
    isolate: false,
    // Each project has a transformer of its own. They share what one of them has transformed in this run.
    experimental: { fsModuleCache: true, fsModuleCachePath: TRANSFORMED },
    restoreMocks: true,
    globalSetup: ['tests/support/templates.setup.ts'],
    // Limits are for what hangs. Real disks, sockets and password hashes need their time on a busy machine.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Focus marks are for the desk: one that is left behind would silence every other test.
    allowOnly: false,
    // Two workers take the files of all projects, project by project, so that no core waits for the end of a project.
    // Only the projects under load come after all others.
    projects: [
      project('unit', {
        exclude: [...configDefaults.exclude, ...TABLES],
        include: ['packages/**/src/**/*.test.{ts,tsx}', 'packages/verifier/*.test.mjs', 'scripts/**/*.test.mjs', UNIT],
      }),
      // `pnpm check` runs it, so what is missing is told at once, and not by a story.
      project('tables', { include: TABLES }),
      project('contract', { include: ['tests/contract/**/*.test.ts'], provide: { database: 'sqlite' } }),
      project('property', { include: ['tests/property/*.test.ts'] }),
      browser('mariadb'),
      browser('sqlite'),
      onEach('stories', 'mariadb'),
      // What is cut, delayed and reset on the way to a database server: SQLite has no way to one.
      project('faults', {
        include: ['tests/faults/**/*.test.ts'],
        provide: { database: 'mariadb' },
        globalSetup: [MARIADB],
        testTimeout: 120_000,
      }),
      onEach('live', 'mariadb'),
      onEach('stories', 'sqlite'),
      onEach('live', 'sqlite'),
      processes('crash', 'mariadb', ON_DISK),
      processes('scenarios', 'mariadb'),
      processes('crash', 'sqlite', ON_DISK),
      processes('scenarios', 'sqlite'),
    ],
  },
});
