import { hash, randomBytes, randomFillSync, randomInt } from 'node:crypto';
import { v7 } from 'uuid';

// Asking the system for a few bytes costs as much as asking for thousands, and each gift needs some for its ids and its code.
const pool = Buffer.alloc(8_192);
let taken = pool.length;

/** `length` random bytes that nobody else gets; to be read before the next are taken. */
function takeRandom(length: number): Buffer {
  if (taken + length > pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  taken += length;
  return pool.subarray(taken - length, taken);
}

/** The last sequence of each of the newest moments; transactions that run side by side have moments of their own. */
const sequences = new Map<number, number>();
const MOMENTS_KEPT = 1_000;

/**
 * A new UUIDv7 of the moment `at`: time-ordered, so rows are appended at the end of their index. Ids that one process
 * makes for the same moment, such as the transaction's, keep the order in which they were made.
 */
export function newId(at: Date = new Date()): string {
  const msecs = at.getTime();
  // A fresh moment begins in the lower half of the 32-bit sequence, so that counting up from there cannot overflow.
  const sequence = (sequences.get(msecs) ?? randomInt(0x7fff_ffff)) + 1;
  sequences.delete(msecs);
  sequences.set(msecs, sequence);
  if (sequences.size > MOMENTS_KEPT) sequences.delete(sequences.keys().next().value!);
  return v7({ msecs, seq: sequence, random: takeRandom(16) });
}

/** The moment that is written in an id of ours, in Unix milliseconds. */
export const momentOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** What all ids of `ms` and later begin with or come after. */
export function idsFrom(ms: number): string {
  const hex = Math.max(ms, 0).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether `value` has the form of an id of ours; unknown ids of another form need no database query. */
export const isId = (value: string): boolean => UUID.test(value);

/** An unguessable token of 256 bits, safe in URLs and cookies. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of such a token: enough to recognise it, not to use it. */
export const digest = (token: string): string => hash('sha256', token, 'base64url');

// No 0/O, 1/I/L or U: people read these codes to each other over the telephone and type them into bank forms.
const READABLE = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A random code of `length` characters that survives being read aloud and typed by hand. */
export function newReadableCode(length: number): string {
  let code = '';
  while (code.length < length) {
    for (const byte of takeRandom(length * 2)) {
      // Bytes past the last whole multiple would favour the first letters.
      if (byte < 256 - (256 % READABLE.length) && code.length < length) code += READABLE[byte % READABLE.length];
    }
  }
  return code;
}
