import type { Tx } from './database.js';

/**
 * Adds `amounts` to the counters in the row of `table` with `key`, making the row, with `initial`, at first use.
 * One statement, so that two writers of a new row do not both find it missing.
 */
export async function addToCounters(
  tx: Tx,
  table: string,
  key: Record<string, string | number>,
  amounts: Record<string, number>,
  initial: Record<string, string | number> = {},
): Promise<void> {
  const row = { ...key, ...initial, ...amounts };
  const columns = Object.keys(row);
  const insert = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  const added = Object.keys(amounts);
  const update =
    tx.dialect === 'mysql'
      ? `ON DUPLICATE KEY UPDATE ${added.map((column) => `${column} = ${column} + VALUES(${column})`).join(', ')}`
      : `ON CONFLICT (${Object.keys(key).join(', ')}) DO UPDATE SET ${added.map((column) => `${column} = ${table}.${column} + excluded.${column}`).join(', ')}`;
  tx.defer(`${insert} ${update}`, Object.values(row));
}
