// Gives at a steady rate. For each gift it prints when the server says that it was paid and when this client received
// the acknowledgement. Input: { url, projectId, cookies, perSecond, seconds }.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';

const { url, projectId, cookies, perSecond, seconds } = JSON.parse(process.argv[2]);
const PLEDGE = 'mutation BenchPledge($input: PledgeInput!) { pledge(input: $input) { id status paidAt } }';
const pool = new Pool(url, { connections: 64, pipelining: 1 });
const [paid, acknowledged] = [[], []];

async function give(index) {
  const body = JSON.stringify({
    query: PLEDGE,
    variables: { input: { projectId, amount: 100, idempotencyKey: randomUUID(), payment: 'SANDBOX' } },
  });
  const response = await pool.request({
    path: '/graphql',
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: cookies[index % cookies.length] },
    body,
  });
  const text = await response.body.text();
  if (text.includes('"errors"')) throw new Error(text.slice(0, 300));
  paid.push(Date.parse(/"paidAt":"([^"]+)"/.exec(text)[1]));
  acknowledged.push(Date.now());
}

const startedAt = performance.now();
const giving = [];
for (let index = 0; index < perSecond * seconds; index += 1) {
  const due = startedAt + (index * 1000) / perSecond;
  if (due > performance.now()) await sleep(due - performance.now());
  giving.push(give(index));
}
await Promise.all(giving);
await pool.close();
const { user, system } = process.cpuUsage();
const inOrder = (moments) => moments.sort((a, b) => a - b);
console.log(
  JSON.stringify({ paid: inOrder(paid), acknowledged: inOrder(acknowledged), cpuSeconds: (user + system) / 1e6 }),
);
