import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { fromSqlTime, sqlTime } from './columns.js';
import type { Question, Tx } from './database.js';

// Rows of the hot path are written and read by hand: TypeORM's builders cost several times what the database does, and this is where
// each gift passes. Tables, columns and stored forms still come from the entities alone.

/** Rows of one statement. With 30 columns this stays well below SQLite's 32,766 and MySQL's 65,535 parameters. */
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
      datetime: { store: (value: unknown) => sqlTime(value as Date), read: (stored: unknown) => fromSqlTime(stored as Date | string) },
      boolean: { store: (value: unknown) => (value === true ? 1 : 0), read: (stored: unknown) => Number(stored) === 1 },
    };
    const { store, read } = forms[type as keyof typeof forms] ?? { store: (value: unknown) => transformer?.to(value) ?? value, read: (stored: unknown) => transformer?.from(stored) ?? stored };
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

/** `(?, ?, ?)` for as many values. */
export const places = (values: readonly unknown[]): string => `(${values.map(() => '?').join(', ')})`;

/** Inserts `rows` with the next query or the commit, in as few statements as the databases' limits allow. */
export function insertRows<T extends ObjectLiteral>(tx: Tx, entity: EntityTarget<T>, rows: readonly Partial<T>[]): void {
  const { table, columns } = rowFormOf(tx.manager, entity);
  const insert = `INSERT INTO ${table} (${columns.map(({ name }) => name).join(', ')}) VALUES `;
  const row = places(columns);
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const some = rows.slice(start, start + ROWS_PER_STATEMENT);
    tx.defer(insert + some.map(() => row).join(', '), some.flatMap((one) => columns.map(({ property, store }) => store(one[property]))));
  }
}

/** Asks for the rows of `entity` that fit `where`, whatever follows it included; for `Tx.ask`. */
export function rowsOf<T extends ObjectLiteral>(tx: Tx, entity: EntityTarget<T>, where: string, values: readonly unknown[]): Question<T[]> {
  const { table, columns, create } = rowFormOf(tx.manager, entity);
  return {
    sql: `SELECT ${columns.map(({ name }) => name).join(', ')} FROM ${table} WHERE ${where}`,
    values,
    read: (rows) => rows.map((row) => {
      const one = create();
      for (const { name, property, read } of columns) one[property] = read(row[name]);
      return one as T;
    }),
  };
}
