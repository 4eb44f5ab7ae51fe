import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getMetadataArgsStorage } from 'typeorm';
import { expect, it } from 'vitest';
import { LOCKABLE_TABLES } from './db/lockable.js';
import { entities } from './entities.js';

const LOCK = /\btx\.lock(?:All)?\(\s*(\w+)|\blockedRowsOf\(\s*tx,\s*(\w+)/g;

it('every table whose rows are locked has a column that counts the locks, for clusters', () => {
  const tables = new Map(getMetadataArgsStorage().tables.map(({ target, name }) => [(target as { name: string }).name, name]));
  expect(entities.length).toBeGreaterThan(0);
  const folder = join(import.meta.dirname, 'modules');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const locked = new Map<string, string>();
  for (const file of files) {
    for (const [, one, other] of readFileSync(join(folder, file), 'utf8').matchAll(LOCK)) locked.set((one ?? other)!, file);
  }
  expect(locked.size).toBeGreaterThan(10);
  const missing = [...locked].filter(([entity]) => !LOCKABLE_TABLES.has(tables.get(entity) ?? ''));
  expect(missing, 'add the table to LOCKABLE_TABLES (db/lockable.ts), with a migration of addLockCount').toEqual([]);
});
