import type { EntityTarget, ObjectLiteral } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import type { Tx } from './database.js';

/** Rows of one statement. With 30 columns this stays well below SQLite's 32,766 and MySQL's 65,535 parameters. */
const ROWS_PER_STATEMENT = 500;

/** Inserts `rows` in as few statements as the databases' limits allow. */
export async function insertRows<T extends ObjectLiteral>(tx: Tx, entity: EntityTarget<T>, rows: readonly QueryDeepPartialEntity<T>[]): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    await tx.manager.createQueryBuilder().insert().into(entity).values(rows.slice(start, start + ROWS_PER_STATEMENT)).updateEntity(false).execute();
  }
}
