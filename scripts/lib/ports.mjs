import { createServer } from 'node:net';

// Below 32768, from where on the kernel gives a port to whoever connects or asks for any: now and then one of those would be given to somebody
// else between the look and the use, or while a server that was killed is away.
const FIRST = 12_000;
const PAIRS = 10_000;

/** Whoever holds it open; nobody where it is in use. */
const hold = (port) => new Promise((resolve) => {
  const holder = createServer();
  holder.on('error', () => resolve(undefined));
  holder.listen(port, '127.0.0.1', () => resolve(holder));
});

/** A port that nobody uses, and that nobody comes by while this process runs: all who ask here leave alone what is beside a port that is held. */
export async function freePort() {
  const start = Math.floor(Math.random() * PAIRS);
  for (let tried = 0; tried < PAIRS; tried += 1) {
    const beside = FIRST + 2 * ((start + tried) % PAIRS);
    const holder = await hold(beside);
    if (holder === undefined) continue;
    const probe = await hold(beside + 1);
    if (probe !== undefined) {
      await new Promise((resolve) => probe.close(resolve));
      holder.unref();
      return beside + 1;
    }
    holder.close();
  }
  throw new Error(`No port from ${FIRST} to ${FIRST + 2 * PAIRS} is free.`);
}
