import { createServer } from 'node:net';

// The ports are below 32768, where the kernel's ephemeral ports begin. The kernel could give an ephemeral port to
// another process between the check and the use, or while a killed server is down.
const FIRST = 12_000;
const PAIRS = 10_000;

/** Holds a port open; resolves to the server that holds it, or to undefined when the port is in use. */
const hold = (port) =>
  new Promise((resolve) => {
    const holder = createServer();
    holder.on('error', () => resolve(undefined));
    holder.listen(port, '127.0.0.1', () => resolve(holder));
  });

/**
 * Returns a port that nobody uses and that no other caller gets while this process runs. Every caller here avoids the
 * port beside one that is held.
 */
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
