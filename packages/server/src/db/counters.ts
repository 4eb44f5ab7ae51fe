import type { Check } from './check.js';
import type { Dialect } from './columns.js';
import type { Tx } from './database.js';

/**
 * Adds `amounts` to the counters in the row of `table` with `key`. The first use creates the row, with `initial`. The
 * change is one statement, so that two writers of a new row cannot both find it missing. `latest` replaces the row's
 * values.
 */
export async function addToCounters(
  tx: Tx,
  table: string,
  key: Record<string, string | number>,
  amounts: Record<string, number>,
  initial: Record<string, string | number | null> = {},
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

/**
 * Adds to the counters in many rows of `table` with few statements. `keys` and `added` name the columns; each row has
 * the values of both, in this order. The rows have different keys.
 */
function addRowsToCounters(
  tx: Tx,
  table: string,
  keys: readonly string[],
  added: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  const columns = [...keys, ...added];
  const update =
    tx.dialect === 'mysql'
      ? `ON DUPLICATE KEY UPDATE ${added.map((column) => `${column} = ${column} + VALUES(${column})`).join(', ')}`
      : `ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${added.map((column) => `${column} = ${table}.${column} + excluded.${column}`).join(', ')}`;
  const row = `(${columns.map(() => '?').join(', ')})`;
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const some = rows.slice(start, start + ROWS_PER_STATEMENT);
    tx.defer(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${some.map(() => row).join(', ')} ${update}`,
      some.flat(),
    );
  }
}

const ROWS_PER_STATEMENT = 500;

/** Rows that are counted by some columns of a counter. */
export interface CountedRows<Key extends string, Column extends string> {
  /** SQL after FROM: the table, its joins and its conditions. */
  readonly rows: string | ((dialect: Dialect) => string);
  /** The key of the counter that counts a row: an SQL expression for each column of the key. */
  readonly key: Readonly<Record<Key, string>>;
  /** What each row adds to each column, as an SQL expression. */
  readonly adds: Readonly<Partial<Record<Column, string>>>;
}

export interface CounterDeclaration<Key extends string, Column extends string> {
  readonly table: string;
  readonly key: readonly Key[];
  readonly columns: readonly Column[];
}

type Amounts<Column extends string> = Readonly<Partial<Record<Column, number>>>;

/** Rows of sums. Each sum is updated in the same transaction as the rows that it counts. */
export interface Counter<Key extends string, Column extends string> extends CounterDeclaration<Key, Column> {
  /** Adds to the row with `key`. The first use creates the row. One statement; see `addToCounters`. */
  add(
    tx: Tx,
    key: Readonly<Record<Key, string | number>>,
    amounts: Amounts<Column>,
    initial?: Record<string, string | number | null>,
    latest?: Record<string, string>,
  ): Promise<void>;
  /**
   * Adds to many rows with different keys, in few statements. Each row has the values of the key and an amount for each
   * column, in the order of the declaration. The first use creates a row.
   */
  addRows(tx: Tx, rows: readonly (readonly (string | number)[])[]): void;
  /**
   * Adds to the existing row with `key`. `also` holds further SQL assignments. The statement's text does not depend on
   * `amounts`.
   */
  change(
    tx: Tx,
    key: Readonly<Record<Key, string | number>>,
    amounts: Readonly<Partial<Record<Column, number | undefined>>>,
    also?: string,
  ): void;
  /**
   * Returns the check that every row equals the sum of what it counts. Throws when `from` does not say what each column
   * counts.
   */
  check(name: string, from: readonly CountedRows<Key, Column>[]): Check;
}

/**
 * Declares the rows of a table as sums of other rows. Update and check are both derived from the declaration, so that
 * every column that is updated is also checked. A missing row counts as zero. A module downstream of the table may pass
 * `from` to `check`.
 */
export function defineCounter<Key extends string, Column extends string>(
  declaration: CounterDeclaration<Key, Column>,
): Counter<Key, Column> {
  const { table, key: keys, columns } = declaration;
  return {
    ...declaration,
    add: (tx, key, amounts, initial, latest) =>
      addToCounters(tx, table, key, amounts as Record<string, number>, initial, latest),
    addRows: (tx, rows) => addRowsToCounters(tx, table, keys, columns, rows),
    change(tx, key, amounts, also) {
      const assignments = columns.map((column) => `${column} = ${column} + ?`);
      tx.defer(
        `UPDATE ${table} SET ${[...assignments, ...(also === undefined ? [] : [also])].join(', ')} WHERE ${keys.map((column) => `${column} = ?`).join(' AND ')}`,
        [...columns.map((column) => amounts[column] ?? 0), ...keys.map((column) => key[column])],
      );
    },
    check(name, from) {
      for (const column of columns) {
        if (!from.some(({ adds }) => adds[column] !== undefined))
          throw new Error(`nothing says what ${table}.${column} counts`);
      }
      const side = (
        key: (column: Key) => string,
        kept: (column: Column) => string,
        counted: (column: Column) => string,
      ) =>
        [
          ...keys.map((column) => `${key(column)} AS ${column}`),
          ...columns.flatMap((column) => [
            `${kept(column)} AS kept_${column}`,
            `${counted(column)} AS counted_${column}`,
          ]),
        ].join(', ');
      const own = `SELECT ${side(String, String, () => '0')} FROM ${table}`;
      const others = (dialect: Dialect) =>
        from.map(({ rows, key, adds }) => {
          const sql = typeof rows === 'string' ? rows : rows(dialect);
          return `SELECT ${side(
            (column) => key[column],
            () => '0',
            (column) => adds[column] ?? '0',
          )} FROM ${sql}`;
        });
      const sums = columns.flatMap((column) => [
        `SUM(kept_${column}) AS kept_${column}`,
        `SUM(counted_${column}) AS counted_${column}`,
      ]);
      const differ = columns.map((column) => `SUM(kept_${column}) <> SUM(counted_${column})`);
      // Both sides are one list (UNION ALL). A join by a computed key would compare every row with all others.
      return {
        name,
        sql: (dialect) => `SELECT ${[...keys, ...sums].join(', ')} FROM (
          ${[own, ...others(dialect)].join('\n          UNION ALL\n          ')}) AS sides
          GROUP BY ${keys.join(', ')} HAVING ${differ.join(' OR ')}`,
      };
    },
  };
}
