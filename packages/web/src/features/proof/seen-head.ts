import type { TreeHeadPartsFragment } from '@hongchuang/schema';
import { localStore, readJson } from '../../lib/storage';

const KEY = 'hc:proof-head';

/** The newest head that this browser verified: whoever rewrites the ledger afterwards cannot hide it from this browser. */
export const findSeenHead = (): TreeHeadPartsFragment | undefined => readJson<TreeHeadPartsFragment>(localStore, KEY);

export const keepSeenHead = (head: TreeHeadPartsFragment): void => localStore.write(KEY, JSON.stringify(head));

export const forgetSeenHead = (): void => localStore.remove(KEY);
