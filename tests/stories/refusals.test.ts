import { Session } from 'node:inspector/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { BareConnection } from '../support/bare-connection.mjs';
import { REFUSED_BODIES, REFUSED_SUBSCRIPTIONS } from '../support/refusals.mjs';

// `pnpm bench refusals` measures what a refusal costs in processor time. Here every kind is refused in the form that
// clients know, and its work is counted in calls of functions, which no other load on the machine changes.
/** Most calls of functions for a body of so many bytes: reading a text takes several for each of its signs. */
const mostCalls = (bytes: number): number => Math.min(10_000 + 20 * bytes, 90_000);
const TRIES = 20;
const MOST_ERRORS = 4;

// A job beside a request would count.
const app = useTestApp({ jobs: 'BY_TICK' });
const profiler = new Session();
let connection: BareConnection;
beforeAll(() => {
  connection = new BareConnection(app.url);
  profiler.connect();
});
afterAll(() => {
  connection.close();
  profiler.disconnect();
});

let number = 0;
/**
 * How many functions the process calls for one request, those of the test's own client included. Timers of the libraries
 * run beside a request, so it is tried again until it stays below `most`, and the least of the tries counts.
 */
async function callsOf(bodyOf: (number: number) => string, most: number): Promise<number> {
  let least = Infinity;
  for (let tried = 0; tried < TRIES && least >= most; tried += 1)
    least = Math.min(least, await callsOfOne(bodyOf((number += 1))));
  return least;
}

async function callsOfOne(body: string): Promise<number> {
  await profiler.post('Profiler.enable');
  await profiler.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  try {
    await connection.post(body);
    const { result } = await profiler.post('Profiler.takePreciseCoverage');
    return result.flatMap(({ functions }) => functions).reduce((calls, { ranges }) => calls + ranges[0]!.count, 0);
  } finally {
    await profiler.post('Profiler.stopPreciseCoverage');
  }
}

describe('a refused request', () => {
  it.each(Object.entries(REFUSED_BODIES))(
    'with %s gets a few errors of a documented code, and costs little work',
    async (_kind, bodyOf) => {
      const { status, body } = await connection.post(bodyOf((number += 1)));
      const { data, errors } = JSON.parse(body) as {
        data?: unknown;
        errors: { message: string; extensions: { code: string } }[];
      };
      expect(data ?? null).toBeNull();
      expect(errors.length).toBeGreaterThan(0);
      expect(errors.length).toBeLessThanOrEqual(MOST_ERRORS);
      for (const { message, extensions } of errors) {
        expect(['BAD_USER_INPUT', 'LIMIT_EXCEEDED', 'PERSISTED_QUERY_NOT_FOUND']).toContain(extensions.code);
        expect(message.length, message.slice(0, 100)).toBeLessThan(500);
        expect(message).not.toMatch(/Did you mean/);
      }
      expect(status).toBe(errors[0]!.extensions.code === 'PERSISTED_QUERY_NOT_FOUND' ? 200 : 400);
      const most = mostCalls(Buffer.byteLength(bodyOf(number)));
      expect(await callsOf(bodyOf, most)).toBeLessThan(most);
    },
  );

  it.each(Object.entries(REFUSED_SUBSCRIPTIONS))(
    'over WebSocket, with %s, gets a few errors',
    async (_kind, payloadOf) => {
      const { query, variables } = payloadOf((number += 1)) as { query: string; variables?: Record<string, unknown> };
      const feed = app.anonymous().subscribe(query, variables);
      await expect(feed.next()).rejects.toThrow(/BAD_USER_INPUT|LIMIT_EXCEEDED/);
      feed.stop();
    },
  );
});

it('for an operation that the document does not have is not replaced by another one', async () => {
  const { body } = await connection.post(JSON.stringify({ query: 'query A { __typename }', operationName: 'B' }));
  expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
});
