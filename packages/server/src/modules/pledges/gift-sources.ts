import type { Pledge } from './pledge.entity.js';

/** The source key of a pledge's newest payment. */
export const sourceOfPayment = ({ id, timesPaid }: Pick<Pledge, 'id' | 'timesPaid'>): string =>
  `pledge:${id}:paid${timesPaid === 1 ? '' : `:${timesPaid}`}`;

/** The source key of the entry by which money of a gift goes back. */
export const sourceOfRefund = (pledgeId: string): string => `pledge:${pledgeId}:refunded`;

/** The pledge whose money a journal entry with this source key moved; null for other entries. */
export const pledgeOfSource = (sourceKey: string): string | null => /^pledge:([^:]+):/.exec(sourceKey)?.[1] ?? null;
