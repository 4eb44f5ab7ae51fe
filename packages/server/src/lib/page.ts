/** One page of a list in Relay's terms, without the database: cursors in and out. */
export const PAGE_DEFAULT = 20;
export const PAGE_MAX = 100;

/** The sort values of a row, last of all its id, which makes the order total. */
export type CursorKey = readonly (string | number)[];

export const encodeCursor = (key: CursorKey): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** The key behind a cursor of ours, or null when the text is none with `length` parts. */
export function decodeCursor(cursor: string, length: number): CursorKey | null {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const valid = Array.isArray(key) && key.length === length && key.every((part) => typeof part === 'string' || Number.isFinite(part));
    return valid ? (key as CursorKey) : null;
  } catch {
    return null;
  }
}
