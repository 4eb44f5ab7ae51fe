/** What we need of Web Storage. Private windows and full disks refuse writes, so nothing here may throw. */
export interface KeyValueStore {
  read(key: string): string | null;
  write(key: string, value: string): void;
  remove(key: string): void;
}

/** Keeps values in `backing`, and in memory for as long as the page lives where `backing` refuses them. */
export function createStore(backing: () => Storage | undefined): KeyValueStore {
  // Only what could not be stored: a copy of what was would outlive its removal by another tab.
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
        // What cannot be written was not there to remove.
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
