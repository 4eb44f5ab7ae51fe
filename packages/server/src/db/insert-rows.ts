import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { sqlTime } from './columns.js';
import type { Tx } from './database.js';

/** Rows of one statement. With 30 columns this stays well below SQLite's 32,766 and MySQL's 65,535 parameters. */
const ROWS_PER_STATEMENT = 500;

/** How the rows of an entity are written: its columns, and the stored form of each value. */
interface RowForm {
  readonly columns: readonly string[];
  readonly store: readonly ((row: ObjectLiteral) => unknown)[];
  readonly insert: string;
}

const forms = new WeakMap<object, RowForm>();

function rowFormOf(manager: EntityManager, entity: EntityTarget<ObjectLiteral>): RowForm {
  const metadata = manager.connection.getMetadata(entity);
  const known = forms.get(metadata);
  if (known !== undefined) return known;
  const columns = metadata.columns.map(({ databaseName }) => databaseName);
  const store = metadata.columns.map(({ propertyName, transformer }) => {
    if (Array.isArray(transformer)) throw new Error(`${metadata.tableName}.${propertyName} has several transformers`);
    return (row: ObjectLiteral): unknown => {
      const value: unknown = row[propertyName];
      if (value === undefined || value === null) return null;
      if (value instanceof Date) return sqlTime(value);
      if (typeof value === 'boolean') return value ? 1 : 0;
      return transformer === undefined ? value : transformer.to(value);
    };
  });
  const form = { columns, store, insert: `INSERT INTO ${metadata.tableName} (${columns.join(', ')}) VALUES ` };
  forms.set(metadata, form);
  return form;
}

/**
 * Inserts `rows` in as few statements as the databases' limits allow. Written by hand because TypeORM's builder costs several times
 * what the database does, and this is where each gift passes; columns and stored forms still come from the entity alone.
 */
export async function insertRows<T extends ObjectLiteral>(tx: Tx, entity: EntityTarget<T>, rows: readonly Partial<T>[]): Promise<void> {
  const { columns, store, insert } = rowFormOf(tx.manager, entity);
  const places = `(${columns.map(() => '?').join(', ')})`;
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const some = rows.slice(start, start + ROWS_PER_STATEMENT);
    tx.defer(insert + some.map(() => places).join(', '), some.flatMap((row) => store.map((storedForm) => storedForm(row))));
  }
}
