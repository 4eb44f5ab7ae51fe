// A part of the crowd that watches one project, in a process of its own. Input: { url, projectId, count }. It prints
// "ready" when every watcher has the first state. Then it reads commands from stdin: "start" begins to count; "report
// {…}" prints what was seen and ends the process. Frames are parsed by hand, and only for the count of gifts, because
// ten thousand client libraries would measure themselves.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

const { url, projectId, count } = JSON.parse(process.argv[2]);
const { hostname, port } = new URL(url);
const AT_ONCE = 100;
const NO_MASK = Buffer.alloc(4);
const [TEXT, CLOSE, PING, PONG] = [0x81, 0x88, 0x89, 0x8a];
const COUNT = Buffer.from('"pledgeCount":');
const ACKNOWLEDGED = Buffer.from('{"type":"connection_ack"');
const UPGRADE = `GET /graphql HTTP/1.1\r\nhost: ${hostname}:${port}\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n`;
// The query of a page, with an id as long as a page's.
const QUERY =
  'subscription ProjectProgress($projectId: ID!) { projectProgress(projectId: $projectId) { projectId status goal raised matched pending backerCount pledgeCount version } }';
const subscribe = () =>
  JSON.stringify({
    id: randomUUID(),
    type: 'subscribe',
    payload: { query: QUERY, operationName: 'ProjectProgress', variables: { projectId } },
  });

/** The protocol demands that a client masks its frames. The mask here is zero, which leaves the bytes as they are. */
function frame(kind, text = '') {
  const content = Buffer.from(text);
  const head =
    content.length < 126
      ? Buffer.from([kind, 0x80 | content.length])
      : Buffer.from([kind, 0x80 | 126, content.length >> 8, content.length & 0xff]);
  return Buffer.concat([head, NO_MASK, content]);
}

/**
 * `last`: the gifts that the last state of each watcher counted. The rest: all states since the start, as (watcher,
 * moment, count) in a row.
 */
const last = Array.from({ length: count }, () => -1);
let states = [];
let closed = 0;
let sample = '';

function countIn(message) {
  const at = message.indexOf(COUNT);
  if (at < 0) return -1;
  let said = 0;
  for (let digit = at + COUNT.length; message[digit] >= 48 && message[digit] <= 57; digit += 1)
    said = said * 10 + message[digit] - 48;
  return said;
}

function watch(watcher) {
  return new Promise((resolve, reject) => {
    let upgraded = false;
    /** The beginning of a frame whose end has not arrived yet. */
    let rest = null;
    const take = (kind, message) => {
      if (kind === TEXT) {
        const said = countIn(message);
        if (said >= 0) {
          if (last[watcher] < 0) resolve();
          if (sample === '') sample = message.toString();
          last[watcher] = said;
          states.push(watcher, Date.now(), said);
        } else if (message.subarray(0, ACKNOWLEDGED.length).equals(ACKNOWLEDGED))
          socket.write(frame(TEXT, subscribe()));
        else reject(new Error(`Unexpected: ${message.toString().slice(0, 300)}`));
      } else if (kind === PING) socket.write(frame(PONG, message.toString()));
      else if (kind === CLOSE) socket.destroy();
    };
    const read = (length, chunk) => {
      let bytes = chunk.subarray(0, length);
      if (rest !== null) bytes = Buffer.concat([rest, bytes]);
      let at = 0;
      if (!upgraded) {
        const end = bytes.indexOf('\r\n\r\n');
        if (end >= 0) {
          if (!bytes.toString('latin1', 0, 12).endsWith('101')) reject(new Error(bytes.toString('latin1', 0, end)));
          upgraded = true;
          at = end + 4;
          socket.write(frame(TEXT, '{"type":"connection_init"}'));
        }
      }
      while (upgraded && bytes.length - at >= 2) {
        const isLong = bytes[at + 1] === 126;
        if (isLong && bytes.length - at < 4) break;
        const [begin, size] = isLong ? [at + 4, bytes.readUInt16BE(at + 2)] : [at + 2, bytes[at + 1]];
        if (begin + size > bytes.length) break;
        take(bytes[at], bytes.subarray(begin, begin + size));
        at = begin + size;
      }
      // The buffer is shared by all connections, so the bytes that are left over have to be copied.
      rest = at < bytes.length ? Buffer.from(bytes.subarray(at)) : null;
      return true;
    };
    const socket = connect({ host: hostname, port: Number(port), onread: { buffer: SHARED, callback: read } }, () =>
      socket.write(UPGRADE),
    );
    socket.on('error', reject);
    socket.on('close', () => {
      closed += 1;
      reject(new Error('A socket was closed.'));
    });
  });
}
const SHARED = Buffer.alloc(64 * 1024);

/**
 * For every watcher and every gift, the time from the gift's moment to the first state that counts it, as
 * [milliseconds, how many].
 */
function lags(moments, before) {
  const next = Array.from({ length: count }, () => 0);
  const counts = new Map();
  for (let index = 0; index < states.length; index += 3) {
    const [watcher, at, said] = [states[index], states[index + 1], states[index + 2]];
    for (; next[watcher] < moments.length && before + next[watcher] < said; next[watcher] += 1) {
      const lag = Math.max(0, Math.round(at - moments[next[watcher]]));
      counts.set(lag, (counts.get(lag) ?? 0) + 1);
    }
  }
  return [...counts];
}

/** The moment at which the last of the watchers had the last state. */
const settledAt = () => {
  const at = Array.from({ length: count }, () => 0);
  for (let index = 0; index < states.length; index += 3)
    if (states[index + 2] === last[states[index]]) at[states[index]] ||= states[index + 1];
  return at.reduce((latest, moment) => Math.max(latest, moment), 0);
};

let waiting = 0;
let done = 0;
await new Promise((resolve, reject) => {
  const more = () => {
    while (waiting - done < AT_ONCE && waiting < count)
      watch(waiting++).then(() => {
        done += 1;
        if (done === count) resolve();
        else more();
      }, reject);
  };
  more();
});
console.log('ready');

let usage = process.cpuUsage();
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'start') {
    states = [];
    usage = process.cpuUsage();
    continue;
  }
  const { user, system } = process.cpuUsage(usage);
  const { before, series } = JSON.parse(line.slice('report '.length));
  const report = {
    received: states.length / 3,
    closed,
    sample,
    least: Math.min(...last),
    most: Math.max(...last),
    settledAt: settledAt(),
    lags: series.map((moments) => lags(moments, before)),
    cpuSeconds: (user + system) / 1e6,
  };
  if (!process.stdout.write(`${JSON.stringify(report)}\n`)) await once(process.stdout, 'drain');
  process.exit();
}
