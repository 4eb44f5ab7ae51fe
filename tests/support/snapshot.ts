import { createHash } from 'node:crypto';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { TestApp } from './app.ts';

/** The tables that every request may change, even a refused one: sessions, known browsers and counts of limits. */
const OF_ASKING = ['sessions', 'limit_counts', 'sign_in_devices'];
/** A refused request may leave these entries in the trace: that somebody failed to prove who they are. */
const FAILURES = "'SIGN_IN_FAILED', 'PASSWORD_REFUSED', 'FACTOR_REFUSED'";

const rowsOf = (table: string): string =>
  table === 'trace_entries' ? `SELECT * FROM ${table} WHERE kind NOT IN (${FAILURES})` : `SELECT * FROM ${table}`;

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

/**
 * Reads every table after what is due has been done. The server has to leave its jobs to `tick`, since a job that runs
 * between two snapshots changes rows that no request has changed.
 */
export async function settledSnapshotOf(app: TestApp): Promise<Snapshot> {
  if (app.jobs !== 'BY_TICK') throw new Error("Start the server of this test with jobs: 'BY_TICK'.");
  await settle(app);
  return snapshotOf(app);
}

/** Reads every table as it is now, to be compared with an earlier `settledSnapshotOf`. */
export async function snapshotOf(app: TestApp): Promise<Snapshot> {
  const names =
    app.database === 'sqlite'
      ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
      : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name';
  const tables = (await app.db.read.query<{ name: string }[]>(names))
    .map(({ name }) => name)
    .filter((name) => !OF_ASKING.includes(name));
  if (tables.length < 10)
    throw new Error(`Only ${tables.length} tables found: mend the query above, or nothing is compared.`);
  const contents = await Promise.all(
    tables.map((table) => app.db.read.query<Record<string, unknown>[]>(rowsOf(table))),
  );
  return Object.fromEntries(
    tables.map((table, index) => {
      const rows = contents[index]!.map((row) => JSON.stringify(row)).sort();
      return [table, `${rows.length} rows, ${createHash('sha256').update(rows.join('\n')).digest('hex').slice(0, 12)}`];
    }),
  );
}
