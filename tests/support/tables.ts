import { readdirSync } from 'node:fs';

const STORIES = new URL('../stories/', import.meta.url);

/** The modules whose rows are tried; all of them when the command names none (`npm test -- stories access wishes`). */
const wanted = process.env['TABLES']?.split(',') ?? [];
/** Whether the rows of all modules are tried. */
export const triesAllModules = wanted.length === 0;

/** Returns the exports of each file in a folder of tables, by the name of the module that the file is about. */
export async function tablesIn<Table>(folder: 'access' | 'bad-input'): Promise<Map<string, Table>> {
  const tables = new Map<string, Table>();
  for (const file of readdirSync(new URL(folder, STORIES)).sort()) {
    const module = file.replace(/\.ts$/, '');
    if (wanted.length > 0 && !wanted.includes(module)) continue;
    const loaded = (await import(new URL(`${folder}/${file}`, STORIES).href)) as { default: Table };
    tables.set(module, loaded.default);
  }
  return tables;
}
