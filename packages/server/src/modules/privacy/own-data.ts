import type { EntityManager } from 'typeorm';
import { dataKeysOf } from '../../data-keys.js';
import { fromSqlTime } from '../../db/columns.js';
import type { Env } from '../../env.js';
import { open } from '../../lib/sealed.js';
import type { Words } from '../../personal-data.js';
import { placeOf } from '../../sealed-columns.js';
import { personalTables } from './registries.js';

/** The rows of one table in an export: their columns with their words, and the values by row. */
export interface OwnTable {
  readonly table: string;
  readonly title: Words;
  readonly columns: readonly { readonly name: string; readonly words: Words }[];
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
}

/** Returns everything that the tables hold about a person, as the inventory of personal data declares it. */
export async function readOwnData(env: Env, manager: EntityManager, userId: string): Promise<OwnTable[]> {
  const tables: OwnTable[] = [];
  for (const { table, title, columns, facts = {}, sealed = [], holder } of personalTables) {
    const shown = Object.entries({ ...facts, ...columns }).flatMap(([name, words]) =>
      words === 'SECRET' ? [] : [{ name, words }],
    );
    if (shown.length === 0) continue;
    const read = (name: string, stored: unknown) => {
      const place = sealed.find(({ column }) => column === name);
      return place === undefined || stored === null
        ? valueOf(name, stored)
        : open(dataKeysOf(env), String(stored), placeOf(place));
    };
    const rows = await manager.query<Record<string, unknown>[]>(
      `SELECT ${shown.map(({ name }) => name).join(', ')} FROM ${table} WHERE ${holder}`,
      Array.from(holder.matchAll(/\?/g), () => userId),
    );
    tables.push({
      table,
      title,
      columns: shown,
      rows: rows.map((row) => Object.fromEntries(shown.map(({ name }) => [name, read(name, row[name])]))),
    });
  }
  return tables;
}

/** Moments become ISO texts in both databases, and whole numbers numbers. */
function valueOf(name: string, stored: unknown): string | number | null {
  if (stored === null || stored === undefined) return null;
  if (stored instanceof Date) return stored.toISOString();
  const text = String(stored);
  if (/(?:_at|_until|^at)$/.test(name)) return fromSqlTime(text).toISOString();
  return typeof stored === 'number' || /_fen$|^bytes$/.test(name) ? Number(stored) : text;
}
