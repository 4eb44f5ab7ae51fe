import type { Tx } from './database.js';

/**
 * Adds `amounts` to the counters in the row of `table` with `key`, making the row, with `initial`, at first use.
 * One statement, so that two writers of a new row do not both find it missing. `latest` is what the row says from now on, whatever it said before.
 */
export async function addToCounters(
  tx: Tx,
  table: string,
  key: Record<string, string | number>,
  amounts: Record<string, number>,
  initial: Record<string, string | number> = {},
  latest: Record<string, string> = {},
): Promise<void> {
  const row = { ...key, ...initial, ...amounts, ...latest };
  const columns = Object.keys(row);
  const insert = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  const added = Object.keys(amounts);
  const replaced = Object.keys(latest);
  const update =
    tx.dialect === 'mysql'
      ? `ON DUPLICATE KEY UPDATE ${[...added.map((column) => `${column} = ${column} + VALUES(${column})`), ...replaced.map((column) => `${column} = VALUES(${column})`)].join(', ')}`
      : `ON CONFLICT (${Object.keys(key).join(', ')}) DO UPDATE SET ${[...added.map((column) => `${column} = ${table}.${column} + excluded.${column}`), ...replaced.map((column) => `${column} = excluded.${column}`)].join(', ')}`;
  tx.defer(`${insert} ${update}`, Object.values(row));
}
