import { isId } from './ids.js';

/** Pages of a list in Relay's terms, without the database: this file encodes and decodes cursors. */
export const PAGE_DEFAULT = 20;
export const PAGE_MAX = 100;

const STORED_MOMENT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/;

/**
 * The sort values of a row: numbers and stored moments. The last one is the row's id, number or code, which makes the
 * order total.
 */
export type CursorKey = readonly (string | number)[];

/** What identifies the rows of a list: an id, a number, or a code such as HC-2026-000001. */
export type LastKey = 'id' | 'number' | 'code';

const TELLS_APART: Record<LastKey, (part: unknown) => boolean> = {
  id: (part) => typeof part === 'string' && isId(part),
  number: (part) => Number.isSafeInteger(part),
  code: (part) => typeof part === 'string' && /^[A-Z0-9-]{1,40}$/.test(part),
};

/** Returns the cursor of a row with `key` in the list with the sort order called `order`. */
export const encodeCursor = (order: string, key: CursorKey): string =>
  Buffer.from(JSON.stringify([order, ...key])).toString('base64url');

/**
 * Returns the key in a cursor. Returns null when the text is not a cursor with `length` parts, or belongs to a list in
 * another order. `last` says what identifies the list's rows. The check is strict because keys are compared with
 * columns, and MySQL refuses text that no such column could hold.
 */
export function decodeCursor(order: string, cursor: string, length: number, last: LastKey = 'id'): CursorKey | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(parts) || parts.length !== length + 1 || parts[0] !== order) return null;
    const [, ...key] = parts as unknown[];
    const valid = key.every((part, index) =>
      index === length - 1
        ? TELLS_APART[last](part)
        : Number.isFinite(part) || (typeof part === 'string' && STORED_MOMENT.test(part)),
    );
    return valid ? (key as CursorKey) : null;
  } catch {
    return null;
  }
}
