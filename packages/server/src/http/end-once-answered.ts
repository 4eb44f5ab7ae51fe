import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';

/** How to end `server`: it lets nobody in any more, and is ended once everything is answered that was asked of it. */
export function endOnceAnswered(server: Server): () => Promise<void> {
  const open = new Set<ServerResponse>();
  let ending = false;
  const endConnectionAfter = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('connection', 'close');
  };
  server.on('request', (_request, response) => {
    open.add(response);
    response.once('close', () => open.delete(response));
    if (ending) endConnectionAfter(response);
  });
  return async () => {
    if (!server.listening) return;
    ending = true;
    const ended = once(server, 'close');
    server.close();
    open.forEach(endConnectionAfter);
    while (open.size > 0) await Promise.all([...open].map((response) => once(response, 'close')));
    // Nothing was asked on those that are left. Browsers hold such connections in reserve, and Node would wait for them as long as they like.
    server.closeAllConnections();
    await ended;
  };
}
