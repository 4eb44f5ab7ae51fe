import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { timeLimit } from './time-limit.js';

const reasonOf = (signal: AbortSignal) =>
  new Promise<unknown>((resolve) => signal.addEventListener('abort', () => resolve(signal.reason), { once: true }));

it('aborts after the time', async () => {
  expect(await reasonOf(timeLimit(10))).toMatchObject({ name: 'TimeoutError' });
});

it('aborts with another signal, whether it aborts later or has aborted before', async () => {
  const other = new AbortController();
  const limit = timeLimit(60_000, undefined, other.signal);
  const reason = reasonOf(limit);
  other.abort(new Error('the server stops'));
  expect(await reason).toEqual(new Error('the server stops'));
  expect(timeLimit(60_000, other.signal)).toMatchObject({ aborted: true, reason: new Error('the server stops') });
});

it('aborts when only a request refers to the signal and the garbage is collected', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const closing = new AbortController();
  const ended = fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    signal: timeLimit(300, closing.signal),
  }).catch((error: Error) => error.name);
  for (let at = 0; at < 5; at += 1) {
    collect();
    await setTimeout(20);
  }
  expect(await ended).toBe('TimeoutError');
  server.closeAllConnections();
  server.close();
});
