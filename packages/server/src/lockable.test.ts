import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getMetadataArgsStorage } from 'typeorm';
import { expect, it } from 'vitest';
import { entities } from './modules.js';
import { openTestDatabase, temporaryFolder } from '#testing';

const LOCK = /\btx\.lock(?:All)?\(\s*(\w+)|\blockedRowsOf\(\s*tx,\s*(\w+)/g;

it('every table whose rows are locked has a column that counts locks, for clusters', async () => {
  const tables = new Map(
    getMetadataArgsStorage().tables.map(({ target, name }) => [(target as { name: string }).name, name]),
  );
  expect(entities.length).toBeGreaterThan(0);
  const modules = join(import.meta.dirname, 'modules');
  const files = readdirSync(modules, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  const locked = new Map<string, string>();
  for (const file of files) {
    for (const [, one, other] of readFileSync(join(modules, file), 'utf8').matchAll(LOCK))
      locked.set((one ?? other)!, file);
  }
  expect(locked.size).toBeGreaterThan(10);
  const folder = temporaryFolder();
  const db = await openTestDatabase(folder.path);
  try {
    const counting = await db.read.query<{ name: string }[]>(
      "SELECT t.name FROM sqlite_master t JOIN pragma_table_info(t.name) c ON c.name = 'locks' WHERE t.type = 'table'",
    );
    const counted = new Set(counting.map(({ name }) => name));
    const missing = [...locked].filter(([entity]) => !counted.has(tables.get(entity) ?? ''));
    expect(
      missing,
      'give the table the column: `locks ${t.integer} NOT NULL DEFAULT 0`, or a migration of addLockCount',
    ).toEqual([]);
  } finally {
    await db.close();
    folder.remove();
  }
});
