import {
  buildSchema,
  getIntrospectionQuery,
  parse,
  validate,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { DomainError } from '../errors.js';
import { cpuMsOf, testServices, type TestServices } from '#testing';
import { createApollo } from './graphql-http.js';
import { serveSubscriptions, type Subscriptions } from './graphql-ws.js';
import { assertWithinLimits, QUERY_LIMITS } from './limits.js';
import { createMetrics } from './metrics.js';
import { createHttpServer } from './server.js';

/** A schema with the shapes of ours, whose resolvers count their calls. */
const schema: GraphQLSchema = buildSchema(`
  type Query { item: Item!  items(first: Int = 20, after: String): ItemConnection!  plain: [Item!]! }
  type Item { id: ID!  name: String!  item: Item!  plain: [Item!]!  items(first: Int = 20): ItemConnection! }
  type ItemConnection { edges: [ItemEdge!]! }
  type ItemEdge { node: Item! }
  type Subscription { item(first: Int): Item! }
`);
let resolved = 0;
const item = (): object => {
  resolved += 1;
  return { id: '1', name: '红', item, plain: () => [item()], items: () => ({ edges: [{ node: item() }] }) };
};
for (const field of Object.values(schema.getQueryType()?.getFields() ?? {}))
  field.resolve = () => (item() as Record<string, () => unknown>)[field.name]?.();
const ticks = schema.getSubscriptionType()?.getFields().item;
if (ticks !== undefined) {
  ticks.subscribe = async function* () {
    resolved += 1;
    yield { item: item() };
  };
}

const nest = (levels: number, inside: string): string => 'item { '.repeat(levels) + inside + ' }'.repeat(levels);
const many = (count: number, field: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => field(index)).join(' ');
/**
 * Returns fragments that each spread the next one twice, thirty levels deep: 2^30 fields in a text of a few hundred
 * tokens.
 */
const exponential = (field: string): string =>
  `{ ...F0 } ${many(30, (index) => `fragment F${index} on Query { ${index === 29 ? field : `item { id } ...F${index + 1} ...F${index + 1}`} }`)}`;
const page = (first: string, inside: string): string => `items(first: ${first}) { edges { node { ${inside} } } }`;
const introspectEverything = (aliases: number): string =>
  `{ __schema { types { fields { type { fields { ${many(aliases, (index) => `a${index}: name`)} } } } } } }`;

const refused: [string, string, string, Record<string, unknown>?][] = [
  ['fields inside fields', `{ ${nest(14, 'id')} }`, 'query.depth'],
  [
    'fields inside fields, in a fragment',
    `{ ${nest(7, '...F')} } fragment F on Item { ${nest(7, 'id')} }`,
    'query.depth',
  ],
  [
    'fields inside fields, in inline fragments',
    `{ ${nest(7, `... on Item { ${nest(7, '... { id }')} }`)} }`,
    'query.depth',
  ],
  ['fields side by side', `{ ${'item { id } '.repeat(81)} }`, 'query.breadth'],
  [
    'fields side by side, spread from fragments',
    `{ ...F ...F ...F } fragment F on Query { ${'item { id } '.repeat(30)} }`,
    'query.breadth',
  ],
  ['aliases', `{ ${many(31, (index) => `a${index}: item { id }`)} }`, 'query.aliases'],
  [
    'aliases of __typename, which costs nothing and fills memory',
    `{ ${many(31, (index) => `a${index}: __typename`)} }`,
    'query.aliases',
  ],
  [
    'aliases inside each other',
    `{ ${many(6, (index) => `a${index}: item { ${many(5, (inner) => `b${inner}: id`)} }`)} }`,
    'query.aliases',
  ],
  ['aliases inside introspection', introspectEverything(31), 'query.aliases'],
  ['aliases of introspection', `{ ${many(31, (index) => `a${index}: __schema { types { name } }`)} }`, 'query.aliases'],
  ['fields side by side inside introspection', `{ __schema { types { ${'name '.repeat(81)} } } }`, 'query.breadth'],
  [
    'directives on one field',
    `{ item { id ${'@include(if: true) @skip(if: false) '.repeat(1)} ${many(16, () => '... @include(if: true) @skip(if: false) { id }')} } }`,
    'query.directives',
  ],
  [
    'directives on fragments',
    `{ item { ${'...F @include(if: true) '.repeat(31)} } } fragment F on Item { id }`,
    'query.directives',
  ],
  ['fragments that double thirty times', exponential('item { id }'), 'query.breadth'],
  ['pages of pages of pages', `{ ${page('100', page('100', page('100', 'id')))} }`, 'query.cost'],
  [
    'pages of the default length',
    `{ ${page('20', `items { edges { node { items { edges { node { id name } } } } } }`)} }`,
    'query.cost',
  ],
  [
    'pages as long as a variable says',
    `query($n: Int) { ${page('$n', page('$n', 'id name'))} }`,
    'query.cost',
    { n: 100 },
  ],
  [
    "pages as long as a variable's default says",
    `query($n: Int = 100) { ${page('$n', page('$n', 'id name'))} }`,
    'query.cost',
    {},
  ],
  [
    "pages as long as a variable's default says, with null sent",
    `query($n: Int = 100) { ${page('$n', page('$n', 'id name'))} }`,
    'query.cost',
    { n: null },
  ],
  ['pages longer than any page can be', `{ ${page('1000000', page('100', 'id name'))} }`, 'query.cost'],
  ['lists inside lists', `{ plain { ${'plain { '.repeat(6)} id ${'} '.repeat(6)} } }`, 'query.cost'],
];

const accepted: [string, string, Record<string, unknown>?][] = [
  ['an ordinary page', `{ ${page('100', 'id name item { id }')} }`],
  ['a page within a page', `query($n: Int!) { ${page('$n', page('20', 'id name'))} }`, { n: 20 }],
  ['the deepest that is allowed', `{ ${nest(13, 'id')} }`],
  ['as many aliases as allowed', `{ ${many(30, (index) => `a${index}: item { id }`)} }`],
  [
    'what tools ask for to learn the schema',
    getIntrospectionQuery({
      inputValueDeprecation: true,
      specifiedByUrl: true,
      oneOf: true,
      schemaDescription: true,
      directiveIsRepeatable: true,
    }),
  ],
  ['pages of which none follows', `{ ${page('-5', 'id')} }`],
];

function check(query: string, variables: Record<string, unknown> = {}): void {
  const document = parse(query, { maxTokens: QUERY_LIMITS.tokens });
  expect(
    validate(schema, document).map(({ message }) => message),
    'the test has to send a valid query',
  ).toEqual([]);
  assertWithinLimits(
    schema,
    document,
    document.definitions.find(({ kind }) => kind === 'OperationDefinition') as OperationDefinitionNode,
    variables,
  );
}

describe('assertWithinLimits', () => {
  it.each(refused)('refuses %s', (_, query, key, variables) => {
    let thrown: unknown;
    try {
      check(query, variables);
    } catch (error) {
      thrown = error;
    }
    expect(thrown, 'this query would cost more than any page of ours needs').toBeInstanceOf(DomainError);
    expect(thrown).toMatchObject({ code: 'LIMIT_EXCEEDED', key });
  });

  it.each(accepted)('allows %s', (_, query, variables) => {
    expect(() => check(query, variables)).not.toThrow();
  });

  it('refuses exponential fragments at once', async () => {
    for (const field of ['item { id }', 'a: __typename', '__schema { types { name } }']) {
      expect(
        await cpuMsOf(() => expect(() => check(exponential(field))).toThrow()),
        'each fragment must be tallied once, not 2^30 times',
      ).toBeLessThan(1_000);
    }
  });
});

let services: TestServices;
let server: Server;
let subscriptions: Subscriptions;
let apollo: Awaited<ReturnType<typeof createApollo>>;
let address: string;
beforeAll(async () => {
  services = await testServices();
  apollo = await createApollo(services, schema);
  server = createHttpServer({
    services,
    schema,
    apollo,
    metrics: createMetrics(() => 0),
    routes: {},
    isGone: async () => false,
  });
  subscriptions = serveSubscriptions(services, schema, server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await subscriptions.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await apollo.stop();
  await services.close();
});
beforeEach(() => {
  resolved = 0;
});

interface Answer {
  data?: unknown;
  errors?: { message: string; extensions: { code: string; key: string } }[];
}

async function overHttp(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
  const response = await fetch(`http://${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': 'en' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

interface Message {
  id?: string;
  type: string;
  payload?: unknown;
}

/** Opens a socket, waits until the server has accepted it, and collects every message. */
async function openSocket(): Promise<{
  socket: WebSocket;
  say: (message: object) => void;
  hear: () => Promise<Message>;
}> {
  const socket = new WebSocket(`ws://${address}/graphql`, 'graphql-transport-ws', {
    headers: { 'accept-language': 'en' },
  });
  const heard: Message[] = [];
  const waiting: ((message: Message) => void)[] = [];
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Message;
    const next = waiting.shift();
    if (next === undefined) heard.push(message);
    else next(message);
  });
  const hear = (): Promise<Message> => {
    const message = heard.shift();
    return message === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(message);
  };
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const say = (message: object) => socket.send(JSON.stringify(message));
  say({ type: 'connection_init' });
  expect(await hear()).toMatchObject({ type: 'connection_ack' });
  return { socket, say, hear };
}

