import { localStore, readJson } from '../../lib/storage';

const KEEP = 200;
const storageKey = (viewerId: string) => `hc:prepared:${viewerId}`;

/**
 * The releases that this person prepared on this device. The API does not say who prepared one; who knows that they
 * did is told so before they try to sign, and everybody else by the server's refusal.
 */
export const preparedHere = (viewerId: string): string[] => readJson<string[]>(localStore, storageKey(viewerId)) ?? [];

export function rememberPrepared(viewerId: string, stageId: string): void {
  const known = preparedHere(viewerId).filter((id) => id !== stageId);
  localStore.write(storageKey(viewerId), JSON.stringify([...known, stageId].slice(-KEEP)));
}
