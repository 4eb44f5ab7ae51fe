import { isId } from './ids.js';

/** One page of a list in Relay's terms, without the database: cursors in and out. */
export const PAGE_DEFAULT = 20;
export const PAGE_MAX = 100;

const STORED_MOMENT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/;

/** The sort values of a row: numbers and stored moments, last of all its id or number, which makes the order total. */
export type CursorKey = readonly (string | number)[];

/** The place of a row in the list that is in the order called `order`. */
export const encodeCursor = (order: string, key: CursorKey): string => Buffer.from(JSON.stringify([order, ...key])).toString('base64url');

/**
 * The key behind a cursor of ours, or null when the text is none with `length` parts, or one of a list in another order. `last` is
 * what the rows of the list are told apart by.
 * What it lets through is compared with columns: MySQL refuses text there that no such column could hold.
 */
export function decodeCursor(order: string, cursor: string, length: number, last: 'id' | 'number' = 'id'): CursorKey | null {
  const tellsApart = (part: unknown): boolean => (last === 'id' ? typeof part === 'string' && isId(part) : Number.isSafeInteger(part));
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(parts) || parts.length !== length + 1 || parts[0] !== order) return null;
    const [, ...key] = parts as unknown[];
    const valid = key.every((part, index) => (index === length - 1 ? tellsApart(part) : Number.isFinite(part) || (typeof part === 'string' && STORED_MOMENT.test(part))));
    return valid ? (key as CursorKey) : null;
  } catch {
    return null;
  }
}