async function overWebSocket(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
  const { socket, say, hear } = await openSocket();
  say({ id: '1', type: 'subscribe', payload: { query, variables } });
  const answer = await hear();
  socket.close();
  return answer.type === 'error' ? { errors: answer.payload as Answer['errors'] } : (answer.payload as Answer);
}

/**
 * The same refusals for subscriptions. Fields that were side by side at the root are inside the one field of a
 * subscription.
 */
const subscribing: [string, string, string, Record<string, unknown>?][] = [
  ['fields inside fields', `subscription { item { ${nest(13, 'id')} } }`, 'query.depth'],
  ['aliases', `subscription { item { ${many(31, (index) => `a${index}: id`)} } }`, 'query.aliases'],
  ['fields side by side', `subscription { item { ${'id '.repeat(81)} } }`, 'query.breadth'],
  [
    'directives',
    `subscription { item { ${'...F @include(if: true) '.repeat(31)} } } fragment F on Item { id }`,
    'query.directives',
  ],
  [
    'pages as long as a variable says',
    `subscription($n: Int) { item { ${page('$n', page('$n', 'id name'))} } }`,
    'query.cost',
    { n: 100 },
  ],
  [
    'fragments that double thirty times',
    `subscription { item { ...F0 } } ${many(30, (index) => `fragment F${index} on Item { ${index === 29 ? 'id' : `name ...F${index + 1} ...F${index + 1}`} }`)}`,
    'query.breadth',
  ],
  ['a text of too many tokens', `subscription { ${`item { ${'id '.repeat(70)} } `.repeat(40)} }`, 'query.tokens'],
];

