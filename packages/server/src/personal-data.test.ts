import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, temporaryFolder } from '#testing';
import type { Database } from './db/database.js';
import { modules } from './modules.js';
import { isTable, type PersonalTable } from './personal-data.js';

const folder = temporaryFolder();
let db: Database;
/** The columns of every table, with whether each holds a text that is neither an id nor a moment. */
const tables = new Map<string, Map<string, boolean>>();

beforeAll(async () => {
  db = await openTestDatabase(folder.path);
  const declared = new Map(
    db.read.connection.entityMetadatas.flatMap(({ tableName, columns }) =>
      columns.map(({ databaseName, type, length }) => [`${tableName}.${databaseName}`, { type, length }] as const),
    ),
  );
  const rows = await db.read.query<{ table: string; name: string; type: string }[]>(
    `SELECT t.name AS "table", c.name, c.type FROM pragma_table_list t, pragma_table_info(t.name) c
     WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'migrations'`,
  );
  for (const { table, name, type } of rows) {
    const column = declared.get(`${table}.${name}`);
    // SQLite has one type for ids, moments and texts. The stored class tells them apart, or else the name.
    const isIdOrTime =
      column === undefined
        ? /(?:^id|_id|_at)$/.test(name)
        : column.type === 'datetime' || (column.type === 'varchar' && column.length === '36');
    if (!tables.has(table)) tables.set(table, new Map());
    tables.get(table)!.set(name, type === 'TEXT' && !isIdOrTime);
  }
});
afterAll(async () => {
  await db.close();
  folder.remove();
});

const personal = modules.flatMap(({ inventory }) => inventory?.personal ?? []).filter(isTable);
const harmless = modules.flatMap(({ inventory }) =>
  Object.entries(inventory?.harmless ?? {}).flatMap(([table, columns]) =>
    Object.keys(columns).map((column) => `${table}.${column}`),
  ),
);
const columnsOf = ({ table, columns }: PersonalTable) => Object.keys(columns).map((column) => `${table}.${column}`);

describe('the inventory of personal data', () => {
  it('names every text column once: as personal data or as harmless', () => {
    const named = [...personal.flatMap(columnsOf), ...harmless];
    const texts = [...tables].flatMap(([table, columns]) =>
      [...columns].flatMap(([column, isText]) => (isText ? [`${table}.${column}`] : [])),
    );
    expect(texts.length).toBeGreaterThan(150);
    expect(
      texts.filter((column) => !named.includes(column)),
      'declare these columns in the *.personal.ts of their module',
    ).toEqual([]);
    expect(named.filter((column, index) => named.indexOf(column) !== index)).toEqual([]);
  });

  it('names only columns that exist', () => {
    const exists = (table: string, column: string) => tables.get(table)?.has(column) === true;
    const named = personal.flatMap((data) => {
      const { table, columns, facts = {}, atClosing } = data;
      const masked = atClosing !== null && 'masked' in atClosing ? atClosing.masked : {};
      return [columns, facts, masked].flatMap((names) => Object.keys(names).map((name) => [table, name] as const));
    });
    const dotted = harmless.map((name) => name.split('.') as [string, string]);
    expect([...named, ...dotted].filter(([table, column]) => !exists(table, column))).toEqual([]);
  });

  it('says of the rows of accounts what becomes of them when an account is closed', async () => {
    for (const { table, holder, atClosing } of personal) {
      expect(holder === null, table).toBe(atClosing === null);
      if (holder === null) continue;
      // The condition is SQL, so the database proves it.
      const ids = Array.from(holder.matchAll(/\?/g), () => 'nobody');
      expect(ids.length, table).toBeGreaterThan(0);
      expect(await db.read.query(`SELECT 1 FROM ${table} WHERE ${holder}`, ids)).toEqual([]);
    }
  });

  it('masks or deletes every name, address and message, and keeps a text only with a reason', () => {
    const kept = personal.flatMap(({ table, columns, atClosing }) =>
      atClosing !== null && 'masked' in atClosing && atClosing.kept === undefined
        ? Object.keys(columns)
            .filter((column) => !(column in atClosing.masked))
            .map((column) => `${table}.${column}`)
        : [],
    );
    expect(kept).toEqual([]);
  });
});
