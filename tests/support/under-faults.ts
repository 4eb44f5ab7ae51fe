import { expect } from 'vitest';
import type { Client } from './client.ts';
import { endsWithCommit, type Fault } from './faulty-proxy.ts';
import type { Random } from './random.mjs';

/** What happens by chance follows this; `FAULT_SEED` makes the same choices again. */
export const SEED = Number(process.env.FAULT_SEED ?? Date.now() % 1_000_000_000);

/** Words of databases and drivers, which are nobody's business. */
export const INSIDE = /SELECT|INSERT|UPDATE|COMMIT|SQL|ECONN|127\.0\.0\.1|made by the proxy|closed state|Deadlock|mysql|mariadb/i;

/** What a refusal says. */
export interface Told { code: string; key: string }

/** What one sending was told: the id of what was recorded, or the refusal. */
export type Said = { id: string } | Told;

/** Sends a mutation and judges what a refusal says: documented, and nothing of what is inside. */
export async function say(client: Client, operation: string, variables: object, field: string): Promise<Said> {
  const response = await client.fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: operation, variables }) });
  const text = await response.text();
  const { data, errors } = JSON.parse(text) as { data?: Record<string, { id: string } | null> | null; errors?: { message: string; extensions: Told }[] };
  if (errors === undefined) return { id: data![field]!.id };
  const [{ message, extensions }] = errors as [{ message: string; extensions: Told }];
  expect(JSON.stringify(errors), 'what is inside stays inside').not.toMatch(INSIDE);
  if (extensions.code === 'UNAVAILABLE') {
    expect(['unavailable', 'outcomeUnknown'], message).toContain(extensions.key);
    expect(response.headers.get('retry-after'), 'whoever may try again is told when').toBe('1');
    expect(response.status).toBe(data == null ? 503 : 200);
  }
  return extensions;
}

/** Runs `jobs`, so many at a time. */
export async function sideBySide<T>(width: number, jobs: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  await Promise.all(Array.from({ length: width }, async () => {
    for (let index = next++; index < jobs.length; index = next++) results[index] = await jobs[index]!();
  }));
  return results;
}

/** Of each `stretch` messages that `fault` concerns, in the order they come, one meets it: which one is left to chance, that there is one is not. */
export function nowAndThen(random: Random, stretch: number, fault: (sql: string) => Fault | undefined): (sql: string) => Fault | undefined {
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

/** Kinds of faults with what befalls a message. */
export const KINDS: [string, (random: Random, sql: string) => Fault | undefined][] = [
  ['delays', (random) => ({ kind: 'delay', ms: random.between(1, 150) })],
  ['messages cut off', (random) => ({ kind: 'cut-request', after: random.between(0, 3_000) })],
  ['answers cut off', (random) => ({ kind: 'cut-answer', after: random.pick([0, 5, 50, 300]) })],
  ['resets', () => ({ kind: 'reset' })],
  ['lost replies to COMMIT', (_, sql) => (endsWithCommit(sql) ? { kind: 'swallow' } : undefined)],
  ['deadlocks, lock timeouts, changed records and nodes that are not ready', (random) => ({ kind: 'error', errno: random.pick([1213, 1205, 1020, 1047]) })],
];

