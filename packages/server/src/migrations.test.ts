import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase, temporaryFolder } from '#testing';
import type { Database } from './db/database.js';
import { migrations } from './modules.js';

let folder: ReturnType<typeof temporaryFolder>;
let db: Database;
beforeEach(async () => {
  folder = temporaryFolder();
  db = await openTestDatabase(folder.path);
});
afterEach(async () => {
  await db.close();
  folder.remove();
});
const names = (): string[] => migrations.map((Migration) => new Migration().name ?? '');
const left = () =>
  db.read.query("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name <> 'migrations'");
const layout = () => db.read.query('SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name');

describe('the migrations of this product', () => {
  it('have unique numbers at the end of their names, by which they are ordered', () => {
    const numbers = names().map((name) => /(\d{13})$/.exec(name)?.[1]);
    expect(
      numbers.filter((number) => number === undefined),
      'a name ends with 13 digits',
    ).toEqual([]);
    expect(
      numbers.filter((number, index) => numbers.indexOf(number) !== index),
      'give each migration a number of its own',
    ).toEqual([]);
  });

  it('can be reverted and run again with the same result', async () => {
    const before = await layout();
    for (const _ of migrations) await db.undoLastMigration();
    expect(await left(), 'every migration needs a revert that removes what it created').toEqual([]);
    expect(await db.migrate()).toBe(migrations.length);
    expect(await layout()).toEqual(before);
  });

  it('can each run again after a crash between the statement and the record that it ran', async () => {
    await db.transact((tx) => tx.manager.query('DELETE FROM migrations'));
    expect(await db.migrate()).toBe(migrations.length);
  });

  it('make every table STRICT, so that a column accepts its own type only', async () => {
    const tables = await db.read.query<{ name: string; strict: number }[]>(
      "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migrations'",
    );
    expect(tables.length).toBeGreaterThan(0);
    expect(
      tables.filter(({ strict }) => strict !== 1).map(({ name }) => name),
      'create it with createTable',
    ).toEqual([]);
  });
});
