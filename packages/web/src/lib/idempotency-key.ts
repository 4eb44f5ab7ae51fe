import { v7 as uuidv7 } from 'uuid';
import { type KeyValueStore, localStore, readJson } from './storage';

/** A keyed operation that was, or is about to be, sent and whose answer is not known yet. */
export interface UnsettledKey<T> {
  key: string;
  content: T;
  claimedAt: string;
}

const storageKey = (scope: string) => `hc:key:${scope}`;

/**
 * The key for sending `content`. It is stored before it is returned, so a request whose answer got lost
 * is repeated with the same key, even after a reload, and counts once. Other content gets a new key.
 */
export function claimKey<T>(scope: string, content: T, store: KeyValueStore = localStore): string {
  const known = findUnsettled<T>(scope, store);
  if (known && stable(known.content) === stable(content)) return known.key;
  const claimed: UnsettledKey<T> = { key: uuidv7(), content, claimedAt: new Date().toISOString() };
  store.write(storageKey(scope), JSON.stringify(claimed));
  return claimed.key;
}

/** What was sent in this scope without a certain answer. Repeat it before sending anything else. */
export function findUnsettled<T>(scope: string, store: KeyValueStore = localStore): UnsettledKey<T> | undefined {
  return readJson<UnsettledKey<T>>(store, storageKey(scope));
}

/** Call once the server has answered, yes or no: the next send is then a new intention. */
export function settleKey(scope: string, store: KeyValueStore = localStore): void {
  store.remove(storageKey(scope));
}

/** JSON with sorted keys and without undefined: equal content gives equal text. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
