import { hash, randomBytes, randomFillSync, randomInt } from 'node:crypto';
import { v7 } from 'uuid';

// Random bytes are taken from a pool, because a system call for a few bytes costs as much as one for thousands and each
// gift needs some for its ids and its code.
const pool = Buffer.alloc(8_192);
let taken = pool.length;

/** Returns `length` random bytes that are used only once. The caller must read them before the next call. */
function takeRandom(length: number): Buffer {
  if (taken + length > pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  taken += length;
  return pool.subarray(taken - length, taken);
}

/** The last sequence number of each of the newest moments. Concurrent transactions have different moments. */
const sequences = new Map<number, number>();
const MOMENTS_KEPT = 1_000;

/**
 * Returns a new UUIDv7 of the moment `at`. Ids are ordered by time, so rows are appended at the end of their index. Ids
 * that one process makes for the same moment, such as a transaction's, keep the order in which they were made.
 */
export function newId(at: Date = new Date()): string {
  const msecs = at.getTime();
  // A new moment begins in the lower half of the 32-bit sequence, so that the following increments cannot overflow.
  const sequence = (sequences.get(msecs) ?? randomInt(0x7fff_ffff)) + 1;
  sequences.delete(msecs);
  sequences.set(msecs, sequence);
  if (sequences.size > MOMENTS_KEPT) sequences.delete(sequences.keys().next().value!);
  return v7({ msecs, seq: sequence, random: takeRandom(16) });
}

/** Returns the moment in an id of ours, in Unix milliseconds. */
export const momentOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** Returns the lower bound of all ids of the moment `ms` (Unix milliseconds) and later. */
export function idsFrom(ms: number): string {
  const hex = Math.max(ms, 0).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * Whether `value` has the form of an id of ours. A value of another form needs no query, because no row can have such
 * an id.
 */
export const isId = (value: string): boolean => UUID.test(value);

/** Returns an unguessable token of 256 bits that is safe in URLs and cookies. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/**
 * Returns the digest of a token, which is stored in the token's place. The digest can recognise the token, but cannot
 * be used as one.
 */
export const digest = (token: string): string => hash('sha256', token, 'base64url');

// The letters leave out 0/O, 1/I/L and U, because people read these codes to each other over the telephone and type
// them into bank forms.
const READABLE = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Returns a random code of `length` characters that can be read aloud and typed by hand. */
export function newReadableCode(length: number): string {
  let code = '';
  while (code.length < length) {
    for (const byte of takeRandom(length * 2)) {
      // Bytes beyond the last whole multiple of the alphabet's length are skipped, because they would favour the first
      // letters.
      if (byte < 256 - (256 % READABLE.length) && code.length < length) code += READABLE[byte % READABLE.length];
    }
  }
  return code;
}
