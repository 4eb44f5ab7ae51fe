import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { useTestApp } from '../support/app.ts';
import { pledgeInput } from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';
import { settledSnapshotOf, snapshotOf } from '../support/snapshot.ts';
import { createTown, projectAt, type Town } from '../support/town.ts';

// The limits themselves are proved beside their code, on a schema whose resolvers count; here they meet the real one.
const trusted = JSON.parse(
  readFileSync(new URL('../../packages/schema/src/generated/trusted-documents.json', import.meta.url), 'utf8'),
) as Record<string, string>;
const app = useTestApp({ jobs: 'BY_TICK' });
let town: Town;
let projectId: string;
beforeAll(async () => {
  town = await createTown(app);
  projectId = (await projectAt(app, town, 'FUNDRAISING')).id;
});

const many = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');
const deep = 'organization { parent { '.repeat(1) + 'parent { '.repeat(13) + 'id' + ' }'.repeat(13) + ' } }';

const TOO_MUCH: [string, string][] = [
  ['fields inside fields', `{ projects { edges { node { ${deep} } } } }`],
  ['fields side by side', `{ viewer { ${'id '.repeat(81)} } }`],
  ['aliases', `{ ${many(31, (index) => `a${index}: cityTotals { raised }`)} }`],
  ['directives', `{ viewer { ${'...F @include(if: true) '.repeat(31)} } } fragment F on Viewer { id }`],
  ['words', `{ viewer { ${'id '.repeat(3_001)} } }`],
  [
    'pages of pages',
    '{ projects(first: 100) { edges { node { pledges(first: 100) { edges { node { project { pledges(first: 100) { edges { node { id } } } } } } } } } } }',
  ],
  [
    'fragments that double',
    `{ ...F0 } ${many(30, (index) => `fragment F${index} on Query { ${index === 29 ? 'viewer { id }' : `...F${index + 1} ...F${index + 1} viewer { id }`} }`)}`,
  ],
  ['expensive figures, over and over', `{ ${many(31, (index) => `a${index}: impactSummary { raised }`)} }`],
];

/** Whether what runs now was begun by a request: every second the server also looks by itself for what is due. */
const answering = new AsyncLocalStorage<true>();
const noteRequest = () => {
  answering.enterWith(true);
};

/** How often requests ask the database for anything while `work` runs. */
async function queriesDuring(work: () => Promise<unknown>): Promise<number> {
  const { read } = app.db;
  const source = read.connection;
  const create = source.createQueryRunner.bind(source);
  let count = 0;
  source.createQueryRunner = (...given: Parameters<typeof create>) => {
    if (answering.getStore()) count += 1;
    return create(...given);
  };
  subscribe('http.server.request.start', noteRequest);
  try {
    await work();
  } finally {
    source.createQueryRunner = create;
    unsubscribe('http.server.request.start', noteRequest);
  }
  return count;
}

describe('a query that asks for too much', () => {
  it.each(TOO_MUCH)('because of %s is refused in both languages before anything is read', async (_name, query) => {
    for (const language of ['zh-CN', 'en']) {
      const visitor = app.anonymous(language);
      const asked = await queriesDuring(async () =>
        expect(await visitor.refused(query)).toMatchObject({ code: 'LIMIT_EXCEEDED' }),
      );
      expect(asked, 'refuse it before any resolver runs').toBe(0);
    }
    expect(
      await queriesDuring(() => app.anonymous().must('{ projects { totalCount } }')),
      'the counter above must count',
    ).toBeGreaterThan(0);
  });

  it('is refused over WebSocket too', async () => {
    for (const [query, code] of [
      ['{ viewer { email } }', 'BAD_USER_INPUT'],
      ['mutation { signOut }', 'BAD_USER_INPUT'],
      [`subscription { projectProgress(projectId: "${projectId}") { ${'raised '.repeat(81)} } }`, 'LIMIT_EXCEEDED'],
      [
        `subscription { projectProgress(projectId: "${projectId}") { ${many(31, (index) => `a${index}: raised`)} } }`,
        'LIMIT_EXCEEDED',
      ],
      [
        `subscription { cityTotals { ${'...F @include(if: true) '.repeat(31)} } } fragment F on CityTotals { raised }`,
        'LIMIT_EXCEEDED',
      ],
    ]) {
      const feed = town.donor.client.subscribe(query!);
      await expect(feed.next(), query!.slice(0, 60)).rejects.toThrow(code!);
    }
    expect(
      (await town.donor.client.must('{ viewer { id } }')).viewer,
      'the mutation over WebSocket did nothing',
    ).toEqual({ id: town.donor.id });
  });
});

describe('a query by its hash', () => {
  const [hash, text] = Object.entries(trusted).find(([, document]) => document.startsWith('query OwnSessions'))!;
  const ask = (body: object) =>
    app
      .anonymous()
      .fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      .then((response) => response.json() as Promise<{ data?: unknown; errors?: { extensions: object }[] }>);
  const named = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

  it('gets the same response as its text, when it belongs to our pages', async () => {
    const [short, long] = [await ask(named(hash)), await ask({ query: text })];
    expect(short.errors).toBeUndefined();
    expect(short).toEqual(long);
  });

  it('from another client runs with its text, and is not stored', async () => {
    const query = '{ __typename }';
    const own = createHash('sha256').update(query).digest('hex');
    for (let round = 0; round < 2; round += 1) {
      expect(await ask(named(own))).toMatchObject({ errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] });
      expect(await ask({ query, ...named(own) })).toEqual({ data: { __typename: 'Query' } });
    }
    expect(await ask({ query, ...named(hash) }), 'a text under the hash of another text').toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });
});

