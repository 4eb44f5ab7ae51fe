import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

/**
 * Collects every connection that servers of this process accept. `cut` closes them, as a restarted proxy or a lost
 * network would.
 */
export function useConnections(): { cut(): void } {
  const open = new Set<Socket>();
  const note = (message: unknown) => {
    const { socket } = message as { socket: Socket };
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  };
  beforeAll(() => subscribe('net.server.socket', note));
  afterAll(() => {
    unsubscribe('net.server.socket', note);
  });
  return {
    cut: () => {
      for (const socket of open) socket.destroy();
    },
  };
}
