import { FUND, type AccountKind } from '../ledger/index.js';

/** Every project owns one fund, which has its id. */
export const projectFund: AccountKind = { name: FUND, ownerKind: 'PROJECT', isFund: true };
