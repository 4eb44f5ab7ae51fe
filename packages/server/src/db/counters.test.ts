import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase, temporaryFolder } from '#testing';
import { findViolations } from './check.js';
import { defineCounter } from './counters.js';
import type { Database } from './database.js';

const fruit = defineCounter({ table: 'fruit_counts', key: ['kind'], columns: ['pieces', 'grams'] });
const check = fruit.check('fruit is counted', [
  { rows: "fruit WHERE state = 'RIPE'", key: { kind: 'kind' }, adds: { pieces: '1', grams: 'grams' } },
]);

let folder: ReturnType<typeof temporaryFolder>;
let db: Database;
beforeEach(async () => {
  folder = temporaryFolder();
  db = await openTestDatabase(folder.path);
  await run('CREATE TABLE fruit (id INTEGER PRIMARY KEY, kind TEXT, state TEXT, grams INTEGER)');
  await run('CREATE TABLE fruit_counts (kind TEXT PRIMARY KEY, pieces INTEGER NOT NULL, grams INTEGER NOT NULL)');
});
afterEach(async () => {
  await db.close();
  folder.remove();
});
const run = (sql: string) =>
  db.transact(async (tx) => {
    await tx.manager.query(sql);
  });
const violations = () => findViolations(check, { db, env: { uploadDir: folder.path } });

describe('a counter', () => {
  it('adds, creates its row at the first use, and equals the rows that it counts', async () => {
    await run("INSERT INTO fruit (kind, state, grams) VALUES ('pear', 'RIPE', 80), ('pear', 'GREEN', 70)");
    await db.transact((tx) => fruit.add(tx, { kind: 'pear' }, { pieces: 1, grams: 80 }));
    expect(await violations()).toEqual([]);
    await run("UPDATE fruit SET state = 'RIPE'");
    expect(await violations()).toEqual([
      { kind: 'pear', kept_pieces: 1, counted_pieces: 2, kept_grams: 80, counted_grams: 150 },
    ]);
    await db.transact(async (tx) => fruit.change(tx, { kind: 'pear' }, { pieces: 1, grams: 70 }));
    expect(await violations()).toEqual([]);
  });

  it('counts as zero without a row, and a row that counts nothing is found by the check', async () => {
    await run("INSERT INTO fruit (kind, state, grams) VALUES ('plum', 'GREEN', 20)");
    expect(await violations()).toEqual([]);
    await run("UPDATE fruit SET state = 'RIPE'");
    expect(await violations()).toMatchObject([{ kind: 'plum', kept_pieces: 0, counted_pieces: 1 }]);
    await run('DELETE FROM fruit');
    await run("INSERT INTO fruit_counts VALUES ('fig', 0, 5)");
    expect(await violations()).toMatchObject([{ kind: 'fig', kept_grams: 5, counted_grams: 0 }]);
  });

  it('refuses a column that it does not count', () =>
    expect(() => fruit.check('x', [{ rows: 'fruit', key: { kind: 'kind' }, adds: { pieces: '1' } }])).toThrow(
      'nothing says what fruit_counts.grams counts',
    ));
});
