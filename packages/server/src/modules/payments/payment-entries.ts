import type { EntryKind } from '../ledger/index.js';

/** Money that was paid online and became no gift touches no fund. */
export const strayReceived: EntryKind = { name: 'ONLINE_STRAY_RECEIVED', bookLine: null };

/** Such money that went back to its payer. */
export const strayReturned: EntryKind = { name: 'ONLINE_STRAY_RETURNED', bookLine: null };

export const sourceOfStrayReturn = (paymentId: string): string => `payment:${paymentId}:returned`;

/** The source key of the entry of money that became no gift. */
export const sourceOfStray = (paymentId: string): string => `payment:${paymentId}:stray`;
