import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { runApp, temporaryFolder, type RunningApp } from '../testing.js';

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

describe('what is only read', () => {
  it.each(['/', '/projects', '/assets/a.js', '/healthz', '/readyz', '/metrics'])('%s takes GET and HEAD and nothing else', async (path) => {
    const status = async (method: string) => (await fetch(`${app.url}${path}`, { method })).status;
    expect([await status('GET'), await status('HEAD')]).toEqual([200, 200]);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect(await status(method), 'nobody may believe that this did something').toBe(405);
  });

  it('is sent in its smaller form to browsers that take it', async () => {
    const answer = (accepted: string) => fetch(`${app.url}/assets/a.js`, { headers: { 'accept-encoding': accepted } });
    const [small, plain] = [await answer('br'), await answer('identity')];
    expect(small.headers.get('content-encoding')).toBe('br');
    expect(small.headers.get('content-type')).toContain('javascript');
    expect(small.headers.get('cache-control')).toContain('immutable');
    expect(await plain.text()).toBe('plain()');
    for (const { headers } of [small, plain]) expect(headers.get('vary'), 'or a cache gives the one to who takes only the other').toBe('Accept-Encoding');
  });
});

describe('a connection', () => {
  it('is kept longer than a proxy keeps it, and does not hold up the stop once its last request is answered', async () => {
    const own = await runApp();
    expect((await fetch(`${own.url}/healthz`)).headers.get('keep-alive')).toBe('timeout=75');
    let answer!: () => void;
    const asked = new Promise<void>((resolve) => {
      vi.spyOn(own.db, 'ping').mockImplementation(() => (resolve(), new Promise((answered) => { answer = answered; })));
    });
    const slow = fetch(`${own.url}/readyz`);
    await asked;
    const stopped = own.stop();
    answer();
    expect((await slow).status).toBe(200);
    await stopped;
  });
});

describe('a database that is away', () => {
  it('makes the server not ready, also when it neither answers nor refuses', async () => {
    const silent = vi.spyOn(app.db, 'ping').mockReturnValue(new Promise(() => undefined));
    expect((await fetch(`${app.url}/readyz`)).status).toBe(503);
    silent.mockRestore();
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
  });

  it('is UNAVAILABLE to who subscribes, in our words and not in its own', async () => {
    const away = vi.spyOn(app.db.read, 'query').mockRejectedValue(Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:3306'), { code: 'ECONNREFUSED' }));
    const client = createClient({ url: `${app.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
    const answer = await new Promise<unknown>((resolve) => {
      client.subscribe({ query: 'subscription { projectProgress(projectId: "018772fa-0280-712d-8f69-515efdd81dbd") { version } }' }, { next: resolve, error: resolve, complete: () => undefined });
    });
    away.mockRestore();
    await client.dispose();
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE', key: 'unavailable' } }] });
    expect(JSON.stringify(answer), 'whom we ask, and where, is nobody else’s business').not.toMatch(/ECONN|10\.0\.0\.7/);
  });
});
