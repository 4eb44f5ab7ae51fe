import { localStore, readJson } from '../../lib/storage';

const STORAGE_KEY = 'hc:searches';
const MOST = 6;

/** The last searches, the newest first. They are kept in this browser only. */
export function recentSearches(): string[] {
  const kept = readJson<unknown>(localStore, STORAGE_KEY);
  return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, MOST) : [];
}

export function keepSearch(text: string): void {
  const others = recentSearches().filter((one) => one !== text);
  localStore.write(STORAGE_KEY, JSON.stringify([text, ...others].slice(0, MOST)));
}

export const forgetSearches = (): void => localStore.remove(STORAGE_KEY);
