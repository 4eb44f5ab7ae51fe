// The client side of a benchmark, in a process of its own so that it does not share the server's event loop.
// Reads one JSON line { url, connections, seconds, cookies, kind, projectId } from its argument and prints one.
import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';

const { url, connections, seconds, cookies, kind, projectId } = JSON.parse(process.argv[2]);

const PLEDGE = 'mutation BenchPledge($input: PledgeInput!) { pledge(input: $input) { id status } }';
const operations = {
  trivial: () => JSON.stringify({ query: '{ __typename }' }),
  pledge: () => JSON.stringify({ query: PLEDGE, variables: { input: { projectId, amount: 100, idempotencyKey: randomUUID(), payment: 'SANDBOX' } } }),
};
const body = operations[kind];
const pool = new Pool(url, { connections, pipelining: 1 });
const latencies = [];
const refusals = new Map();
const until = performance.now() + seconds * 1000;
const startedAt = performance.now();

await Promise.all(Array.from({ length: connections }, async (_, index) => {
  const cookie = cookies.length > 0 ? cookies[index % cookies.length] : undefined;
  const headers = { 'content-type': 'application/json', ...(cookie && { cookie }) };
  while (performance.now() < until) {
    const sentAt = performance.now();
    const response = await pool.request({ path: '/graphql', method: 'POST', headers, body: body() });
    const text = await response.body.text();
    if (text.startsWith('{"data":{') && !text.includes('"errors"')) latencies.push(performance.now() - sentAt);
    else refusals.set(text.slice(0, 300), (refusals.get(text.slice(0, 300)) ?? 0) + 1);
  }
}));

const elapsed = (performance.now() - startedAt) / 1000;
await pool.close();
latencies.sort((a, b) => a - b);
const quantile = (share) => Number((latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0).toFixed(1));
console.log(JSON.stringify({ accepted: latencies.length, perSecond: latencies.length / elapsed, p50: quantile(0.5), p99: quantile(0.99), refusals: [...refusals] }));
