import { createHash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** A new UUIDv7: time-ordered, so rows are appended at the end of their index. */
export const newId = (): string => v7();

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether `value` has the form of an id of ours; unknown ids of another form need no database query. */
export const isId = (value: string): boolean => UUID.test(value);

/** An unguessable token of 256 bits, safe in URLs and cookies. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of such a token: enough to recognise it, not to use it. */
export const digest = (token: string): string => createHash('sha256').update(token).digest('base64url');

// No 0/O, 1/I/L or U: people read these codes to each other over the telephone and type them into bank forms.
const READABLE = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A random code of `length` characters that survives being read aloud and typed by hand. */
export function newReadableCode(length: number): string {
  let code = '';
  while (code.length < length) {
    for (const byte of randomBytes(length * 2)) {
      // Bytes past the last whole multiple would favour the first letters.
      if (byte < 256 - (256 % READABLE.length) && code.length < length) code += READABLE[byte % READABLE.length];
    }
  }
  return code;
}
