import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { runApp, type RunningApp } from '#testing';

afterEach(() => void vi.useRealTimers());

let app: RunningApp;
beforeAll(async () => {
  app = await runApp({ PUBLIC_URL: 'https://hongchuang.example' });
});
afterAll(() => app.stop());

/** Sends an upgrade request and returns the first line of the response. */
const upgrade = (path: string, headers: Record<string, string> = {}, leave = false): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1', () => {
      const lines = Object.entries({
        host: 'x',
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-protocol': 'graphql-transport-ws',
        ...headers,
      }).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
      if (leave) socket.resetAndDestroy();
    });
    let answer = '';
    socket.on('data', (data) => {
      answer += String(data);
      if (answer.includes('\r\n')) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer.split('\r\n', 1)[0] ?? ''));
  });

describe('a request for a WebSocket', () => {
  it.each([
    ['/graphql', {}, 101],
    ['/graphql?x=1', {}, 101],
    ['/graphql', { origin: 'http://x' }, 101],
    ['/graphql', { origin: 'https://hongchuang.example' }, 101],
    ['/graphql', { origin: 'http://hongchuang.example' }, 403],
    ['/graphql', { origin: 'https://hongchuang.example.evil.example' }, 403],
    ['/graphql', { origin: 'https://evil.example' }, 403],
    ['/graphql', { origin: 'null' }, 403],
    ['/other', {}, 403],
    ['/graphql/more', {}, 403],
    ['//', {}, 403],
    ['http://[', {}, 403],
    ['*', {}, 403],
  ])('%s from %j gets status %i', async (path, headers, status) => {
    expect(
      await upgrade(path, headers as Record<string, string>),
      'only our own pages may open a socket that carries the session cookie',
    ).toContain(` ${status} `);
    expect((await fetch(`${app.url}/healthz`)).status, 'no request of a stranger may end the process').toBe(200);
  });

  it('whose client disconnects before the response affects no other connection', async () => {
    for (let round = 0; round < 20; round += 1) await upgrade('/other', {}, true);
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  });
});

const open = async (url: string) => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await new Promise((resolve) => socket.once('open', resolve));
  return socket;
};
/** Opens a socket and completes the protocol's handshake. The server closes sockets without it after three seconds. */
const greet = async (url: string) => {
  const socket = await open(url);
  socket.send('{"type":"connection_init"}');
  await new Promise((resolve) => socket.once('message', resolve));
  return socket;
};

describe('an open connection', () => {
  const closeOf = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', resolve));
  const openSockets = async () =>
    Number(/^websocket_connections (\d+)/m.exec(await (await fetch(`${app.url}/metrics`)).text())![1]);
  /**
   * Waits until `count` sockets are open, because the server learns a moment after its client that a socket is closed.
   */
  const untilOpen = (count: number) => vi.waitFor(async () => expect(await openSockets()).toBe(count), 20_000);

  it('is closed when a message is too long, with the code for it and without an error in the log', async () => {
    const said = vi.spyOn(console, 'error');
    const socket = await greet(app.url);
    socket.send('x'.repeat(64 * 1024 + 1));
    expect(await closeOf(socket)).toBe(1009);
    expect(said, 'otherwise every stranger could fill the log').not.toHaveBeenCalled();
  });

  it.each([
    ['no JSON', 'x', 4400],
    [
      'brackets that nest too deep',
      `{"id":"1","type":"subscribe","payload":${'['.repeat(100)}${']'.repeat(100)}}`,
      4400,
    ],
    ['what only a server says', '{"type":"connection_ack"}', 4500],
    [
      'a subscription before it said who it is',
      '{"id":"1","type":"subscribe","payload":{"query":"{ __typename }"}}',
      4401,
    ],
  ])('is closed when it says %s', async (_name, message, code) => {
    const socket = await open(app.url);
    socket.send(message);
    expect(await closeOf(socket)).toBe(code);
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  });

  it('that answers no pings is ended and its queued data freed, while others stay', async () => {
    await untilOpen(0);
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const [polite, silent] = [await greet(app.url), await greet(app.url)];
    expect(await openSockets()).toBe(2);
    const pinged = new Promise((resolve) => polite.once('ping', resolve));
    // The client stops reading, like a telephone in a tunnel.
    silent.pause();
    vi.advanceTimersByTime(10_000);
    await pinged;
    // The answer to a later message shows that the pong before it has arrived.
    polite.send('{"type":"ping"}');
    await new Promise((resolve) => polite.once('message', resolve));
    vi.advanceTimersByTime(10_000);
    vi.useRealTimers();
    await untilOpen(1);
    expect(polite.readyState).toBe(polite.OPEN);
    polite.terminate();
    silent.terminate();
  });
});

describe('stopping', () => {
  it('tells clients that the server is going away, and does not wait for clients that do not react', async () => {
    const other = await runApp();
    const [polite, silent] = [await greet(other.url), await greet(other.url)];
    silent.on('error', () => undefined);
    // The client stops reading, like a telephone in a tunnel.
    silent.pause();
    const closed = new Promise((resolve) => polite.once('close', resolve));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const stopped = other.stop();
    expect(await closed, 'code 1001 makes clients reconnect to another server').toBe(1001);
    // A socket that does not answer is terminated, because a deploy must not hang on a dead telephone.
    vi.advanceTimersByTime(2_000);
    await stopped;
    silent.terminate();
  });
});
