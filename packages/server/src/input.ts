import { badInput, DomainError, notFound, refusalAt } from './errors.js';
import { isId } from './lib/ids.js';
import { formatFen } from './lib/money.js';
import { checkText, type TextLimits } from './lib/text.js';

/** Returns `raw` in the form to store. Throws BAD_USER_INPUT with the field and the limit. */
export function readText(field: string, raw: string, limits: TextLimits): string {
  const result = checkText(raw, limits);
  if ('text' in result) return result.text;
  throw badInput(field, `text.${result.fault}`, { min: limits.min ?? 1, max: limits.max });
}

/** Like `readText`, but returns null for an absent or blank text. */
export function readOptionalText(field: string, raw: string | null | undefined, limits: TextLimits): string | null {
  return raw == null ? null : readText(field, raw, { ...limits, min: 0 }) || null;
}

/**
 * Returns the search text, or null for everything. The length is limited, because patterns longer than names only
 * burden the database, which refuses them with its own message.
 */
export const readSearch = (raw: string | null | undefined): string | null =>
  readOptionalText('search', raw, { max: 100 });

/** Returns `raw` if it has the form of an id. Throws NOT_FOUND otherwise, because nothing with such an id can exist. */
export function readId(field: string, raw: string): string {
  if (!isId(raw)) throw notFound(field);
  return raw;
}

/** Returns an amount of money in fen. Throws BAD_USER_INPUT, with the limits in yuan. */
export function readFen(field: string, raw: number, limits: { min: number; max: number }): number {
  if (!Number.isSafeInteger(raw)) throw badInput(field, 'number.notWhole');
  if (raw < limits.min || raw > limits.max)
    throw badInput(field, 'money.outOfRange', {
      ...limits,
      minYuan: formatFen(limits.min),
      maxYuan: formatFen(limits.max),
    });
  return raw;
}

/** Returns `list` if it has at least `min` and at most `max` entries. Throws BAD_USER_INPUT otherwise. */
export function readList<T>(field: string, list: readonly T[], limits: { min: number; max: number }): readonly T[] {
  if (list.length < limits.min || list.length > limits.max) throw badInput(field, 'list.length', limits);
  return list;
}

/** Runs `work` for one entry of a list. A refusal names `place`, such as `inputs.2`, before its own field. */
export async function inEntry<T>(place: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw placedAt(place, error);
  }
}

const placedAt = (place: string, error: unknown): unknown =>
  error instanceof DomainError ? refusalAt(place, error) : error;

/** Reads a list of entries, each by `read`. A refusal names the entry before its own field. */
export function readEach<T, R>(
  field: string,
  list: readonly T[],
  limits: { min: number; max: number },
  read: (entry: T) => R,
): R[] {
  return readList(field, list, limits).map((entry, index) => {
    try {
      return read(entry);
    } catch (error) {
      throw placedAt(`${field}.${index}`, error);
    }
  });
}
