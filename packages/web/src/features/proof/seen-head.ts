import type { TreeHeadPartsFragment } from '@hongchuang/schema';
import { localStore, readJson } from '../../lib/storage';

const KEY = 'hc:proof-head';

/**
 * Returns the newest head that this browser verified. A later rewrite of the ledger cannot be hidden from this browser.
 */
export const findSeenHead = (): TreeHeadPartsFragment | undefined => readJson<TreeHeadPartsFragment>(localStore, KEY);

export const keepSeenHead = (head: TreeHeadPartsFragment): void => localStore.write(KEY, JSON.stringify(head));

export const forgetSeenHead = (): void => localStore.remove(KEY);
