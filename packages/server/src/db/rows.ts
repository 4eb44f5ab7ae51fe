import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { fromSqlTime, sqlTime } from './columns.js';
import type { RowQuery, Tx } from './database.js';

// Rows of hot paths are written and read with hand-written SQL, because TypeORM's builders cost several times as much
// as the database and every gift passes here. Tables, columns and stored forms still come from the entities.

/** The most rows of one INSERT. With 30 columns this stays well below SQLite's 32,766 and MySQL's 65,535 parameters. */
const ROWS_PER_STATEMENT = 500;

interface StoredColumn {
  readonly name: string;
  readonly property: string;
  readonly store: (value: unknown) => unknown;
  readonly read: (stored: unknown) => unknown;
}

interface RowForm {
  readonly table: string;
  readonly columns: readonly StoredColumn[];
  readonly create: () => ObjectLiteral;
}

const forms = new WeakMap<object, RowForm>();

function rowFormOf(manager: EntityManager, entity: EntityTarget<ObjectLiteral>): RowForm {
  const metadata = manager.connection.getMetadata(entity);
  const known = forms.get(metadata);
  if (known !== undefined) return known;
  const columns = metadata.columns.map(({ databaseName, propertyName, transformer, type }): StoredColumn => {
    if (Array.isArray(transformer)) throw new Error(`${metadata.tableName}.${propertyName} has several transformers`);
    const forms = {
      datetime: {
        store: (value: unknown) => sqlTime(value as Date),
        read: (stored: unknown) => fromSqlTime(stored as Date | string),
      },
      boolean: { store: (value: unknown) => (value === true ? 1 : 0), read: (stored: unknown) => Number(stored) === 1 },
    };
    const { store, read } = forms[type as keyof typeof forms] ?? {
      store: (value: unknown) => transformer?.to(value) ?? value,
      read: (stored: unknown) => transformer?.from(stored) ?? stored,
    };
    return {
      name: databaseName,
      property: propertyName,
      store: (value) => (value === undefined || value === null ? null : store(value)),
      read: (stored) => (stored === null ? null : read(stored)),
    };
  });
  const Class = metadata.target as new () => ObjectLiteral;
  const form = { table: metadata.tableName, columns, create: () => new Class() };
  forms.set(metadata, form);
  return form;
}

/** Returns `(?, ?, ?)` with one placeholder per value. */
const placeholders = (values: readonly unknown[]): string => `(${values.map(() => '?').join(', ')})`;

/** Inserts `rows` with the next query or the commit, in as few statements as the databases' limits allow. */
export function insertRows<T extends ObjectLiteral>(
  tx: Tx,
  entity: EntityTarget<T>,
  rows: readonly Partial<T>[],
): void {
  const { table, columns } = rowFormOf(tx.manager, entity);
  const insert = `INSERT INTO ${table} (${columns.map(({ name }) => name).join(', ')}) VALUES `;
  const row = placeholders(columns);
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const some = rows.slice(start, start + ROWS_PER_STATEMENT);
    tx.defer(
      insert + some.map(() => row).join(', '),
      some.flatMap((one) => columns.map(({ property, store }) => store(one[property]))),
    );
  }
}

/**
 * The most rows of one UPDATE. The number is small, because each new value is found in a CASE as long as the number of
 * rows.
 */
const ROWS_PER_UPDATE = 100;

/** Updates `properties` of existing `rows` with the next query or the commit, many rows per statement. */
export function updateRows<T extends ObjectLiteral & { id: string }>(
  tx: Tx,
  entity: EntityTarget<T>,
  rows: readonly T[],
  properties: readonly (keyof T & string)[],
): void {
  const { table, columns } = rowFormOf(tx.manager, entity);
  const changed = columns.filter(({ property }) => properties.includes(property));
  for (let start = 0; start < rows.length; start += ROWS_PER_UPDATE) {
    const some = rows.slice(start, start + ROWS_PER_UPDATE);
    const ids = some.map(({ id }) => id);
    const values: unknown[] = [];
    const changes = changed.map(({ name, property, store }) => {
      const stored = some.map((row) => store(row[property]));
      if (stored.every((value) => value === stored[0])) {
        values.push(stored[0]);
        return `${name} = ?`;
      }
      stored.forEach((value, index) => values.push(ids[index], value));
      return `${name} = CASE id ${stored.map(() => 'WHEN ? THEN ?').join(' ')} END`;
    });
    tx.defer(`UPDATE ${table} SET ${changes.join(', ')} WHERE id IN ${placeholders(ids)}`, [...values, ...ids]);
  }
}

/** Returns `column IN (…)` with one placeholder per value. Without values it returns a condition that no row meets. */
export const sqlIn = (column: string, values: readonly unknown[]): string =>
  values.length === 0 ? '1 = 0' : `${column} IN ${placeholders(values)}`;

/** Reads rows outside of a transaction, with the same parameters as `rowsOf`. */
export async function findRows<T extends ObjectLiteral, K extends keyof T & string = keyof T & string>(
  manager: EntityManager,
  entity: EntityTarget<T>,
  where: string,
  values: readonly unknown[],
  only?: readonly K[],
): Promise<Pick<T, K>[]> {
  const { sql, read } = rowsOf({ manager }, entity, where, values, only);
  return read(await manager.query(sql, [...values]));
}

/**
 * Returns a query for `Tx.query` that reads the rows of `entity` that match `where`, with all properties or `only` some.
 * `where` may continue with ORDER BY and LIMIT.
 */
export function rowsOf<T extends ObjectLiteral, K extends keyof T & string = keyof T & string>(
  { manager }: Pick<Tx, 'manager'>,
  entity: EntityTarget<T>,
  where: string,
  values: readonly unknown[],
  only?: readonly K[],
): RowQuery<Pick<T, K>[]> {
  const { table, columns, create } = rowFormOf(manager, entity);
  const asked =
    only === undefined ? columns : columns.filter(({ property }) => (only as readonly string[]).includes(property));
  return {
    sql: `SELECT ${asked.map(({ name }) => name).join(', ')} FROM ${table} WHERE ${where}`,
    values,
    read: (rows) =>
      rows.map((row) => {
        const one = create();
        for (const { name, property, read } of asked) one[property] = read(row[name]);
        return one as Pick<T, K>;
      }),
  };
}

/**
 * Like `rowsOf`, but locks each row until the end of the transaction. `where` must order the rows, so that two writers
 * cannot wait for each other.
 */
export function lockedRowsOf<T extends ObjectLiteral>(
  tx: Tx,
  entity: EntityTarget<T>,
  where: string,
  values: readonly unknown[],
): RowQuery<T[]>;
export function lockedRowsOf<T extends ObjectLiteral, K extends keyof T & string>(
  tx: Tx,
  entity: EntityTarget<T>,
  where: string,
  values: readonly unknown[],
  only: readonly K[],
): RowQuery<Pick<T, K>[]>;
export function lockedRowsOf<T extends ObjectLiteral, K extends keyof T & string>(
  tx: Tx,
  entity: EntityTarget<T>,
  where: string,
  values: readonly unknown[],
  only?: readonly K[],
): RowQuery<Pick<T, K>[]> {
  const rows = rowsOf(tx, entity, `${where}${tx.forUpdate}`, values, only);
  return {
    ...rows,
    read(found): Pick<T, K>[] {
      const locked = rows.read(found);
      tx.countLocks(entity, locked as T[]);
      return locked;
    },
  };
}
