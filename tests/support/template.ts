import Libsql from 'libsql';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseKind, FreshDatabase } from './database.ts';
import { readTables, runTogether } from './mysql.mjs';

/** Writes the tables into an empty database. */
type Template = (database: FreshDatabase) => Promise<void>;

const templates = new Map<DatabaseKind, Template>();
const fileIn = ({ env }: FreshDatabase): string => join(env.DATA_DIR, 'hongchuang.sqlite');

/**
 * Gives an empty database the tables that the first server of this worker made. The first server runs every migration;
 * the servers after it find a database that is up to date.
 */
export const copyTables = async (database: FreshDatabase): Promise<void> => templates.get(database.kind)?.(database);

/** Keeps the tables of a database for `copyTables`. A server has just migrated it and has recorded nothing yet. */
export async function keepTables(database: FreshDatabase): Promise<void> {
  if (templates.has(database.kind)) return;
  if (database.kind === 'mariadb') {
    const statements = await readTables(database.env.DATABASE_URL);
    templates.set('mariadb', ({ env }) => runTogether(env.DATABASE_URL, statements));
    return;
  }
  // The newest writes may still be in the log beside the file, so SQLite makes the copy.
  const copy = join(database.env.DATA_DIR, 'template.sqlite');
  const connection = new Libsql(fileIn(database));
  connection.exec(`VACUUM INTO '${copy}'`);
  connection.close();
  const bytes = readFileSync(copy);
  rmSync(copy);
  templates.set('sqlite', async (fresh) => writeFileSync(fileIn(fresh), bytes));
}
