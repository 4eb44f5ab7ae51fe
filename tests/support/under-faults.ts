import { expect } from 'vitest';
import type { Client } from './client.ts';
import { endsWithCommit, type Fault } from './faulty-proxy.ts';
import type { Random } from './random.mjs';

/** The seed of all random choices; `FAULT_SEED` repeats the choices of an earlier run. */
export const SEED = Number(process.env.FAULT_SEED ?? Date.now() % 1_000_000_000);

/** Words of databases and drivers, which no answer may contain. */
export const INTERNALS =
  /SELECT|INSERT|UPDATE|COMMIT|SQL|ECONN|127\.0\.0\.1|made by the proxy|closed state|Deadlock|mysql|mariadb/i;

/** The content of a refusal. */
export interface Refusal {
  code: string;
  key: string;
}

/** The outcome of one request: the id of what was recorded, or the refusal. */
export type Reply = { id: string } | Refusal;

/** Sends a mutation. A refusal must have a documented code and must not contain internal details. */
export async function sendMutation(
  client: Client,
  operation: string,
  variables: object,
  field: string,
): Promise<Reply> {
  const response = await client.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: operation, variables }),
  });
  const text = await response.text();
  const { data, errors } = JSON.parse(text) as {
    data?: Record<string, { id: string } | null> | null;
    errors?: { message: string; extensions: Refusal }[];
  };
  if (errors === undefined) return { id: data![field]!.id };
  const [{ message, extensions }] = errors as [{ message: string; extensions: Refusal }];
  expect(JSON.stringify(errors), 'internal details must not reach the client').not.toMatch(INTERNALS);
  if (extensions.code === 'UNAVAILABLE') {
    expect(['unavailable', 'outcomeUnknown'], message).toContain(extensions.key);
    expect(response.headers.get('retry-after'), 'a client that may retry is told when').toBe('1');
    expect(response.status).toBe(data == null ? 503 : 200);
  }
  return extensions;
}

/** Runs `jobs`, at most `width` at a time. */
export async function runConcurrently<T>(width: number, jobs: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let index = next++; index < jobs.length; index = next++) results[index] = await jobs[index]!();
    }),
  );
  return results;
}

/**
 * Of each `stretch` messages that `fault` concerns, in the order of their arrival, exactly one gets a fault. Chance
 * decides only which one.
 */
export function oncePerStretch(
  random: Random,
  stretch: number,
  fault: (sql: string) => Fault | undefined,
): (sql: string) => Fault | undefined {
  let place = 0;
  let struck = 0;
  return (sql) => {
    const found = fault(sql);
    if (found === undefined) return undefined;
    if (place === 0) struck = random.between(0, stretch - 1);
    const strikes = place === struck;
    place = (place + 1) % stretch;
    return strikes ? found : undefined;
  };
}

/** Kinds of faults, each with the fault of a message. */
export const KINDS: [string, (random: Random, sql: string) => Fault | undefined][] = [
  ['delays', (random) => ({ kind: 'delay', ms: random.between(1, 150) })],
  ['messages cut off', (random) => ({ kind: 'cut-request', after: random.between(0, 3_000) })],
  ['answers cut off', (random) => ({ kind: 'cut-answer', after: random.pick([0, 5, 50, 300]) })],
  ['resets', () => ({ kind: 'reset' })],
  ['lost replies to COMMIT', (_, sql) => (endsWithCommit(sql) ? { kind: 'swallow' } : undefined)],
  [
    'deadlocks, lock timeouts, changed records and nodes that are not ready',
    (random) => ({ kind: 'error', errno: random.pick([1213, 1205, 1020, 1047]) }),
  ],
];
