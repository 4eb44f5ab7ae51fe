// The client side of a benchmark, in a process of its own so that it does not share the server's event loop.
// Reads one JSON line { url, connections, seconds, cookies, kind, projectId, bodies } from its argument and prints one. Of the kind "read"
// it sends `bodies` in turn.
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';

const { url, connections, seconds, cookies, kind, projectId, bodies } = JSON.parse(process.argv[2]);

const PLEDGE = 'mutation BenchPledge($input: PledgeInput!) { pledge(input: $input) { id status } }';
let turn = 0;
const operations = {
  hello: () => '{"query":"{ hello }"}',
  trivial: () => '{"query":"{ __typename }"}',
  pledge: () => JSON.stringify({ query: PLEDGE, variables: { input: { projectId, amount: 100, idempotencyKey: randomUUID(), payment: 'SANDBOX' } } }),
  read: () => bodies[(turn += 1) % bodies.length],
};
const body = operations[kind];
const { hostname, port } = new URL(url);
const latencies = [];
const refusals = new Map();

const HEAD_END = Buffer.from('\r\n\r\n');
const LENGTH = /\r\ncontent-length: (\d+)/i;

/**
 * One keep-alive connection that sends the next request when the answer to the last is in. Written on bare sockets: a client that
 * costs as much as the server it measures would, on two cores, measure itself.
 */
function converse(cookie, until) {
  const head = `POST /graphql HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\n${cookie ? `cookie: ${cookie}\r\n` : ''}content-length: `;
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname).setNoDelay();
    let received = Buffer.alloc(0);
    let sentAt = 0;
    const send = () => {
      if (performance.now() >= until) { socket.destroy(); resolve(); return; }
      const content = body();
      sentAt = performance.now();
      socket.write(`${head}${Buffer.byteLength(content)}\r\n\r\n${content}`);
    };
    socket.on('connect', send).on('error', reject).on('close', resolve);
    socket.on('data', (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const end = received.indexOf(HEAD_END);
      if (end < 0) return;
      const length = LENGTH.exec(received.latin1Slice(0, end))?.[1];
      if (length === undefined) { reject(new Error(`an answer without a length:\n${received.latin1Slice(0, end)}`)); socket.destroy(); return; }
      if (received.length < end + 4 + Number(length)) return;
      const answer = received.utf8Slice(end + 4);
      received = Buffer.alloc(0);
      if (answer.startsWith('{"data":{') && !answer.includes('"errors"')) latencies.push(performance.now() - sentAt);
      else refusals.set(answer.slice(0, 300), (refusals.get(answer.slice(0, 300)) ?? 0) + 1);
      send();
    });
  });
}

const startedAt = performance.now();
await Promise.all(Array.from({ length: connections }, (_, index) => converse(cookies.length > 0 ? cookies[index % cookies.length] : undefined, startedAt + seconds * 1000)));
const elapsed = (performance.now() - startedAt) / 1000;
latencies.sort((a, b) => a - b);
const quantile = (share) => Number((latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0).toFixed(1));
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ accepted: latencies.length, perSecond: latencies.length / elapsed, p50: quantile(0.5), p99: quantile(0.99), cpuSeconds: (user + system) / 1e6, refusals: [...refusals] }));
