import type { Logger } from 'pino';
import type { Database } from './db/database.js';
import { blindIndexes, open, seal, type DataKeys } from './lib/sealed.js';

/** A column whose values are sealed. A module declares it, and a change of the keys seals every row again. */
export interface SealedColumn {
  readonly table: string;
  /** The column that identifies a row. */
  readonly key: string;
  readonly column: string;
  /** A column of an earlier version that has the value in the clear. It is emptied. */
  readonly plain?: string;
  /** A column by which equal values are found, and the text that its keyed digest is made of. */
  readonly index?: {
    readonly column: string;
    readonly with: string;
    readonly text: (value: string, other: string) => string;
  };
}

/** Names the column in everything that is sealed for it, so that a text cannot be moved to another column. */
export const placeOf = ({ table, column }: Pick<SealedColumn, 'table' | 'column'>): string => `${table}.${column}`;

const AT_ONCE = 200;

type Row = Record<'id' | 'sealed' | 'plain' | 'other', string | null>;

/**
 * Seals with the present key every value that another key sealed or that an earlier version stored in the clear. It runs
 * before the server takes requests, so that a returning guest is always found by one form of the index.
 */
export async function refreshSealedColumns(
  db: Database,
  keys: DataKeys,
  columns: readonly SealedColumn[],
  log: Logger,
): Promise<void> {
  for (const sealed of columns) {
    let count = 0;
    for (let rows = AT_ONCE; rows === AT_ONCE; count += rows) rows = await refreshBatch(db, keys, sealed);
    if (count > 0) log.info({ column: placeOf(sealed), rows: count }, 'sealed with the present data key');
  }
}

function refreshBatch(db: Database, keys: DataKeys, sealed: SealedColumn): Promise<number> {
  const { table, key, column, plain, index } = sealed;
  const place = placeOf(sealed);
  return db.transact(async ({ manager }) => {
    const rows = await manager.query<Row[]>(
      `SELECT ${key} AS id, ${column} AS sealed, ${plain ?? 'NULL'} AS plain, ${index?.with ?? 'NULL'} AS other FROM ${table}
       WHERE ${column} NOT LIKE ?${plain === undefined ? '' : ` OR ${plain} IS NOT NULL`} LIMIT ${AT_ONCE}`,
      [`v1.${keys[0].id}.%`],
    );
    /** The keyed digest of a row; null when a node of another version has given it to another row already. */
    const freeIndex = async ({ id, sealed: text, plain: clear, other }: Row): Promise<string | null> => {
      const value = text === null ? clear! : open(keys, text, place);
      const digest = blindIndexes(keys, index!.text(value, other ?? ''), place)[0];
      const taken = await manager.query<unknown[]>(
        `SELECT 1 FROM ${table} WHERE ${index!.column} = ? AND ${key} <> ?`,
        [digest, id],
      );
      return taken.length === 0 ? digest : null;
    };
    for (const row of rows) {
      const value = row.sealed === null ? row.plain! : open(keys, row.sealed, place);
      const changes: Record<string, string | null> = { [column]: seal(keys, value, place) };
      if (plain !== undefined) changes[plain] = null;
      if (index !== undefined) changes[index.column] = await freeIndex(row);
      await manager.query(
        `UPDATE ${table} SET ${Object.keys(changes)
          .map((name) => `${name} = ?`)
          .join(', ')} WHERE ${key} = ?`,
        [...Object.values(changes), row.id],
      );
    }
    return rows.length;
  });
}
