import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { endWhenSilent } from './heartbeat.js';

/** A socket that answers pings or does not. */
class FakeSocket extends EventEmitter {
  pings = 0;
  ended = false;
  answers = true;

  ping(): void {
    this.pings += 1;
    if (this.answers) this.emit('pong');
  }

  terminate(): void {
    this.ended = true;
    this.emit('close');
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a socket', () => {
  const watch = () => {
    const socket = new FakeSocket();
    endWhenSilent(socket as unknown as WebSocket);
    return socket;
  };

  it('that answers stays open for days', () => {
    const socket = watch();
    vi.advanceTimersByTime(2 * 86_400_000);
    expect(socket.ended).toBe(false);
    expect(socket.pings).toBeGreaterThan(10_000);
  });

  it('that does not answer is ended within half a minute, and its timer stops', () => {
    const socket = watch();
    vi.advanceTimersByTime(60_000);
    socket.answers = false;
    vi.advanceTimersByTime(25_000);
    expect(socket.ended).toBe(true);
    expect(vi.getTimerCount(), 'a timer would keep the socket in memory').toBe(0);
  });

  it('that is closed stops its timer', () => {
    const socket = watch();
    socket.emit('close');
    expect(vi.getTimerCount()).toBe(0);
  });
});