describe.each([
  [
    'HTTP',
    overHttp,
    [
      ...refused,
      [
        'a text of too many tokens',
        `{ ${`item { ${'id '.repeat(70)} } `.repeat(40)} }`,
        'query.tokens',
      ] as (typeof refused)[number],
    ],
  ],
  ['WebSocket', overWebSocket, subscribing],
] as const)('over %s', (_, ask, queries) => {
  it.each(queries)('%s: refused before any resolver runs', async (_name, query, key, variables) => {
    const answer = await ask(query, variables);
    expect(answer.errors?.[0]?.extensions, JSON.stringify(answer).slice(0, 300)).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      key,
    });
    expect(answer.errors?.[0]?.message).not.toMatch(/Syntax Error|\{\{/);
    expect(answer.data, 'a refused query returns no data').toBeFalsy();
    expect(resolved, 'a refused query must run no resolver').toBe(0);
  });
});

describe('over HTTP', () => {
  it.each(accepted)('%s gets a response', async (_, query, variables) => {
    expect((await overHttp(query, variables)).errors).toBeUndefined();
  });

  it('introspection is refused when it goes around in circles through the types', async () => {
    const circle = 'type { fields { '.repeat(4) + 'name' + ' } }'.repeat(4);
    expect((await overHttp(`{ __schema { types { fields { ${circle} } } } }`)).errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  it('the longest allowed text is checked within a short time', async () => {
    const longest = `{ item { ${'id '.repeat(1_400)} } ${'item { id } '.repeat(380)} }`;
    expect(
      await cpuMsOf(() => overHttp(longest)),
      'graphql-js compares fields of the same name pairwise; lower QUERY_LIMITS.tokens if this takes long',
    ).toBeLessThan(3_000);
  });

  it.each([
    'null',
    '[]',
    '"query"',
    '7',
    '{',
    '',
    '{"query":7}',
    '{"query":"{ item { id } }","variables":7}',
    '{"query":"{ nothing }"}',
    '{"query":"subscription { item { id } }"}',
  ])('a body of %s is bad input', async (body) => {
    const response = await fetch(`http://${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(((await response.json()) as Answer).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it("a refusal has a status of the client's fault, and the client's language", async () => {
    const response = await fetch(`http://${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'zh-CN' },
      body: JSON.stringify({ query: `{ ${nest(14, 'id')} }` }),
    });
    expect(response.status, 'a status of 500 would raise an alarm').toBe(400);
    expect(((await response.json()) as Answer).errors?.[0]?.message).toContain('嵌套太深');
  });

  it('a database that does not respond is reported without its own words', async () => {
    vi.spyOn(services.db, 'read', 'get').mockImplementation(() => {
      throw new Error('connect ECONNREFUSED 10.0.0.7:3306');
    });
    const response = await fetch(`http://${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: 'hc_session=x' },
      body: JSON.stringify({ query: '{ item { id } }' }),
    });
    const text = await response.text();
    expect(response.status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ extensions: { code: 'UNAVAILABLE', reference: expect.stringMatching(/^\w{8}$/) } }],
    });
    expect(text, 'the client must not learn addresses and statements of the database').not.toContain('10.0.0.7');
  });

  it('a form of another site that sends text/plain with our cookie changes nothing', async () => {
    const response = await fetch(`http://${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ query: '{ item { id } }' }),
    });
    expect(response.status).toBe(400);
    expect(resolved).toBe(0);
  });

  it('a body that is too large is refused while it arrives, and the connection continues', async () => {
    const response = await fetch(`http://${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ item { id } } # ${'x'.repeat(5_000_000)}` }),
    });
    expect(response.status).toBe(413);
    expect(((await response.json()) as Answer).errors?.[0]?.extensions).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      key: 'body.tooLarge',
    });
    expect((await overHttp('{ item { id } }')).errors).toBeUndefined();
  });
});

