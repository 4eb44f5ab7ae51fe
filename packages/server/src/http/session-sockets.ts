import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { RequestContext } from '../context.js';
import { watchTopic } from '../live/changes.js';
import { findViewerAgain, topicOfSession } from '../modules/identity/index.js';

/** The sockets whose sessions are watched already. */
const watched = new WeakSet<WebSocket>();

/**
 * Closes `socket` when somebody ends the session with which it was opened, on this node or another. The client connects
 * again, as a visitor. Without this, a socket would stay open until its next change is refused.
 */
export function closeWithSession(context: RequestContext, socket: WebSocket): void {
  const topic = topicOfSession(context);
  if (topic === null || watched.has(socket)) return;
  watched.add(socket);
  const changes = watchTopic(context.live, topic);
  socket.once('close', () => void changes.return?.());
  void (async () => {
    for await (const _change of changes) {
      if ((await findViewerAgain(context)) !== null) continue;
      // Code 4403 is one after which clients connect again; 4401 would leave public pages without their live figures.
      socket.close(CloseCode.Forbidden, 'The session has ended');
      return;
    }
  })().catch((error: unknown) => {
    context.log.warn({ err: error }, 'a session could not be read for its socket');
    socket.close(CloseCode.InternalServerError, 'Internal server error');
  });
}
