import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { createClient } from 'graphql-ws';
import { setLiveState } from './live-connection';
import { lookAtSession } from './session-changes';

/** The code with which the server closes a socket whose session has ended. */
const SESSION_OVER = 4403;

const liveClient = createClient({
  url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
  lazy: true,
  // Going from one page to another drops the last subscription for a moment; the socket stays open meanwhile.
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
      // Retries at once when the network is back, without the rest of the delay.
      addEventListener('online', done);
    });
  },
  on: liveEvents(),
});

/** Watches for pongs, because a phone that changed networks keeps a dead socket open without noticing. */
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
      const { code } = event as CloseEvent;
      setLiveState(code === 1000 ? 'idle' : 'lost');
      if (code === SESSION_OVER) lookAtSession();
    },
  };
}

export const liveLink = new GraphQLWsLink(liveClient);

/** Ends the connection, which still belongs to the old session. The next subscription opens another one. */
export const endLiveConnection = (): void => liveClient.terminate();