describe('a request of another site', () => {
  const body = () => JSON.stringify({ query: MUTATIONS.pledge, variables: { input: pledgeInput(projectId) } });
  const post = (headers: Record<string, string>, content: string | URLSearchParams | FormData) =>
    town.donor.client.fetch('/graphql', { method: 'POST', headers, body: content });

  it.each([
    ['a form that sends text', () => post({ 'content-type': 'text/plain' }, body())],
    [
      'a form',
      () =>
        post(
          { 'content-type': 'application/x-www-form-urlencoded' },
          new URLSearchParams({ query: 'mutation { signOut }' }).toString(),
        ),
    ],
    [
      'a form with parts',
      () => {
        const form = new FormData();
        form.append('operations', body());
        form.append('map', '{}');
        return town.donor.client.fetch('/graphql', { method: 'POST', body: form });
      },
    ],
    [
      'a form that says nothing of its content',
      () => town.donor.client.fetch('/graphql', { method: 'POST', body: new Blob([body()]) }),
    ],
    ['a link', () => town.donor.client.fetch(`/graphql?query=${encodeURIComponent('mutation { signOut }')}`)],
    [
      'a link, with a header that only scripts of ours can send',
      () =>
        town.donor.client.fetch(`/graphql?query=${encodeURIComponent('mutation { signOut }')}`, {
          headers: { 'content-type': 'application/json', 'apollo-require-preflight': '1' },
        }),
    ],
    [
      'a picture',
      () =>
        town.donor.client.fetch(`/graphql?query=${encodeURIComponent('{ viewer { email } }')}`, {
          headers: { accept: 'image/*' },
        }),
    ],
    ['several operations in one', () => post({ 'content-type': 'application/json' }, `[${body()},${body()}]`)],
    [
      'another method',
      () =>
        town.donor.client.fetch('/graphql', {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: body(),
        }),
    ],
  ])('with %s changes nothing', async (_name, send) => {
    const before = await settledSnapshotOf(app);
    const response = await send();
    const text = await response.text();
    expect(response.status, text.slice(0, 200)).toBeGreaterThanOrEqual(400);
    expect(response.status, text.slice(0, 200)).toBeLessThan(500);
    expect(text).not.toMatch(/node_modules|\.js:|\.ts:|\bat \w+ \(/);
    expect(text, 'it must not read anything either').not.toContain(town.donor.email);
    expect(await snapshotOf(app)).toEqual(before);
    expect((await town.donor.client.must('{ viewer { id } }')).viewer, 'nor sign anybody out').toEqual({
      id: town.donor.id,
    });
  });

  it('cannot open a socket with our cookie, whatever origin it claims', async () => {
    const open = (origin: string | undefined) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
          headers: { cookie: town.donor.client.cookieHeader, ...(origin !== undefined && { origin }) },
        });
        socket.on('open', () => {
          socket.close();
          resolve('open');
        });
        socket.on('error', (error) => resolve(error.message));
      });
    expect(await open(undefined)).toBe('open');
    expect(await open(app.url)).toBe('open');
    for (const origin of [
      'https://evil.example',
      'null',
      `${app.url}.evil.example`,
      `https://evil.example/${new URL(app.url).host}`,
      'http://localhost:1',
      'file://',
    ])
      expect(await open(origin), origin).toContain('403');
  });

  it('cannot read a response, because no header allows it', async () => {
    const response = await town.donor.client.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
      body: '{"query":"{ viewer { email } }"}',
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await app.anonymous().fetch('/graphql', {
      method: 'OPTIONS',
      headers: {
        origin: 'https://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('an invalid request', () => {
  it.each([
    ['not JSON', '{'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '7'],
    ['a query that is a number', '{"query":7}'],
    ['variables that are a list', '{"query":"{ viewer { id } }","variables":[1]}'],
    ['an operation that is not there', '{"query":"query A { viewer { id } }","operationName":"B"}'],
    ['no operation', '{"query":"fragment F on Viewer { id }"}'],
    ['proto', '{"query":"{ viewer { id } }","variables":{"__proto__":{"x":1}},"__proto__":{"y":1},"extensions":7}'],
    [
      'deep JSON',
      `{"query":"{ viewer { id } }","variables":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
      'LIMIT_EXCEEDED',
    ],
  ])('with %s gets a clear message', async (_name, body, code = 'BAD_USER_INPUT') => {
    const response = await app
      .anonymous()
      .fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(response.status, 'a fault of the client is not ours').toBeLessThan(500);
    const text = await response.text();
    expect(text).not.toMatch(/node_modules|\.js:|\.ts:|\bat \w+ \(/);
    const { errors } = JSON.parse(text) as { errors?: { extensions: { code: string } }[] };
    for (const error of errors ?? []) expect(error.extensions.code).toBe(code);
  });

  it('whose body is larger than any form, from the start or while it grows, is refused', async () => {
    const response = await app.anonymous().fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ viewer { id } }', variables: { x: 'x'.repeat(3_000_000) } }),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] });
  });

  it.each([
    '/nothing',
    '/graphql/x',
    '/GRAPHQL',
    '/..%2f..%2fetc/passwd',
    '/.env',
    '/%',
    '/%00',
    '/files/',
    '/metrics/x',
    `/${'x'.repeat(5_000)}`,
  ])('to the path %s finds nothing', async (path) => {
    const response = await app.anonymous().fetch(path);
    expect(response.status, 'a path without a page has status 404').toBe(404);
    expect(await response.text()).not.toMatch(/root:|DATABASE|node_modules|\bat \w+ \(/);
  });
});
