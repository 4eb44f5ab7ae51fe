import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import type { DatabaseKind } from './tests/support/database.ts';

/** Rules and arithmetic of the tests themselves. */
const UNIT = 'tests/**/*.unit.test.ts';
const PROPERTY = 'packages/server/src/property/**';
const MARIADB = 'tests/support/mariadb.setup.ts';

/** Projects of one group run side by side, groups one after the other: a browser beside a load test would prove nothing about either. */
const project = (name: string, groupOrder: number, test: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration => ({
  extends: true,
  test: { name, sequence: { groupOrder }, ...test },
});

/** The same tests on each database: a difference between the two is a fault of ours. */
const onEach = (name: 'stories' | 'live', database: DatabaseKind, groupOrder: number) => project(`${name}-${database}`, groupOrder, {
  include: [`tests/${name}/**/*.test.ts`],
  provide: { database },
  globalSetup: database === 'mariadb' ? [MARIADB] : [],
  // Hundreds of gifts are hundreds of commits, and on a busy disk each of them waits.
  testTimeout: 120_000,
  hookTimeout: 120_000,
});

/** What runs the built product in processes of its own needs the machine for itself, and so does whoever comes after. */
const processes = (name: 'crash' | 'scenarios', database: DatabaseKind, groupOrder: number) => project(`${name}-${database}`, groupOrder, {
  include: [`tests/${name}/**/*.test.ts`],
  exclude: [...configDefaults.exclude, UNIT],
  provide: { database },
  testTimeout: 300_000,
  hookTimeout: 300_000,
});

const browser = (database: DatabaseKind, groupOrder: number, include: string[]) => project(`browser-${database}`, groupOrder, {
  include,
  provide: { database },
  globalSetup: database === 'mariadb' ? [MARIADB] : [],
  fileParallelism: false,
  testTimeout: 180_000,
  hookTimeout: 180_000,
});

export default defineConfig({
  // graphql ships as CommonJS and as ES modules; two copies in one process refuse each other's schemas, so both meet in the file that Node itself would load.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    // Two: the size of the machine that has to be fast enough, and a laptop stays usable.
    maxWorkers: 2,
    restoreMocks: true,
    // Limits are for what hangs. Real disks, sockets and password hashes need their time on a busy machine.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Focus marks are for the desk: one that is left behind would silence every other test.
    allowOnly: false,
    projects: [
      project('unit', 0, { exclude: [...configDefaults.exclude, PROPERTY], include: ['packages/**/src/**/*.test.{ts,tsx}', 'packages/verifier/*.test.mjs', 'scripts/**/*.test.mjs', UNIT] }),
      project('contract', 0, { include: ['tests/contract/**/*.test.ts'], provide: { database: 'sqlite' } }),
      onEach('stories', 'sqlite', 1),
      onEach('stories', 'mariadb', 2),
      // What is cut, delayed and reset on the way to a database server: SQLite has no way to one.
      project('faults', 2, { include: ['tests/faults/**/*.test.ts'], provide: { database: 'mariadb' }, globalSetup: [MARIADB], testTimeout: 120_000 }),
      onEach('live', 'sqlite', 3),
      onEach('live', 'mariadb', 4),
      processes('crash', 'sqlite', 5),
      processes('crash', 'mariadb', 6),
      processes('scenarios', 'sqlite', 5),
      processes('scenarios', 'mariadb', 6),
      // One at a time: each one needs both cores for Chromium and the server.
      browser('sqlite', 7, ['tests/browser/**/*.test.ts']),
      // The desks of staff, where lists, bulk work and order by time depend on the database most.
      browser('mariadb', 9, ['tests/browser/desks.test.ts', 'tests/browser/reconciliation.test.ts']),
      // Its two files take both cores for minutes.
      project('property', 8, { include: [`${PROPERTY}/*.test.ts`] }),
    ],
  },
});
