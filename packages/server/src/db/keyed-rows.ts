import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { snakeCase } from 'typeorm/util/StringUtils.js';
import { findRows, sqlIn } from './rows.js';

/**
 * Returns a list of rows of `entity` for each of `values`: those whose `key` is that value, in `order`. The list is
 * empty when there are none.
 */
export async function groupRows<T extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<T>,
  key: keyof T & string,
  values: readonly string[],
  order: string,
): Promise<T[][]> {
  const groups = new Map<string, T[]>(values.map((value) => [value, []]));
  for (const row of await rowsIn<T>(manager, entity, key, values, ` ORDER BY ${order}`))
    groups.get(row[key])?.push(row);
  return values.map((value) => groups.get(value)!);
}

/** Returns the row of `entity` for each of `values`, by a unique `key`; null when there is none. */
export async function rowsByKey<T extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<T>,
  key: keyof T & string,
  values: readonly string[],
): Promise<(T | null)[]> {
  const rows = new Map((await rowsIn<T>(manager, entity, key, values)).map((row) => [row[key] as string, row]));
  return values.map((value) => rows.get(value) ?? null);
}

const rowsIn = <T extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<T>,
  key: keyof T & string,
  values: readonly string[],
  order = '',
): Promise<T[]> => findRows(manager, entity, sqlIn(snakeCase(key), values) + order, values) as Promise<T[]>;
