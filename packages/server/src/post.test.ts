import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { post } from './post.js';

describe('a message', () => {
  let server: Server;
  let port: number;
  let requests = 0;
  beforeAll(async () => {
    server = createServer((_, response) => {
      requests += 1;
      response.end('ok');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => server.close());

  it.each([
    ['a name that leads to this machine', 'https://localhost:PORT/'],
    ['a loopback address', 'https://127.0.0.1:PORT/'],
    ['the same as one number', 'https://2130706433:PORT/'],
    ['the same in IPv6', 'https://[::1]:PORT/'],
    ['IPv4 inside IPv6', 'https://[::ffff:127.0.0.1]:PORT/'],
    ['a private address', 'https://10.0.0.8/'],
    ['the metadata of a cloud', 'https://169.254.169.254/latest/meta-data'],
    ['http', 'http://127.0.0.1:PORT/'],
  ])('never goes to %s', async (_what, url) => {
    expect(await post(new URL(url.replace('PORT', String(port))), {}, '{}', { anyAddress: false })).toEqual({
      fault: 'ADDRESS',
    });
    expect(requests).toBe(0);
  });

  it('goes to a test server where every address is allowed', async () => {
    const url = new URL(`http://127.0.0.1:${port}/`);
    expect(await post(url, {}, '{}', { anyAddress: true })).toEqual({ status: 200, reply: 'ok' });
  });

  it('ends when the server stops', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const url = new URL(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/`);
    const stop = new AbortController();
    const sent = post(url, {}, '{}', { anyAddress: true, signal: stop.signal });
    stop.abort();
    expect(await sent).toEqual({ fault: 'CONNECTION' });
    silent.closeAllConnections();
    silent.close();
  });
});
