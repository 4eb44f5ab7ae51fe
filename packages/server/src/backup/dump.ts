import { open, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { EntityManager } from 'typeorm';
import type { Services } from '../context.js';
import { sqlTime, type Dialect } from '../db/columns.js';
import { BACKUP_FORMAT, LEFT_OUT, type BackupLine, type Cell } from './format.js';

type Row = Readonly<Record<string, unknown>>;

const ROWS_A_QUERY = 2_000;
/** A multiple of three, so that the pieces of a file join to one base64 text. */
const PIECE_BYTES = 48 * 1024;
const LOGS = { ledger: 'proof_heads', trace: 'trace_heads' };

/** Returns the names of all tables, in alphabetical order. */
export async function tablesOf(manager: EntityManager, dialect: Dialect): Promise<string[]> {
  const rows = await manager.query<{ name: string }[]>(
    dialect === 'sqlite'
      ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
      : "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name",
  );
  return rows.map(({ name }) => name);
}

/** Yields the columns of a table, and then its rows in a fixed order, without loading the table into memory. */
async function* rowsOf(manager: EntityManager, dialect: Dialect, table: string): AsyncGenerator<Row> {
  if (dialect === 'mysql') {
    const keys = await manager.query<{ name: string }[]>(
      "SELECT column_name AS name FROM information_schema.key_column_usage WHERE table_schema = DATABASE() AND table_name = ? AND constraint_name = 'PRIMARY' ORDER BY ordinal_position",
      [table],
    );
    yield* await manager.queryRunner!.stream(
      `SELECT * FROM ${table} ORDER BY ${keys.map(({ name }) => name).join(', ') || '1'}`,
    );
    return;
  }
  // SQLite queries do not stream, so pages follow the key that every table has.
  for (let last = Number.MIN_SAFE_INTEGER, count = ROWS_A_QUERY; count === ROWS_A_QUERY;) {
    const rows = await manager.query<Row[]>(
      `SELECT rowid AS row_number_, ${table}.* FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ${ROWS_A_QUERY}`,
      [last],
    );
    count = rows.length;
    for (const { row_number_: number, ...row } of rows) {
      last = Number(number);
      yield row;
    }
  }
}

async function columnsOf(manager: EntityManager, dialect: Dialect, table: string): Promise<string[]> {
  const rows = await manager.query<{ name: string }[]>(
    dialect === 'sqlite'
      ? 'SELECT name FROM pragma_table_info(?) ORDER BY cid'
      : 'SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position',
    [table],
  );
  return rows.map(({ name }) => name);
}

function cellOf(table: string, column: string, value: unknown): Cell {
  if (value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value)))
    return value;
  if (value instanceof Date) return sqlTime(value);
  // libsql returns the bytes of some queries as an ArrayBuffer.
  if (value instanceof ArrayBuffer || value instanceof Uint8Array)
    return { base64: Buffer.from(value as Uint8Array).toString('base64') };
  // A value of another kind would be changed on the way, and nobody would see it before the restore.
  throw new Error(`${table}.${column} holds a value that a backup cannot hold`);
}

/** Yields the paths of all files below `folder`, relative to it. */
async function* filesBelow(folder: string, below = folder): AsyncGenerator<string> {
  const entries = await readdir(below, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = join(below, entry.name);
    if (entry.isDirectory()) yield* filesBelow(folder, path);
    else if (entry.isFile()) yield relative(folder, path).split('\\').join('/');
  }
}

/**
 * Yields the whole content of the platform as lines: every table from one snapshot of the database, and then every
 * uploaded file. Files are written before the rows that name them, so each row of the snapshot has its file.
 */
export async function* dumpLines({ db, env, clock }: Services): AsyncGenerator<BackupLine> {
  let files = 0;
  const rows: Record<string, number> = {};
  yield* fromSnapshot(db, async function* (manager) {
    const migrations = await manager.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY id');
    const heads: Record<string, { size: number; root: string } | null> = {};
    for (const [log, table] of Object.entries(LOGS)) {
      const [head] = await manager.query<{ size: number | string; root: string }[]>(
        `SELECT size, root FROM ${table} ORDER BY size DESC LIMIT 1`,
      );
      heads[log] = head === undefined ? null : { size: Number(head.size), root: head.root };
    }
    yield {
      format: BACKUP_FORMAT,
      at: clock.now().toISOString(),
      migrations: migrations.map(({ name }) => name),
      heads,
    };
    for (const table of await tablesOf(manager, db.dialect)) {
      if (LEFT_OUT.includes(table)) continue;
      const columns = await columnsOf(manager, db.dialect, table);
      rows[table] = 0;
      yield { table, columns };
      for await (const row of rowsOf(manager, db.dialect, table)) {
        rows[table] += 1;
        yield columns.map((column) => cellOf(table, column, row[column]));
      }
    }
  });
  for await (const file of filesBelow(env.uploadDir)) {
    // Unused uploads are removed now and then, also while this list is being read.
    const handle = await open(join(env.uploadDir, file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (handle === null) continue;
    files += 1;
    yield { file };
    for await (const piece of handle.createReadStream({ highWaterMark: PIECE_BYTES }))
      yield (piece as Buffer).toString('base64');
  }
  yield { end: true, rows, files };
}

/** Yields what `work` yields, within one snapshot. */
async function* fromSnapshot(
  db: Services['db'],
  work: (manager: EntityManager) => AsyncGenerator<BackupLine>,
): AsyncGenerator<BackupLine> {
  let wake: () => void = () => undefined;
  let resume: () => void = () => undefined;
  const lines: BackupLine[] = [];
  let over = false;
  let stopped = false;
  const pump = db
    .snapshot(async (manager) => {
      for await (const line of work(manager)) {
        if (stopped) return;
        lines.push(line);
        wake();
        if (lines.length >= ROWS_A_QUERY) await new Promise<void>((resolve) => (resume = resolve));
      }
    })
    .finally(() => {
      over = true;
      wake();
    });
  // The error is thrown below, where the consumer waits.
  pump.catch(() => undefined);
  try {
    for (;;) {
      const taken = lines.splice(0);
      resume();
      yield* taken;
      if (lines.length > 0) continue;
      if (over) break;
      await new Promise<void>((resolve) => (wake = resolve));
    }
    await pump;
  } finally {
    stopped = true;
    resume();
  }
}
