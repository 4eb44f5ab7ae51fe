import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { BareConnection } from '../support/bare-connection.mjs';
import { REFUSED_BODIES, REFUSED_SUBSCRIPTIONS, TRIVIAL } from '../support/refusals.mjs';

// `pnpm bench refusals` measures what a refusal costs. Here every kind is refused in the form that clients know, and costs so little more
// than a trivial query that one of them cannot stand for ninety right ones.
const MOST_TRIVIAL_QUERIES = 30;
const MOST_ERRORS = 4;
const ASKED = 6;
const ROUNDS = 3;

const app = useTestApp();
let connection: BareConnection;
beforeAll(() => { connection = new BareConnection(app.url); });
afterAll(() => connection.close());

let number = 0;
/** Processor time of one request, in milliseconds: the least of some rounds, since the server also does other things. */
async function cost(bodyOf: (number: number) => string): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    for (let asked = 0; asked < ASKED; asked += 1) await connection.post(bodyOf((number += 1)));
    const { user, system } = process.cpuUsage(before);
    rounds.push((user + system) / 1_000 / ASKED);
  }
  return Math.min(...rounds);
}

describe('a refused request', () => {
  let trivialMs = 0;
  beforeAll(async () => {
    for (let warm = 0; warm < 50; warm += 1) await connection.post(TRIVIAL);
    trivialMs = await cost(() => TRIVIAL);
  });

  it.each(Object.entries(REFUSED_BODIES))('%s: a few errors of a documented code, and little work', async (_kind, bodyOf) => {
    const { status, body } = await connection.post(bodyOf((number += 1)));
    const { data, errors } = JSON.parse(body) as { data?: unknown; errors: { message: string; extensions: { code: string } }[] };
    expect(data ?? null).toBeNull();
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThanOrEqual(MOST_ERRORS);
    for (const { message, extensions } of errors) {
      expect(['BAD_USER_INPUT', 'LIMIT_EXCEEDED', 'PERSISTED_QUERY_NOT_FOUND']).toContain(extensions.code);
      expect(message.length, message.slice(0, 100)).toBeLessThan(500);
      expect(message).not.toMatch(/Did you mean/);
    }
    expect(status).toBe(errors[0]!.extensions.code === 'PERSISTED_QUERY_NOT_FOUND' ? 200 : 400);
    expect(await cost(bodyOf), `a trivial query takes ${trivialMs.toFixed(2)} ms`).toBeLessThan(trivialMs * MOST_TRIVIAL_QUERIES);
  });

  it.each(Object.entries(REFUSED_SUBSCRIPTIONS))('over WebSocket, %s: a few errors', async (_kind, payloadOf) => {
    const { query, variables } = payloadOf((number += 1)) as { query: string; variables?: Record<string, unknown> };
    const feed = app.anonymous().subscribe(query, variables);
    await expect(feed.next()).rejects.toThrow(/BAD_USER_INPUT|LIMIT_EXCEEDED/);
    feed.stop();
  });
});

it('an operation that a document does not have is not replaced by another one', async () => {
  const { body } = await connection.post(JSON.stringify({ query: 'query A { __typename }', operationName: 'B' }));
  expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
});
