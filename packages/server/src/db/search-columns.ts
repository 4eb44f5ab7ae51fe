import type { Logger } from 'pino';
import type { Database, Tx } from './database.js';
import { sqlIn } from './rows.js';

/**
 * A column that holds a row's searchable text, derived from other columns in the form that searches compare. Services
 * write it. This declaration says how to rebuild and check it.
 */
export interface SearchColumn {
  readonly table: string;
  /** The primary key. Rows are read in its order. */
  readonly key: string;
  readonly column: string;
  /** The SQL expressions from which the column is derived. The table's alias is t. */
  readonly sources: readonly string[];
  /** A join that the sources need: `JOIN … ON …`. */
  readonly join?: string;
  /** Returns the column's text for a row with these sources. */
  spell(...sources: (string | null)[]): string;
  /** The version of the form that `spell` returns. */
  readonly version: number;
}

interface StoredRow {
  readonly key: string;
  readonly stored: string | null;
  readonly spelled: string;
}

const ROWS_AT_ONCE = 500;
const ROWS_PER_UPDATE = 100;

/**
 * Rebuilds columns whose form is not this program's version, and fills rows that an older program wrote meanwhile. Only
 * rows that differ are written, one batch per transaction. So several servers may run it at once, and a later run
 * continues where one was stopped.
 */
export async function refreshSearchColumns(db: Database, columns: readonly SearchColumn[], log: Logger): Promise<void> {
  const versions = new Map(
    (
      await db.read.query<{ search_column: string; version: number | string }[]>(
        'SELECT search_column, version FROM search_versions',
      )
    ).map((row) => [row.search_column, Number(row.version)]),
  );
  for (const column of columns) {
    const name = `${column.table}.${column.column}`;
    const current = versions.get(name) === column.version;
    let count = 0;
    for (let after = ''; ;) {
      const { last, changed } = await db.transact((tx) => refreshBatch(tx, column, after, current));
      count += changed;
      if (last === undefined) break;
      after = last;
    }
    if (count > 0) log.info({ column: name, rows: count }, 'texts for searches were made anew');
    if (!current) await noteVersion(db, name, column.version);
  }
}

async function refreshBatch(
  tx: Tx,
  column: SearchColumn,
  after: string,
  onlyMissing: boolean,
): Promise<{ last: string | undefined; changed: number }> {
  const rows = await readRows(
    (sql, values) => tx.manager.query(sql, values),
    column,
    after,
    `${onlyMissing ? ` AND t.${column.column} IS NULL` : ''}`,
    tx.forUpdate,
  );
  const different = rows.filter(({ stored, spelled }) => stored !== spelled);
  for (let start = 0; start < different.length; start += ROWS_PER_UPDATE) {
    const some = different.slice(start, start + ROWS_PER_UPDATE);
    const keys = some.map(({ key }) => key);
    tx.defer(
      `UPDATE ${column.table} SET ${column.column} = CASE ${column.key} ${some.map(() => 'WHEN ? THEN ?').join(' ')} END WHERE ${sqlIn(column.key, some)}`,
      [...some.flatMap(({ key, spelled }) => [key, spelled]), ...keys],
    );
  }
  return { last: rows.length < ROWS_AT_ONCE ? undefined : rows.at(-1)!.key, changed: different.length };
}

async function readRows(
  query: (sql: string, values: string[]) => Promise<unknown>,
  { table, key, column, sources, join = '', spell }: SearchColumn,
  after: string,
  where: string,
  lock: string,
): Promise<StoredRow[]> {
  const rows = (await query(
    `SELECT t.${key} AS row_key, t.${column} AS stored, ${sources.map((source, index) => `${source} AS source${index}`).join(', ')}
     FROM ${table} t ${join} WHERE t.${key} > ?${where} ORDER BY t.${key} LIMIT ${ROWS_AT_ONCE}${lock}`,
    [after],
  )) as Record<string, string | null>[];
  return rows.map((row) => ({
    key: row.row_key!,
    stored: row.stored!,
    spelled: spell(...sources.map((_, index) => row[`source${index}`]!)),
  }));
}

/** Records the version. Servers that start together may record the same one, so the old row is deleted first. */
const noteVersion = (db: Database, name: string, version: number): Promise<void> =>
  db.transact(async (tx) => {
    tx.defer('DELETE FROM search_versions WHERE search_column = ?', [name]);
    tx.defer('INSERT INTO search_versions (search_column, version) VALUES (?, ?)', [name, version]);
  });

/**
 * Returns the rows whose column differs from what `spell` returns. Empty columns are left out, because a server fills
 * them when it starts.
 */
export async function findStaleSearchTexts(db: Database, column: SearchColumn): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (let after = ''; ;) {
    const rows = await readRows(
      (sql, values) => db.read.query(sql, values),
      column,
      after,
      ` AND t.${column.column} IS NOT NULL`,
      '',
    );
    found.push(
      ...rows
        .filter(({ stored, spelled }) => stored !== spelled)
        .map(({ key, stored, spelled }) => ({ [column.key]: key, stored, spelled })),
    );
    if (rows.length < ROWS_AT_ONCE) return found;
    after = rows.at(-1)!.key;
  }
}
