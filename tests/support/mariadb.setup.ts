import type { TestProject } from 'vitest/node';
import { startMariadb } from '../../scripts/lib/mariadb.mjs';

// Several projects of one run may need MariaDB, and they share one server. Each project loads this file for itself, so
// the shared state has to live on globalThis.
interface Shared {
  users: number;
  server: ReturnType<typeof startMariadb>;
}
const holder = globalThis as { hongchuangMariadb?: Shared };

export default async function setup(project: TestProject) {
  // `vitest list` runs no test. It counts the tests of machines that have no MariaDB.
  if (process.env.LIST_ONLY === 'true') return undefined;
  const shared = (holder.hongchuangMariadb ??= { users: 0, server: startMariadb() });
  shared.users += 1;
  const server = await shared.server;
  project.provide('mariadbUrl', server.urlOf('{database}'));
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    delete holder.hongchuangMariadb;
    await server.stop();
  };
}
