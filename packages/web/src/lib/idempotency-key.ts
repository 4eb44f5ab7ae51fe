import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { v7 as uuidv7 } from 'uuid';
import type { Failure } from './failure';
import { type KeyValueStore, localStore, readJson } from './storage';

/** A keyed operation that was sent, or is about to be sent, and has no known answer yet. */
export interface UnsettledKey<T> {
  key: string;
  content: T;
  claimedAt: string;
}

/**
 * A keyed operation that was recorded. Only a digest of its content is kept, because the next person at this computer
 * must not read the content.
 */
interface SettledKey {
  key: string;
  digest: string;
  settledAt: number;
}

const storageKey = (scope: string) => `hc:key:${scope}`;

/**
 * Returns the key for sending `content`. The key is stored before it is returned, so a request whose answer was lost is
 * repeated with the same key, even after a reload, and counts once. Other content gets a new key.
 *
 * Every submit of one form has the same key until the person begins a new form. `begunAt` is the time when this form
 * was begun. Content that another tab has recorded since then keeps its key, so the same form sent in two tabs counts
 * once.
 */
export function claimKey<T>(scope: string, content: T, begunAt: number, store: KeyValueStore = localStore): string {
  const known = readJson<UnsettledKey<T> | SettledKey>(store, storageKey(scope));
  if (known && 'content' in known && stable(known.content) === stable(content)) return known.key;
  if (known && 'digest' in known && known.settledAt > begunAt && known.digest === digestOf(known.key, content))
    return known.key;
  const claimed: UnsettledKey<T> = { key: uuidv7(), content, claimedAt: new Date().toISOString() };
  store.write(storageKey(scope), JSON.stringify(claimed));
  return claimed.key;
}

/** Returns the content that was sent in this scope without a certain answer. Repeat it before sending anything else. */
export function findUnsettled<T>(scope: string, store: KeyValueStore = localStore): UnsettledKey<T> | undefined {
  const known = readJson<UnsettledKey<T> | SettledKey>(store, storageKey(scope));
  return known && 'content' in known ? known : undefined;
}

/** Call this once the server has recorded what was sent under `key`. The next form then gets a new key. */
export function settleKey<T>(scope: string, key: string, content: T, store: KeyValueStore = localStore): void {
  store.write(
    storageKey(scope),
    JSON.stringify({ key, digest: digestOf(key, content), settledAt: Date.now() } satisfies SettledKey),
  );
}

/** Call this once it is certain that nothing was recorded, or when the person gives the content up. */
export function dropKey(scope: string, store: KeyValueStore = localStore): void {
  store.remove(storageKey(scope));
}

const SAYS_NOTHING_OF_BEFORE = ['UNAVAILABLE', 'LIMIT_EXCEEDED', 'UNAUTHENTICATED'];

/**
 * Whether it is now certain that this submit was not recorded, so that its key can be dropped. When a repeated request
 * is refused before its key is looked up, the first request, whose answer was lost, may still have been recorded.
 */
export function settles(failure: Failure, repeated: boolean): boolean {
  if (!failure.nothingRecorded) return false;
  // A refusal with a field concerns the content, and the server checks the content after the key.
  return !(repeated && SAYS_NOTHING_OF_BEFORE.includes(failure.code) && failure.field === undefined);
}

/** The digest includes the key, so that equal gifts of two people have different digests. */
const digestOf = (key: string, content: unknown): string =>
  bytesToHex(sha256(utf8ToBytes(`${key} ${stable(content)}`)));

/** JSON with sorted keys and without undefined, so that equal content gives equal text. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
