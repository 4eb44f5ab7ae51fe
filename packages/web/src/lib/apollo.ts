import { ApolloClient, ApolloLink, type NormalizedCacheObject, Observable } from '@apollo/client';
import { createCache } from './cache';
import { beginSessionChange, tellOtherPages } from './session-changes';

/** The context of a mutation that changes no list, so that no list is read again. */
export const CHANGES_NO_LIST = { changesNoList: true };

type Network = typeof import('./network') & { link: ApolloLink };

/** The connections to the server. They load apart, because a page that the server drew can be read without them. */
let network: Promise<Network> | undefined;

/** Loads what sends operations to the server. Pages that the browser draws call it at once. */
export const loadNetwork = (): Promise<Network> =>
  (network ??= import('./network').then(
    (loaded) => ({ ...loaded, link: loaded.createLink() }),
    (error: unknown) => {
      // The next operation tries again.
      network = undefined;
      throw error;
    },
  ));

/** The link of the network is the last one. */
const nothingFollows: ApolloLink.ForwardFunction = () => new Observable((observer) => observer.complete());

const networkLink = new ApolloLink(
  (operation) =>
    new Observable((observer) => {
      let subscription: { unsubscribe(): void } | undefined;
      let ended = false;
      loadNetwork().then(
        ({ link }) => {
          if (!ended) subscription = link.request(operation, nothingFollows).subscribe(observer);
        },
        (error: unknown) => observer.error(error),
      );
      return () => {
        ended = true;
        subscription?.unsubscribe();
      };
    }),
);

export const apollo = new ApolloClient({ link: networkLink, cache: createCache() });

/** Fills the cache with what the server drew the page from. The first draw then sends no query. */
export function takeServedData(data: NormalizedCacheObject): void {
  apollo.cache.restore(data);
  apollo.prioritizeCacheValues = true;
}

/** From now on, queries that want fresh data send their requests again. */
export function endServedData(): void {
  apollo.prioritizeCacheValues = false;
}

/**
 * Call this after signing in or out, before any other work that follows from it. The cache holds answers for another
 * viewer, and the open socket still uses the old session.
 */
export async function startNewSession(): Promise<void> {
  const end = beginSessionChange();
  const { watchOf } = await import('./watch-of');
  const watch = watchOf(apollo);
  watch.pause();
  await (await network)?.endLiveConnection();
  // A query that fails now shows its own error on its page; signing in or out has still succeeded.
  await apollo.resetStore().catch(() => undefined);
  watch.resume();
  end();
  tellOtherPages();
}
