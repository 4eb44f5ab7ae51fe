/**
 * The part of Web Storage that this site needs. Private windows and full disks refuse writes, so no method may throw.
 */
export interface KeyValueStore {
  read(key: string): string | null;
  write(key: string, value: string): void;
  remove(key: string): void;
}

/** Stores values in `backing`. Values that `backing` refuses are kept in memory until the page is closed. */
export function createStore(backing: () => Storage | undefined): KeyValueStore {
  // Only values that could not be stored. A copy of a stored value would outlive its removal by another tab.
  const unstored = new Map<string, string>();
  return {
    read(key) {
      const kept = unstored.get(key);
      if (kept !== undefined) return kept;
      try {
        return backing()?.getItem(key) ?? null;
      } catch {
        return null;
      }
    },
    write(key, value) {
      try {
        const storage = backing();
        if (!storage) throw new Error('No storage');
        storage.setItem(key, value);
        unstored.delete(key);
      } catch {
        unstored.set(key, value);
      }
    },
    remove(key) {
      unstored.delete(key);
      try {
        backing()?.removeItem(key);
      } catch {
        // When writing is impossible, nothing was stored that could be removed.
      }
    },
  };
}

export const localStore = createStore(() => globalThis.localStorage);

export function readJson<T>(store: KeyValueStore, key: string): T | undefined {
  const text = store.read(key);
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
