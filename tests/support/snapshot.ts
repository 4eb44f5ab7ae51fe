import { createHash } from 'node:crypto';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { TestApp } from './app.ts';

/**
 * The tables that every request may change, even a refused one: sessions, known browsers and counts of limits. The jobs renew their
 * leases, delete challenges of passkeys that are over and try webhooks at the same time as requests.
 */
const OF_ASKING = [
  'sessions',
  'limit_counts',
  'sign_in_devices',
  'job_leases',
  'passkey_challenges',
  'webhook_attempts',
];
/** The tables of the tree over the trace, and the heads over both trees. A job fills them from the entries. */
const OF_TRACE_TREE = /^(?:trace_(?:leaves|nodes|heads|tree)|joint_heads)$/;
/** A refused request may leave these entries in the trace: that somebody failed to prove who they are. */
const FAILURES = "'SIGN_IN_FAILED', 'PASSWORD_REFUSED', 'FACTOR_REFUSED'";

const rowsOf = (table: string): string =>
  table === 'trace_entries' ? `SELECT * FROM ${table} WHERE kind NOT IN (${FAILURES})` : `SELECT * FROM ${table}`;

/** The columns in which jobs count how often they have asked a payment provider or a webhook, and when they ask next. */
const OF_JOBS: Readonly<Record<string, readonly string[]>> = {
  online_payments: ['next_query_at', 'queries', 'locks'],
  online_refunds: ['next_try_at', 'tries', 'locks'],
  webhook_deliveries: ['state', 'attempts', 'due_at'],
  webhooks: ['failing_since'],
};
const withoutJobs = (table: string, row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([name]) => OF_JOBS[table]?.includes(name) !== true));

/** Every table except those of `OF_ASKING`, with the number of its rows and a digest of their contents. */
export type Snapshot = Record<string, string>;

/**
 * Waits until all due notifications are sent and all works have ended. The server does both outside the requests, and a
 * snapshot has to compare the effects of requests only.
 */
async function settle(app: TestApp): Promise<void> {
  for (;;) {
    await app.server.tick();
    const [due] = await app.db.read.query<{ n: number | string }[]>(
      "SELECT (SELECT COUNT(*) FROM notice_events WHERE due_at IS NOT NULL) + (SELECT COUNT(*) FROM notices WHERE mail_due_at IS NOT NULL) + (SELECT COUNT(*) FROM works WHERE state = 'RUNNING') AS n",
    );
    if (Number(due!.n) === 0) return;
    // SQLite queries do not leave the current turn of the event loop, in which no work could go on.
    await endOfTurn();
  }
}

export async function snapshotOf(app: TestApp): Promise<Snapshot> {
  await settle(app);
  const names =
    app.database === 'sqlite'
      ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
      : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name';
  const tables = (await app.db.read.query<{ name: string }[]>(names))
    .map(({ name }) => name)
    .filter((name) => !OF_ASKING.includes(name) && !OF_TRACE_TREE.test(name));
  if (tables.length < 10)
    throw new Error(`Only ${tables.length} tables found: mend the query above, or nothing is compared.`);
  const contents = await Promise.all(
    tables.map((table) => app.db.read.query<Record<string, unknown>[]>(rowsOf(table))),
  );
  return Object.fromEntries(
    tables.map((table, index) => {
      const rows = contents[index]!.map((row) => JSON.stringify(withoutJobs(table, row))).sort();
      return [table, `${rows.length} rows, ${createHash('sha256').update(rows.join('\n')).digest('hex').slice(0, 12)}`];
    }),
  );
}
