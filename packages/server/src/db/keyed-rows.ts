import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { snakeCase } from 'typeorm/util/StringUtils.js';
import { findRows, places } from './rows.js';

/** The rows of `entity` whose `key` is one of `values`, in `order`, as a list for each value: an empty one where there are none. */
export async function groupRows<T extends ObjectLiteral>(manager: EntityManager, entity: EntityTarget<T>, key: keyof T & string, values: readonly string[], order: string): Promise<T[][]> {
  const groups = new Map<string, T[]>(values.map((value) => [value, []]));
  for (const row of await among<T>(manager, entity, key, values, ` ORDER BY ${order}`)) groups.get(row[key])?.push(row);
  return values.map((value) => groups.get(value)!);
}

/** The row of `entity` for each of `values`, by a `key` that tells rows apart; null where there is none. */
export async function rowsByKey<T extends ObjectLiteral>(manager: EntityManager, entity: EntityTarget<T>, key: keyof T & string, values: readonly string[]): Promise<(T | null)[]> {
  const rows = new Map((await among<T>(manager, entity, key, values)).map((row) => [row[key] as string, row]));
  return values.map((value) => rows.get(value) ?? null);
}

const among = <T extends ObjectLiteral>(manager: EntityManager, entity: EntityTarget<T>, key: keyof T & string, values: readonly string[], order = ''): Promise<T[]> =>
  findRows(manager, entity, `${snakeCase(key)} IN ${places(values)}${order}`, values) as Promise<T[]>;
