import type { OwnPledgeFragment } from '@hongchuang/schema';
import { createStore, readJson } from '../../lib/storage';

// Stored for this tab only, because others at a shared computer must not see what a guest gave.
const tabStore = createStore(() => globalThis.sessionStorage);
const storageKey = (id: string) => `hc:pledge:${id}`;

/** Stores the answer to a gift, because a guest cannot query it again. */
export function keepPledge(pledge: OwnPledgeFragment): void {
  tabStore.write(storageKey(pledge.id), JSON.stringify(pledge));
}

export function findKeptPledge(id: string): OwnPledgeFragment | undefined {
  return readJson<OwnPledgeFragment>(tabStore, storageKey(id));
}
