import Libsql from 'libsql';
import { createConnection } from 'mysql2/promise';
import type { Env } from '../env.js';
import { LEFT_OUT, type Cell } from './format.js';

/** Fills the tables of an empty database, past the triggers that make some of them append-only. */
export interface Loader {
  insert(table: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): Promise<void>;
  /** Commits, with every trigger in place again. */
  finish(): Promise<void>;
  /** Ends without a commit where the database allows that. */
  abandon(): Promise<void>;
}

const valueOf = (cell: Cell): string | number | null | Buffer =>
  typeof cell === 'object' && cell !== null ? Buffer.from(cell.base64, 'base64') : cell;

const placeholders = (columns: readonly string[]): string => `(${columns.map(() => '?').join(', ')})`;

/** Opens a loader, and empties the tables: migrations have put rows into some. */
export const openLoader = (env: Pick<Env, 'databaseUrl' | 'sqliteFile'>): Promise<Loader> =>
  env.databaseUrl === null ? openSqlite(env.sqliteFile) : openMysql(env.databaseUrl);

async function openSqlite(file: string): Promise<Loader> {
  const db = new Libsql(file);
  // Rows come table by table, so a row can come before the one that it refers to.
  db.exec('PRAGMA foreign_keys = OFF');
  db.exec('BEGIN IMMEDIATE');
  const all = (sql: string) => db.prepare(sql).all() as { name: string; sql: string }[];
  const triggers = all("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'");
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  for (const { name } of all("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"))
    if (!LEFT_OUT.includes(name)) db.exec(`DELETE FROM ${name}`);
  const close = () => void db.close();
  return {
    async insert(table, columns, rows) {
      const statement = db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ${placeholders(columns)}`);
      // A list, because a Buffer that stands alone would be taken for named values.
      for (const row of rows) statement.run(row.map(valueOf));
    },
    async finish() {
      for (const { sql } of triggers) db.exec(sql);
      const orphans = db.prepare('PRAGMA foreign_key_check').all();
      if (orphans.length > 0) throw new Error(`${orphans.length} rows refer to rows that do not exist`);
      db.exec('COMMIT');
      close();
    },
    async abandon() {
      db.exec('ROLLBACK');
      close();
    },
  };
}

async function openMysql(uri: string): Promise<Loader> {
  const connection = await createConnection({ uri, charset: 'utf8mb4', timezone: 'Z' });
  const run = (sql: string, values: unknown[] = []) => connection.query(sql, values);
  await run('SET FOREIGN_KEY_CHECKS = 0');
  const [tables] = (await run(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
  )) as unknown as [{ name: string }[]];
  // TRUNCATE fires no trigger.
  for (const { name } of tables) if (!LEFT_OUT.includes(name)) await run(`TRUNCATE TABLE ${name}`);
  await run('SET autocommit = 0');
  return {
    async insert(table, columns, rows) {
      await run(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${rows.map(() => placeholders(columns)).join(', ')}`,
        rows.flat().map(valueOf),
      );
      await run('COMMIT');
    },
    async finish() {
      await run('COMMIT');
      await connection.end();
    },
    abandon: async () => connection.destroy(),
  };
}
