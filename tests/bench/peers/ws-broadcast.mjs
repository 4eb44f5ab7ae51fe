// A bare broadcast with `ws`: the same message to every socket, without a protocol, requests or a database. Each input
// line { text, apart, seconds } is a run. A run sends at least `apart` milliseconds apart, and the next message only
// when the system has taken the last one. It prints the moment of each message.
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0 }, () =>
  console.log(JSON.stringify({ port: sockets.address().port })),
);
sockets.on('connection', (socket) => {
  socket.on('message', (data) =>
    socket.send(String(data).includes('connection_init') ? '{"type":"connection_ack"}' : '{"pledgeCount":0}'),
  );
});

const broadcast = (text) =>
  Promise.all(
    [...sockets.clients].map(
      (socket) =>
        new Promise((resolve) => {
          socket.send(text, resolve);
        }),
    ),
  );

for await (const line of createInterface({ input: process.stdin })) {
  const { text, apart, seconds } = JSON.parse(line);
  const moments = [];
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until) {
    const began = Date.now();
    moments.push(began);
    await broadcast(text.replace(/"pledgeCount":\d+/, `"pledgeCount":${moments.length}`));
    await sleep(Math.max(0, began + apart - Date.now()));
  }
  console.log(JSON.stringify({ moments }));
}
