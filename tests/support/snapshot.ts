import { createHash } from 'node:crypto';
import type { TestApp } from './app.ts';

/** What every request may touch: that somebody asked, and how often they tried. Leases of jobs are renewed beside the requests. */
const OF_ASKING = ['sessions', 'sign_in_attempts', 'cover_uploads', 'file_uploads', 'job_leases'];

/** Every table but those of asking, with the number of its rows and a digest of what is in them. */
export type Snapshot = Record<string, string>;

/** Lets everything be told that is due to be: the server does it beside the requests, and a comparison is about these. */
async function settle(app: TestApp): Promise<void> {
  for (;;) {
    await app.server.tick();
    const [due] = await app.db.read.query<{ n: number | string }[]>('SELECT (SELECT COUNT(*) FROM notice_events WHERE due_at IS NOT NULL) + (SELECT COUNT(*) FROM notices WHERE mail_due_at IS NOT NULL) AS n');
    if (Number(due!.n) === 0) return;
  }
}

export async function snapshotOf(app: TestApp): Promise<Snapshot> {
  await settle(app);
  const names = app.database === 'sqlite'
    ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
    : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name';
  const tables = (await app.db.read.query<{ name: string }[]>(names)).map(({ name }) => name).filter((name) => !OF_ASKING.includes(name));
  if (tables.length < 10) throw new Error(`Only ${tables.length} tables found: mend the query above, or nothing is compared.`);
  const contents = await Promise.all(tables.map((table) => app.db.read.query<unknown[]>(`SELECT * FROM ${table}`)));
  return Object.fromEntries(tables.map((table, index) => {
    const rows = contents[index]!.map((row) => JSON.stringify(row)).sort();
    return [table, `${rows.length} rows, ${createHash('sha256').update(rows.join('\n')).digest('hex').slice(0, 12)}`];
  }));
}
