// What a refused request costs beside a trivial query: the processor time of the server for each kind of refusal, in
// turns with `{ __typename }` over the same kind of connection. Time on the clock would show how busy the machine is.
// Processor time is what a wrong request takes away from right ones. The duration of a request is printed as well.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import WebSocket from 'ws';
import { startMariadb } from '../../scripts/lib/mariadb.mjs';
import { BareConnection } from '../support/bare-connection.mjs';
import { startProduct } from '../support/product.mjs';
import { REFUSED_BODIES, REFUSED_SUBSCRIPTIONS, TRIVIAL } from '../support/refusals.mjs';
import { median } from './city.mjs';
import { cpuSeconds } from './cpu.mjs';

/** The most that a refused request may cost, in trivial queries. */
const GOAL = 3;
const WARM_UP_SECONDS = 1.5;
const BASELINE = 'a trivial query';

/** A conversation over HTTP. Each request is `bodyOf` of the next number. */
function overHttp(url, bodyOf, contentType) {
  const connection = new BareConnection(url, contentType);
  return {
    async ask(number) {
      const { status, body } = await connection.post(bodyOf(number));
      return status >= 400 || body.includes('"errors"');
    },
    close: () => connection.close(),
  };
}

/** A conversation over one WebSocket. Each subscription is `payloadOf` of the next number. */
async function overWebSocket(url, payloadOf) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  let hear;
  socket.on('message', (data) => hear?.resolve(JSON.parse(String(data))));
  socket.on('close', () => hear?.reject(new Error('The server closed the socket.')));
  const answer = () =>
    new Promise((resolve, reject) => {
      hear = { resolve, reject };
    });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const acknowledged = answer();
  socket.send('{"type":"connection_init"}');
  await acknowledged;
  return {
    async ask(number) {
      const heard = answer();
      socket.send(JSON.stringify({ id: String(number), type: 'subscribe', payload: payloadOf(number) }));
      return (await heard).type === 'error';
    },
    close: () => socket.close(),
  };
}

/** Starts a server that only reads what it is sent (`bare-reader.mjs`), in a process of its own. */
async function startBareReader() {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./bare-reader.mjs', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = await once(child.stdout, 'data');
  return { pid: child.pid, url: `http://127.0.0.1:${Number(String(port))}`, stop: () => child.kill() };
}

let number = 0;

/**
 * Sends requests for `seconds`; returns the server's processor time and the duration of a request, both in
 * microseconds.
 */
async function converse(pid, conversation, seconds, isRefused) {
  const latencies = [];
  const before = cpuSeconds(pid);
  for (const until = performance.now() + seconds * 1_000; performance.now() < until;) {
    const sentAt = performance.now();
    if ((await conversation.ask((number += 1))) !== isRefused)
      throw new Error(isRefused ? 'A request was not refused.' : 'A trivial query was refused.');
    latencies.push(performance.now() - sentAt);
  }
  return { cpu: ((cpuSeconds(pid) - before) / latencies.length) * 1e6, latency: median(latencies) * 1e3 };
}

export async function measure({ database, rounds, seconds, human }) {
  const mariadb = database === 'mariadb' ? await startMariadb({ size: 'server' }) : undefined;
  const product = await startProduct({ mariadb, env: { NODE_ENV: 'development' } });
  const bare = await startBareReader();
  const conversations = {};
  try {
    const { url, pid } = product;
    const trivial = overHttp(url, () => TRIVIAL);
    for (const [kind, bodyOf] of Object.entries(REFUSED_BODIES)) conversations[kind] = overHttp(url, bodyOf);
    conversations['another content type'] = overHttp(url, () => TRIVIAL, 'text/plain');
    for (const [kind, payloadOf] of Object.entries(REFUSED_SUBSCRIPTIONS))
      conversations[`WebSocket: ${kind}`] = await overWebSocket(url, payloadOf);
    // The system counts processor time in hundredths of a second.
    const slice = Math.max(0.3, seconds / 5);
    await converse(pid, trivial, 3, false);
    const found = [];
    for (const [kind, conversation] of Object.entries(conversations)) {
      // V8 compiles a loop of refusals after about a second, and a stranger who keeps sending them reaches that state
      // as well.
      await converse(pid, conversation, WARM_UP_SECONDS, true).catch((error) => {
        throw new Error(`${kind}: ${error.message}`);
      });
      const pairs = [];
      for (let round = 0; round < rounds; round += 1)
        pairs.push({
          trivial: await converse(pid, trivial, slice, false),
          refused: await converse(pid, conversation, slice, true),
        });
      const of = (pick) => median(pairs.map(pick));
      const row = {
        bench: 'refusals',
        kind,
        database,
        unit: 'µs',
        baseline: BASELINE,
        value: Math.round(of(({ refused }) => refused.cpu)),
        baselineValue: Math.round(of((pair) => pair.trivial.cpu)),
        ratio: Number(of((pair) => pair.refused.cpu / pair.trivial.cpu).toFixed(2)),
        latencyRatio: Number(of((pair) => pair.refused.latency / pair.trivial.latency).toFixed(2)),
      };
      const bodyOf = REFUSED_BODIES[kind];
      if (row.ratio > GOAL && bodyOf !== undefined) {
        const reading = overHttp(bare.url, bodyOf);
        await converse(bare.pid, reading, WARM_UP_SECONDS, true);
        const costs = [];
        for (let round = 0; round < rounds; round += 1)
          costs.push((await converse(bare.pid, reading, slice, true)).cpu);
        reading.close();
        row.floorRatio = Number((median(costs) / row.baselineValue).toFixed(2));
      }
      human(
        `  ${row.ratio.toFixed(2).padStart(6)} ×  (${row.latencyRatio.toFixed(2)} × the time)  ${kind}${row.ratio > GOAL ? '   above the goal' : ''}${row.floorRatio === undefined ? '' : `; to read and parse the body takes ${row.floorRatio} ×`}`,
      );
      found.push(row);
      await sleep(50);
    }
    const worst = found.toSorted((a, b) => b.ratio - a.ratio)[0];
    human(`  dearest: ${worst.kind}, ${worst.ratio} × ${BASELINE}; the goal is ${GOAL}`);
    return found;
  } finally {
    for (const conversation of Object.values(conversations)) conversation.close();
    bare.stop();
    await product.stop();
    await mariadb?.stop();
  }
}
