import Libsql from 'libsql';
import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { FreshDatabase } from './database.ts';
import { readTables, runTogether } from './mysql.mjs';

const fileIn = ({ env }: FreshDatabase): string => join(env.DATA_DIR, 'hongchuang.sqlite');
const templateOf = ({ kind }: FreshDatabase): string => join(inject('templates'), kind);

/**
 * Gives an empty database the tables that the first server of this run made. The first server runs every migration; the
 * servers after it find a database that is up to date.
 */
export async function copyTables(database: FreshDatabase): Promise<void> {
  const template = templateOf(database);
  if (!existsSync(template)) return;
  if (database.kind === 'sqlite') copyFileSync(template, fileIn(database));
  else await runTogether(database.env.DATABASE_URL, JSON.parse(readFileSync(template, 'utf8')) as string[]);
}

/** Keeps the tables of a database for `copyTables`. A server has just migrated it and has recorded nothing yet. */
export async function keepTables(database: FreshDatabase): Promise<void> {
  const template = templateOf(database);
  if (existsSync(template)) return;
  // Another worker may be doing the same, so the file gets its name when it is complete.
  const copy = `${template}-${process.pid}`;
  if (database.kind === 'mariadb') writeFileSync(copy, JSON.stringify(await readTables(database.env.DATABASE_URL)));
  else {
    // The newest writes may still be in the log beside the file, so SQLite makes the copy.
    const connection = new Libsql(fileIn(database));
    connection.exec(`VACUUM INTO '${copy}'`);
    connection.close();
  }
  renameSync(copy, template);
}
