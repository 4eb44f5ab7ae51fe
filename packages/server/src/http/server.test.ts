import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { runApp, temporaryFolder, type RunningApp } from '#testing';

const pages = temporaryFolder();
let app: RunningApp;
beforeAll(async () => {
  mkdirSync(join(pages.path, 'assets'));
  writeFileSync(join(pages.path, 'index.html'), '<p>pages</p>');
  writeFileSync(join(pages.path, 'assets/a.js'), 'plain()');
  writeFileSync(join(pages.path, 'assets/a.js.br'), 'small');
  app = await runApp({ WEB_DIR: pages.path });
});
afterAll(async () => {
  await app.stop();
  pages.remove();
});

describe('a read-only address', () => {
  it.each(['/', '/projects', '/assets/a.js', '/healthz', '/readyz', '/metrics'])(
    '%s accepts GET and HEAD only',
    async (path) => {
      const status = async (method: string) => (await fetch(`${app.url}${path}`, { method })).status;
      expect([await status('GET'), await status('HEAD')]).toEqual([200, 200]);
      for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
        expect(await status(method), 'the response must not look like a success').toBe(405);
    },
  );

  it('is sent compressed to browsers that accept it', async () => {
    const answer = (accepted: string) => fetch(`${app.url}/assets/a.js`, { headers: { 'accept-encoding': accepted } });
    const [small, plain] = [await answer('br'), await answer('identity')];
    expect(small.headers.get('content-encoding')).toBe('br');
    expect(small.headers.get('content-type')).toContain('javascript');
    expect(small.headers.get('cache-control')).toContain('immutable');
    expect(await plain.text()).toBe('plain()');
    for (const { headers } of [small, plain])
      expect(
        headers.get('vary'),
        'otherwise a cache returns the compressed form to clients that accept the other only',
      ).toBe('Accept-Encoding');
  });
});

describe('no request stops the server', () => {
  /** Sends a request that no browser would send, and returns the response. */
  const send = (head: string) =>
    new Promise<string>((resolve, reject) => {
      let answer = '';
      const socket = connect(Number(new URL(app.url).port), '127.0.0.1', () =>
        socket.write(`${head}\r\nHost: localhost\r\nConnection: close\r\n\r\n`),
      );
      socket
        .on('data', (chunk) => {
          answer += String(chunk);
        })
        .on('end', () => resolve(answer))
        .on('error', reject);
    });
  const alive = async () => expect((await fetch(`${app.url}/healthz`)).status).toBe(200);

  it.each(['bytes=5-2', 'bytes=0-1', 'bytes=-5', 'bytes=9-', 'bytes=a-b', 'bytes=--', 'bytes=1e9-1e9', 'x'])(
    'not one that asks for the range %s: pages are sent whole',
    async (range) => {
      const answer = await send(`GET /index.html HTTP/1.1\r\nRange: ${range}`);
      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
      expect(answer).toContain('<p>pages</p>');
      await alive();
    },
  );

  it.each([
    '/%',
    '/%00',
    '/%c0%ae%c0%ae/',
    '//',
    '///x',
    '/../../etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/assets/..',
    '\\x',
    '/?%',
    '/assets/a.js/',
    '/graphql/',
    '/files/%',
    '/papers/%',
    '/exports/%',
    '*',
    'http://[',
    'http://x:y/',
    '/' + 'x'.repeat(9_000),
  ])('not one for %s', async (path) => {
    expect(await send(`GET ${path} HTTP/1.1`)).toMatch(/^HTTP\/1\.1 [234]\d\d /);
    await alive();
  });

  it('not one for a page that was deleted since the start', async () => {
    const gone = join(pages.path, 'assets/gone.js');
    writeFileSync(gone, 'gone()');
    const own = await runApp({ WEB_DIR: pages.path });
    rmSync(gone);
    await expect(fetch(`${own.url}/assets/gone.js`).then((response) => response.text())).rejects.toThrow();
    expect((await fetch(`${own.url}/assets/a.js`)).status).toBe(200);
    await own.stop();
  });

  it('not one whose handler throws before it returns a promise', async () => {
    vi.spyOn(app.db, 'ping').mockImplementation(() => {
      throw new Error('thrown at once');
    });
    expect((await fetch(`${app.url}/readyz`)).status).toBe(500);
  });
});

describe('the stop of the server', () => {
  it('waits for open requests, keeps idle connections for 75 seconds, and does not wait for unused ones', async () => {
    const own = await runApp();
    const { port } = new URL(own.url);
    const reserve = connect(Number(port), '127.0.0.1');
    await once(reserve, 'connect');
    const reserveEnds = once(reserve, 'close');
    expect((await fetch(`${own.url}/healthz`)).headers.get('keep-alive')).toBe('timeout=75');
    let answer!: () => void;
    const asked = new Promise<void>((resolve) => {
      vi.spyOn(own.db, 'ping').mockImplementation(
        () => (
          resolve(),
          new Promise((answered) => {
            answer = answered;
          })
        ),
      );
    });
    const slow = fetch(`${own.url}/readyz`);
    await asked;
    const stopped = own.stop();
    answer();
    const { status, headers } = await slow;
    expect([status, headers.get('connection')]).toEqual([200, 'close']);
    await Promise.all([stopped, reserveEnds]);
  });

  it('finishes the last request of a client that sends one after another', async () => {
    const own = await runApp();
    const asking = Array.from({ length: 4 }, async () => {
      for (let answered = 0; ; answered += 1) {
        const heard = await fetch(`${own.url}/healthz`).then(
          (response) => response.text(),
          () => 'nobody',
        );
        if (heard !== 'ok') return { heard, asked: answered > 0 };
      }
    });
    await sleep(500);
    await own.stop();
    expect(await Promise.all(asking)).toEqual(asking.map(() => ({ heard: 'nobody', asked: true })));
  });
});

describe('an unreachable database', () => {
  it('makes the server not ready, even when the database neither responds nor refuses', async () => {
    const silent = vi.spyOn(app.db, 'ping').mockReturnValue(new Promise(() => undefined));
    const before = performance.now();
    expect((await fetch(`${app.url}/readyz`)).status).toBe(503);
    expect(performance.now() - before).toBeLessThan(10_000);
    silent.mockRestore();
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
  });

  it('is UNAVAILABLE to subscribers, in our words and not in those of the database', async () => {
    const away = vi
      .spyOn(app.db.read, 'query')
      .mockRejectedValue(Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:3306'), { code: 'ECONNREFUSED' }));
    const client = createClient({ url: `${app.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
    const answer = await new Promise<unknown>((resolve) => {
      client.subscribe(
        { query: 'subscription { projectProgress(projectId: "018772fa-0280-712d-8f69-515efdd81dbd") { version } }' },
        { next: resolve, error: resolve, complete: () => undefined },
      );
    });
    away.mockRestore();
    await client.dispose();
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE', key: 'unavailable' } }] });
    expect(JSON.stringify(answer), 'addresses of the database must not reach the client').not.toMatch(
      /ECONN|10\.0\.0\.7/,
    );
  });
});
