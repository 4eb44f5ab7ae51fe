import type { WebSocket } from 'ws';

/** How often each socket is asked whether anybody is still there. */
const BEAT_MS = 10_000;

/**
 * Ends a socket that has not answered by the next beat: a telephone in a tunnel says no goodbye, and one that takes nothing does not
 * answer either. What waited to be sent to it is freed with it.
 */
export function endWhenSilent(socket: Pick<WebSocket, 'on' | 'once' | 'ping' | 'terminate'>): void {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const beat = setInterval(() => {
    if (!answered) {
      socket.terminate();
      return;
    }
    answered = false;
    socket.ping();
  }, BEAT_MS);
  socket.once('close', () => clearInterval(beat));
}
