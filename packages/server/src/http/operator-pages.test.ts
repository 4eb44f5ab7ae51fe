import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runApp, type RunningApp } from '#testing';
import { watchForProxies } from './operator-pages.js';

const TOKEN = 'a-token-of-thirty-two-characters';
let app: RunningApp;
beforeAll(async () => {
  app = await runApp({
    METRICS_TOKEN: TOKEN,
    SECURITY_CONTACT: 'mailto:security@example.org',
    PUBLIC_URL: 'https://give.example.org',
  });
});
afterAll(() => app.stop());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url}${path}`, { headers });

describe('/metrics', () => {
  it('is open to programs on this machine', async () => {
    const response = await get('/metrics');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('http_request_seconds');
  });

  it.each<[string, number, Record<string, string>]>([
    ['nothing', 401, {}],
    ['another token', 401, { authorization: `Bearer ${TOKEN}x` }],
    ['the token in another scheme', 401, { authorization: `Basic ${TOKEN}` }],
    ['the token', 200, { authorization: `Bearer ${TOKEN}` }],
  ])('is told to somebody behind a proxy who sends %s: %i', async (_what, status, headers) => {
    const response = await get('/metrics', { 'x-forwarded-for': '203.0.113.7', ...headers });
    expect(response.status).toBe(status);
    expect((await response.text()).includes('http_request_seconds')).toBe(status === 200);
  });

  it('is told to nobody behind a proxy where no token is set', async () => {
    const other = await runApp({});
    for (const token of ['', 'null', TOKEN]) {
      const headers = { 'x-forwarded-for': '203.0.113.7', authorization: `Bearer ${token}` };
      expect((await fetch(`${other.url}/metrics`, { headers })).status).toBe(401);
    }
    expect((await fetch(`${other.url}/.well-known/security.txt`)).status).toBe(404);
    await other.stop();
  });
});

it('says where vulnerabilities are reported, and for how long that is true', async () => {
  const response = await get('/.well-known/security.txt');
  const fields = Object.fromEntries(
    (await response.text())
      .trim()
      .split('\n')
      .map((line) => line.split(/: (.*)/) as [string, string]),
  );
  expect(response.headers.get('content-type')).toContain('text/plain');
  expect(fields).toMatchObject({
    Contact: 'mailto:security@example.org',
    Canonical: 'https://give.example.org/.well-known/security.txt',
  });
  const days = (Date.parse(fields['Expires']!) - Date.now()) / 86_400_000;
  expect(Math.abs(days - 180)).toBeLessThan(2);
});

it('keeps the session in a cookie that only this host can set', async () => {
  const ask = async (query: string, headers: Record<string, string> = {}) =>
    fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
  const input = '{ email: "somebody@example.org", password: "a-good-password", name: "小红" }';
  const cookie = (await ask(`mutation { signUp(input: ${input}) { id } }`)).headers.getSetCookie()[0]!;
  expect(cookie).toMatch(/^__Host-hc_session=[\w-]{43};/);
  expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  const pair = cookie.split(';', 1)[0]!;
  const viewer = async (sent: string) => {
    const response = await ask('{ viewer { id } }', { cookie: sent });
    return ((await response.json()) as { data: { viewer: object | null } }).data.viewer;
  };
  expect(await viewer(pair)).not.toBeNull();
  expect(await viewer(pair.replace('__Host-', ''))).toBeNull();
});

describe('a proxy', () => {
  const request = (headers: Record<string, string>) => ({ headers }) as never;
  it.each([
    [0, [{}, {}], 0],
    [0, [{}, { 'x-forwarded-for': '203.0.113.7' }, { 'x-forwarded-for': '203.0.113.8' }], 1],
    [1, [{ 'x-forwarded-for': '203.0.113.7' }], 0],
  ])('with TRUSTED_PROXIES %i and requests %j is warned of %i times', (trustedProxies, requests, warnings) => {
    const warn = vi.fn<(message: string) => void>();
    const note = watchForProxies({ env: { trustedProxies }, log: { warn } } as never);
    for (const headers of requests) note(request(headers as Record<string, string>));
    expect(warn).toHaveBeenCalledTimes(warnings);
  });
});
