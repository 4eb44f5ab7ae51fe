import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { v7 as uuidv7 } from 'uuid';
import type { Failure } from './failure';
import { type KeyValueStore, localStore, readJson } from './storage';

/** A keyed operation that was, or is about to be, sent and whose answer is not known yet. */
export interface UnsettledKey<T> {
  key: string;
  content: T;
  claimedAt: string;
}

/** A keyed operation that was recorded. Its content is a digest: the next person at this computer must not read it. */
interface SettledKey {
  key: string;
  digest: string;
  settledAt: number;
}

const storageKey = (scope: string) => `hc:key:${scope}`;

/**
 * The key for sending `content`. It is stored before it is returned, so a request whose answer got lost
 * is repeated with the same key, even after a reload, and counts once. Other content gets a new key.
 *
 * One submit is one key until the person begins a new one. `begunAt` is when this form was begun: what another tab
 * recorded since then with the same content keeps its key, so the same form sent in two tabs counts once.
 */
export function claimKey<T>(scope: string, content: T, begunAt: number, store: KeyValueStore = localStore): string {
  const known = readJson<UnsettledKey<T> | SettledKey>(store, storageKey(scope));
  if (known && 'content' in known && stable(known.content) === stable(content)) return known.key;
  if (known && 'digest' in known && known.settledAt > begunAt && known.digest === digestOf(known.key, content)) return known.key;
  const claimed: UnsettledKey<T> = { key: uuidv7(), content, claimedAt: new Date().toISOString() };
  store.write(storageKey(scope), JSON.stringify(claimed));
  return claimed.key;
}

/** What was sent in this scope without a certain answer. Repeat it before sending anything else. */
export function findUnsettled<T>(scope: string, store: KeyValueStore = localStore): UnsettledKey<T> | undefined {
  const known = readJson<UnsettledKey<T> | SettledKey>(store, storageKey(scope));
  return known && 'content' in known ? known : undefined;
}

/** Call once the server has recorded what was sent under `key`: the next form that is begun sends something new. */
export function settleKey<T>(scope: string, key: string, content: T, store: KeyValueStore = localStore): void {
  store.write(storageKey(scope), JSON.stringify({ key, digest: digestOf(key, content), settledAt: Date.now() } satisfies SettledKey));
}

/** Call once it is known that nothing was recorded, or that the person wants no more of it. */
export function dropKey(scope: string, store: KeyValueStore = localStore): void {
  store.remove(storageKey(scope));
}

const SAYS_NOTHING_OF_BEFORE = ['UNAVAILABLE', 'LIMIT_EXCEEDED', 'UNAUTHENTICATED'];

/**
 * Whether it is known now that this submit was not recorded, so that its key may go. A refusal at the door of a
 * repeated request says nothing about the first one, whose answer got lost.
 */
export function settles(failure: Failure, repeated: boolean): boolean {
  if (!failure.nothingRecorded) return false;
  // A limit of the thing itself names its field, and is looked at after the key.
  return !(repeated && SAYS_NOTHING_OF_BEFORE.includes(failure.code) && failure.field === undefined);
}

/** Salted with the key, so that equal gifts of two people do not look equal. */
const digestOf = (key: string, content: unknown): string => bytesToHex(sha256(utf8ToBytes(`${key} ${stable(content)}`)));

/** JSON with sorted keys and without undefined: equal content gives equal text. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
