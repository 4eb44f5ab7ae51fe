// A crowd that watches one project: opens { count } sockets, says "ready", and when the line "stop" comes in prints what each saw.
// Each socket speaks graphql-transport-ws by hand: a client library for each of ten thousand would measure the library.
import { createInterface } from 'node:readline';
import WebSocket from 'ws';

const { url, projectId, count, sampled } = JSON.parse(process.argv[2]);
const AT_ONCE = 200;
const SUBSCRIBE = JSON.stringify({
  id: '1', type: 'subscribe',
  payload: { query: 'subscription Watch($id: ID!) { projectProgress(projectId: $id) { projectId version raised pledgeCount status } }', variables: { id: projectId } },
});

let received = 0;
let closed = 0;
/** What the last state said, by watcher; and for some of them when each state came. */
const last = Array.from({ length: count }, () => -1);
const seen = Array.from({ length: Math.min(sampled, count) }, () => []);

const watch = (index) => new Promise((resolve, reject) => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { perMessageDeflate: false });
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  socket.on('error', reject);
  socket.on('close', () => { closed += 1; });
  socket.on('message', (data) => {
    const text = data.toString();
    if (text.startsWith('{"type":"connection_ack"')) { socket.send(SUBSCRIBE); return; }
    const said = /"pledgeCount":(\d+)/.exec(text);
    if (said === null) { if (!text.includes('"ping"')) reject(new Error(text)); else socket.send('{"type":"pong"}'); return; }
    const first = last[index] === -1;
    received += 1;
    last[index] = Number(said[1]);
    seen[index]?.push([performance.timeOrigin + performance.now(), last[index]]);
    if (first) resolve();
  });
});

for (let start = 0; start < count; start += AT_ONCE) {
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - start) }, (_, index) => watch(start + index)));
}
received = 0;
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) if (line === 'stop') break;
process.stdout.write(`${JSON.stringify({ received, closed, least: Math.min(...last), most: Math.max(...last), seen })}\n`, () => process.exit());