describe('over WebSocket', () => {
  it('a subscription gets its results', async () => {
    expect(await overWebSocket('subscription { item { id name } }')).toEqual({
      data: { item: { id: '1', name: '红' } },
    });
  });

  it.each([
    ['queries', '{ item { id } }', 'query.onlySubscriptions'],
    [
      'several operations without saying which',
      'subscription A { item { id } } subscription B { item { id } }',
      'query.onlySubscriptions',
    ],
    ['fields that do not exist', 'subscription { nothing }', 'malformedRequest'],
    ['what is no GraphQL', 'hello', 'malformedRequest'],
  ])('%s are refused', async (_, query, key) => {
    expect((await overWebSocket(query)).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', key });
    expect(resolved).toBe(0);
  });

  it('refused and finished subscriptions do not count towards the thirty of a connection', async () => {
    const { socket, say, hear } = await openSocket();
    for (let round = 0; round < 40; round += 1) {
      const query = round % 2 === 0 ? 'subscription { nothing }' : 'subscription { item { id } }';
      say({ id: String(round), type: 'subscribe', payload: { query } });
      const answer = await hear();
      expect(answer.type, JSON.stringify(answer)).toBe(round % 2 === 0 ? 'error' : 'next');
      if (answer.type === 'next') expect((await hear()).type).toBe('complete');
    }
    socket.close();
  });

  it('a message larger than 64 KiB ends the connection', async () => {
    const { socket, say } = await openSocket();
    socket.on('error', () => undefined);
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    say({ id: '1', type: 'subscribe', payload: { query: `subscription { item { id } } # ${'x'.repeat(70_000)}` } });
    expect(await closed).toBe(1009);
  });
});
