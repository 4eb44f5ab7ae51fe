import type { Logger } from 'pino';
import type { Database, Tx } from './database.js';

/** A column that holds what others say, as searches compare it. Services write it; this is how it is made anew, and checked. */
export interface SearchColumn {
  readonly table: string;
  /** The primary key, by which rows are gone through. */
  readonly key: string;
  readonly column: string;
  /** What it is made of, as expressions of SQL. The table goes by the name of t. */
  readonly sources: readonly string[];
  /** What the sources need besides: `JOIN … ON …`. */
  readonly join?: string;
  /** What the column holds for a row with these sources. */
  spell(...sources: (string | null)[]): string;
  /** The form of what `spell` makes. */
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
 * Makes the columns whose form is not that of this program anew, and those of rows that an older program wrote meanwhile. Only what
 * differs is written, a batch in a transaction: several servers may do this at once, and go on where one was stopped.
 */
export async function refreshSearchColumns(db: Database, columns: readonly SearchColumn[], log: Logger): Promise<void> {
  const versions = new Map((await db.read.query<{ search_column: string; version: number | string }[]>('SELECT search_column, version FROM search_versions')).map((row) => [row.search_column, Number(row.version)]));
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

async function refreshBatch(tx: Tx, column: SearchColumn, after: string, onlyMissing: boolean): Promise<{ last: string | undefined; changed: number }> {
  const rows = await readRows((sql, values) => tx.manager.query(sql, values), column, after, `${onlyMissing ? ` AND t.${column.column} IS NULL` : ''}`, tx.forUpdate);
  const different = rows.filter(({ stored, spelled }) => stored !== spelled);
  for (let start = 0; start < different.length; start += ROWS_PER_UPDATE) {
    const some = different.slice(start, start + ROWS_PER_UPDATE);
    const keys = some.map(({ key }) => key);
    tx.defer(
      `UPDATE ${column.table} SET ${column.column} = CASE ${column.key} ${some.map(() => 'WHEN ? THEN ?').join(' ')} END WHERE ${column.key} IN (${some.map(() => '?').join(', ')})`,
      [...some.flatMap(({ key, spelled }) => [key, spelled]), ...keys],
    );
  }
  return { last: rows.length < ROWS_AT_ONCE ? undefined : rows.at(-1)!.key, changed: different.length };
}

async function readRows(query: (sql: string, values: string[]) => Promise<unknown>, { table, key, column, sources, join = '', spell }: SearchColumn, after: string, where: string, lock: string): Promise<StoredRow[]> {
  const rows = (await query(
    `SELECT t.${key} AS row_key, t.${column} AS stored, ${sources.map((source, index) => `${source} AS source${index}`).join(', ')}
     FROM ${table} t ${join} WHERE t.${key} > ?${where} ORDER BY t.${key} LIMIT ${ROWS_AT_ONCE}${lock}`,
    [after],
  )) as Record<string, string | null>[];
  return rows.map((row) => ({ key: row.row_key!, stored: row.stored!, spelled: spell(...sources.map((_, index) => row[`source${index}`]!)) }));
}

/** Servers that start together may write the same. */
const noteVersion = (db: Database, name: string, version: number): Promise<void> =>
  db.transact(async (tx) => {
    tx.defer('DELETE FROM search_versions WHERE search_column = ?', [name]);
    tx.defer('INSERT INTO search_versions (search_column, version) VALUES (?, ?)', [name, version]);
  });

/** Rows whose column holds something else than a search looks for. One that holds nothing yet is filled when a server starts. */
export async function findMisspelled(db: Database, column: SearchColumn): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (let after = ''; ;) {
    const rows = await readRows((sql, values) => db.read.query(sql, values), column, after, ` AND t.${column.column} IS NOT NULL`, '');
    found.push(...rows.filter(({ stored, spelled }) => stored !== spelled).map(({ key, stored, spelled }) => ({ [column.key]: key, stored, spelled })));
    if (rows.length < ROWS_AT_ONCE) return found;
    after = rows.at(-1)!.key;
  }
}
