import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';

/**
 * Returns a function that ends `server`. The server then accepts no new connection, and the function resolves when all
 * requests have their responses.
 */
export function gracefulClose(server: Server): () => Promise<void> {
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
    // The remaining connections have no request. Browsers hold such connections in reserve, and Node would wait for
    // them for as long as they last.
    server.closeAllConnections();
    await ended;
  };
}
