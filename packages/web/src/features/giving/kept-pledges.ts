import type { OwnPledgeFragment } from '@hongchuang/schema';
import { createStore, readJson } from '../../lib/storage';

// For this tab alone: what a guest gave is nobody else's business on a shared computer.
const tabStore = createStore(() => globalThis.sessionStorage);
const storageKey = (id: string) => `hc:pledge:${id}`;

/** Keeps the answer to a gift: a guest cannot ask for it again. */
export function keepPledge(pledge: OwnPledgeFragment): void {
  tabStore.write(storageKey(pledge.id), JSON.stringify(pledge));
}

export function findKeptPledge(id: string): OwnPledgeFragment | undefined {
  return readJson<OwnPledgeFragment>(tabStore, storageKey(id));
}
