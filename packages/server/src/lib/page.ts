import { isId } from './ids.js';

/** One page of a list in Relay's terms, without the database: cursors in and out. */
export const PAGE_DEFAULT = 20;
export const PAGE_MAX = 100;

const STORED_MOMENT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/;

/** The sort values of a row: numbers and stored moments, last of all its id or number, which makes the order total. */
export type CursorKey = readonly (string | number)[];

/** What the rows of a list are told apart by: an id, a number, or a code such as HC-2026-000001. */
export type LastKey = 'id' | 'number' | 'code';

const TELLS_APART: Record<LastKey, (part: unknown) => boolean> = {
  id: (part) => typeof part === 'string' && isId(part),
  number: (part) => Number.isSafeInteger(part),
  code: (part) => typeof part === 'string' && /^[A-Z0-9-]{1,40}$/.test(part),
};

/** The place of a row in the list that is in the order called `order`. */
export const encodeCursor = (order: string, key: CursorKey): string => Buffer.from(JSON.stringify([order, ...key])).toString('base64url');

/**
 * The key behind a cursor of ours, or null when the text is none with `length` parts, or one of a list in another order. `last` is
 * what the rows of the list are told apart by.
 * What it lets through is compared with columns: MySQL refuses text there that no such column could hold.
 */
export function decodeCursor(order: string, cursor: string, length: number, last: LastKey = 'id'): CursorKey | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(parts) || parts.length !== length + 1 || parts[0] !== order) return null;
    const [, ...key] = parts as unknown[];
    const valid = key.every((part, index) => (index === length - 1 ? TELLS_APART[last](part) : Number.isFinite(part) || (typeof part === 'string' && STORED_MOMENT.test(part))));
    return valid ? (key as CursorKey) : null;
  } catch {
    return null;
  }
}
