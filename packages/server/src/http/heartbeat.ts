import type { WebSocket } from 'ws';

/** Milliseconds between two pings of a socket. */
const BEAT_MS = 10_000;

/**
 * Ends a socket that has not answered a ping by the next one. A telephone in a tunnel disappears without a close, and a
 * client that reads nothing does not answer either. The end of the socket also frees the data that waited to be sent.
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
