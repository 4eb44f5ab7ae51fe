// The client side of a benchmark, in a process of its own, so that it does not share the server's event loop. It reads
// one JSON line { url, connections, seconds, cookies, kind, projectId, bodies, gifts } from its argument and prints one
// JSON line. With kind "read" it sends `bodies` in turn. `gifts` holds what each cookie adds to its gifts.
import { randomUUID } from 'node:crypto';
import { BareConnection } from '../support/bare-connection.mjs';

const { url, connections, seconds, cookies, kind, projectId, bodies, gifts = [] } = JSON.parse(process.argv[2]);

const PLEDGE = 'mutation BenchPledge($input: PledgeInput!) { pledge(input: $input) { id status } }';
let turn = 0;
const operations = {
  hello: () => '{"query":"{ hello }"}',
  trivial: () => '{"query":"{ __typename }"}',
  pledge: (gift) =>
    JSON.stringify({
      query: PLEDGE,
      variables: { input: { projectId, amount: 100, idempotencyKey: randomUUID(), payment: 'SANDBOX', ...gift } },
    }),
  read: () => bodies[(turn += 1) % bodies.length],
};
const body = operations[kind];
const latencies = [];
const refusals = new Map();

/** Sends the next request when the response to the last one has arrived. */
async function converse(cookie, gift, until) {
  const connection = new BareConnection(url);
  for (let sentAt = performance.now(); sentAt < until; sentAt = performance.now()) {
    const { body: answer } = await connection.post(body(gift), cookie);
    if (answer.startsWith('{"data":{') && !answer.includes('"errors"')) latencies.push(performance.now() - sentAt);
    else refusals.set(answer.slice(0, 300), (refusals.get(answer.slice(0, 300)) ?? 0) + 1);
  }
  connection.close();
}

const startedAt = performance.now();
await Promise.all(
  Array.from({ length: connections }, (_, index) =>
    converse(cookies[index % cookies.length], gifts[index % cookies.length], startedAt + seconds * 1000),
  ),
);
const elapsed = (performance.now() - startedAt) / 1000;
latencies.sort((a, b) => a - b);
const quantile = (share) =>
  Number((latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0).toFixed(1));
const { user, system } = process.cpuUsage();
console.log(
  JSON.stringify({
    accepted: latencies.length,
    perSecond: latencies.length / elapsed,
    p50: quantile(0.5),
    p99: quantile(0.99),
    cpuSeconds: (user + system) / 1e6,
    refusals: [...refusals],
  }),
);
