import { createStore } from '../../lib/storage';

// Stored for this tab only, like the gift itself: who pays on the provider's page comes back to the same tab.
const tabStore = createStore(() => globalThis.sessionStorage);

const keyOf = (pledgeId: string) => `hc:gift-key:${pledgeId}`;
const paymentOf = (pledgeId: string) => `hc:payment:${pledgeId}`;

/** Stores the key with which a gift was made, because a guest proves by it that the gift is theirs. */
export const keepGiftKey = (pledgeId: string, key: string): void => tabStore.write(keyOf(pledgeId), key);
export const findGiftKey = (pledgeId: string): string | undefined => tabStore.read(keyOf(pledgeId)) ?? undefined;

/** Stores the newest payment of a gift, because a guest cannot ask for it by the gift. */
export const keepPaymentId = (pledgeId: string, id: string): void => tabStore.write(paymentOf(pledgeId), id);
export const findPaymentId = (pledgeId: string): string | undefined => tabStore.read(paymentOf(pledgeId)) ?? undefined;
