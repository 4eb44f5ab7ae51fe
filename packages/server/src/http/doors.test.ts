import { once } from 'node:events';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createMailer } from '../mail.js';
import { runApp, temporaryFolder, testEnv, type RunningApp } from '#testing';
import { writeFileWhole } from '../uploads/write-file.js';
import { SlowRequests } from './slow-requests.js';

const pages = temporaryFolder();
let app: RunningApp;
beforeAll(async () => {
  mkdirSync(join(pages.path, 'assets'));
  writeFileSync(join(pages.path, 'index.html'), '<p>pages</p>');
  app = await runApp({ WEB_DIR: pages.path });
});
afterAll(async () => {
  await app.stop();
  pages.remove();
});

/**
 * Sends `text` on a connection and returns the response, until the server closes the connection or `ms` milliseconds
 * are over.
 */
async function sendSlowly(
  port: number,
  text: string,
  { later = '', everyMs = 0, ms = 5_000 } = {},
): Promise<{ answer: string; tookMs: number }> {
  const beganAt = performance.now();
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket
    .on('data', (chunk) => {
      answer += String(chunk);
    })
    .on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(text);
  if (later !== '') await sleep(100).then(() => socket.write(later));
  const drip = everyMs === 0 ? undefined : setInterval(() => socket.writable && socket.write('x'), everyMs);
  await Promise.race([once(socket, 'close'), sleep(ms, undefined, { ref: false })]);
  clearInterval(drip);
  socket.destroy();
  return { answer, tookMs: performance.now() - beganAt };
}

describe('headers', () => {
  it('allow a page to connect to its own server only', async () => {
    const policy = (await fetch(`${app.url}/`)).headers.get('content-security-policy') ?? '';
    const host = new URL(app.url).host;
    expect(policy.split('; ')).toContain(`connect-src 'self' ws://${host} wss://${host}`);
    expect(policy, 'any host would do').not.toMatch(/ wss?:(?: |;|$)/);
  });

  it('do not copy a policy from the request', async () => {
    const { answer } = await sendSlowly(
      Number(new URL(app.url).port),
      'GET / HTTP/1.1\r\nHost: evil.example; script-src *\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain("connect-src 'self';");
    expect(answer).not.toContain('evil.example');
  });

  it('require https for a year when the site is served over https, and only then', async () => {
    expect((await fetch(`${app.url}/healthz`)).headers.get('strict-transport-security')).toBeNull();
    const secure = await runApp({ PUBLIC_URL: 'https://give.example.org' });
    for (const path of ['/healthz', '/graphql', '/nowhere'])
      expect((await fetch(`${secure.url}${path}`)).headers.get('strict-transport-security')).toBe('max-age=31536000');
    await secure.stop();
  });
});

describe('/graphql in a browser', () => {
  it('shows a page that runs no script of another site', async () => {
    for (const production of ['development', 'test']) {
      const own = await runApp({ NODE_ENV: production });
      const answer = await fetch(`${own.url}/graphql`, { headers: { accept: 'text/html,application/xhtml+xml' } });
      const text = await answer.text();
      expect(answer.headers.get('content-type')).toContain('json');
      expect(text).not.toMatch(/<script|<html|apollographql\.com/i);
      await own.stop();
    }
  });
});

describe('files of the server', () => {
  const open = (path: string): string[] => {
    const { mode } = statSync(path);
    const below = statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => open(join(path, name))) : [];
    return [...((mode & 0o077) === 0 ? [] : [`${path} ${(mode & 0o777).toString(8)}`]), ...below];
  };

  it("are readable by the server's account only: database, log, key, uploads, mail", async () => {
    const folder = temporaryFolder();
    const data = join(folder.path, 'data');
    const env = testEnv(data);
    const own = await runApp({ DATA_DIR: data });
    await own.tick();
    await createMailer(env).send({ to: 'li@example.test', subject: '您好', text: '邀请' });
    await writeFileWhole(join(env.uploadDir, 'covers'), 'a.webp', Buffer.from('x'));
    expect(readdirSync(data).sort()).toEqual(
      expect.arrayContaining(['hongchuang.sqlite', 'outbox', 'proof-signing.key', 'uploads']),
    );
    expect(open(data)).toEqual([]);
    await own.stop();
    folder.remove();
  });
});

describe('a body that arrives too slowly', () => {
  const limits = { graceMs: 300, bytesASecond: 1_000, checkEveryMs: 50 };
  const servers: { close: () => unknown }[] = [];
  afterEach(() => {
    for (const { close } of servers.splice(0)) close();
  });

  async function listen(): Promise<number> {
    const arrivals = new SlowRequests(limits);
    const server = createServer((request, response) => {
      arrivals.watch(request, () => {
        response.statusCode = 408;
        response.end('slow');
        response.once('finish', () => request.destroy());
      });
      request
        .on('error', () => undefined)
        .on('end', () => response.end('whole'))
        .resume();
    });
    servers.push({
      close: () => {
        arrivals.close();
        server.closeAllConnections();
        server.close();
      },
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return (server.address() as AddressInfo).port;
  }
  const head = (length: number) => `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`;

  it('is ended after its time limit', async () => {
    const { answer, tookMs } = await sendSlowly(await listen(), head(1_000), { everyMs: 40 });
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(tookMs).toBeGreaterThan(290);
    expect(tookMs).toBeLessThan(4_000);
  });

  it('is ended when nothing follows the headers, and when the pieces never end', async () => {
    const port = await listen();
    expect((await sendSlowly(port, head(10))).answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(
      (await sendSlowly(port, 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n')).answer,
    ).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('has more time the more has arrived', async () => {
    const port = await listen();
    // 30 bytes, one every 20 ms, take 0.6 s in all. The bytes sent before allow that much time.
    const { answer } = await sendSlowly(port, head(1_200), { later: 'x'.repeat(1_170), everyMs: 20, ms: 3_000 });
    expect(answer).toMatch(/^HTTP\/1\.1 200 [^]*whole/);
  });

  it('is refused by the server in the language of the client', async () => {
    const { answer } = await sendSlowly(
      Number(new URL(app.url).port),
      `POST /graphql HTTP/1.1\r\nHost: x\r\nAccept-Language: en\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
      { ms: 20_000 },
    );
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('took too long to arrive');
    expect(answer).toContain('LIMIT_EXCEEDED');
  });
});
