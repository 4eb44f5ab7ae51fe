import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { createClient } from 'graphql-ws';
import { OperationTypeNode } from 'graphql';
import { tap } from 'rxjs';
import { askAgain } from './ask-again';
import { createCache } from './cache';
import { i18n } from './i18n';
import { setLiveState } from './live-connection';
import { newestVersionLink } from './newest-version';

const liveClient = createClient({
  url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
  lazy: true,
  // Leaving one page for another drops the last subscription for a moment; the socket need not follow.
  lazyCloseTimeout: 3_000,
  retryAttempts: Number.POSITIVE_INFINITY,
  shouldRetry: () => true,
  keepAlive: 12_000,
  async retryWait(retries) {
    const longest = Math.min(15_000, 500 * 2 ** Math.min(retries, 6));
    const delay = longest / 2 + Math.random() * (longest / 2);
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        removeEventListener('online', done);
        resolve();
      };
      const timer = setTimeout(done, delay);
      // No reason to sit out the delay once the network is back.
      addEventListener('online', done);
    });
  },
  on: liveEvents(),
});

/** Watches for pongs: a phone that changed networks keeps a dead socket open without noticing. */
function liveEvents(): NonNullable<Parameters<typeof createClient>[0]['on']> {
  let socket: WebSocket | undefined;
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  return {
    connecting: () => setLiveState('connecting'),
    opened: (opened) => {
      socket = opened as WebSocket;
    },
    connected: () => setLiveState('live'),
    ping: (received) => {
      if (received) return;
      pongTimer = setTimeout(() => {
        if (socket?.readyState === WebSocket.OPEN) socket.close(4408, 'Pong timeout');
      }, 6_000);
    },
    pong: (received) => {
      if (received) clearTimeout(pongTimer);
    },
    closed: (event) => {
      clearTimeout(pongTimer);
      setLiveState((event as CloseEvent).code === 1000 ? 'idle' : 'lost');
    },
  };
}

/** Names each question by its hash, which the server knows; where the browser computes none, as without HTTPS, the text goes as it is. */
function byHash(): ApolloLink {
  const subtle = (globalThis.crypto as Partial<Crypto>).subtle;
  if (subtle === undefined) return new ApolloLink((operation, forward) => forward(operation));
  return new PersistedQueryLink({
    async sha256(text) {
      const bytes = new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(text)));
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
  });
}

/**
 * Reads the shown lists again after every mutation, whoever sent it: what was decided leaves its list, and every count on the page agrees with the
 * server. A mutation has no list of its own consequences that somebody could forget to write down.
 */
function freshLists(): ApolloLink {
  return new ApolloLink((operation, forward) => {
    if (operation.operationType !== OperationTypeNode.MUTATION) return forward(operation);
    // In a task of its own, so that the result of the mutation is in the cache first.
    return forward(operation).pipe(tap({ complete: () => setTimeout(() => void askAgain(apollo), 0) }));
  });
}

function createLink(): ApolloLink {
  const headers = new SetContextLink(({ headers: given }) => ({
    // The preflight header is what cross-site forms cannot send; the server refuses requests without it.
    headers: { ...(given as Record<string, string> | undefined), 'accept-language': i18n.language, 'apollo-require-preflight': 'true' },
  }));
  const http = byHash().concat(new HttpLink({ uri: '/graphql', credentials: 'same-origin' }));
  return freshLists().concat(newestVersionLink({
    ProjectProgress: (value) => String(value['projectId']),
    CityTotals: () => 'city',
  })).concat(
    ApolloLink.split(
      (operation) => operation.operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(liveClient),
      headers.concat(http),
    ),
  );
}

export const apollo = new ApolloClient({ link: createLink(), cache: createCache() });

/**
 * Call after signing in or out, with everything that follows from it still to come: what the cache holds was
 * answered to somebody else, and the open socket still carries the old session.
 */
export async function startNewSession(): Promise<void> {
  liveClient.terminate();
  // A query that fails now says so on its own page; it is no failure of signing in or out.
  await apollo.resetStore().catch(() => undefined);
}
