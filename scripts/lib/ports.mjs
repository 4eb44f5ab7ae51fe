import { createServer } from 'node:net';

// Below 32768, from where on the kernel gives a port to whoever connects or asks for any: now and then one of those would be given to somebody
// else between the look and the use, or while a server that was killed is away.
const FIRST = 12_000;
/** Every process has ports of its own, or two that look at the same moment would find the same one. */
const PORTS_OF_A_PROCESS = 40;
const PROCESSES = 500;

let taken = 0;

const isFree = (port) => new Promise((resolve) => {
  const probe = createServer();
  probe.on('error', () => resolve(false));
  probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
});

/** A port that nobody uses, and that nobody comes by who does not ask for it. */
export async function freePort() {
  for (let tried = 0; tried < PORTS_OF_A_PROCESS; tried += 1) {
    const port = FIRST + (process.pid % PROCESSES) * PORTS_OF_A_PROCESS + (taken % PORTS_OF_A_PROCESS);
    taken += 1;
    if (await isFree(port)) return port;
  }
  throw new Error(`All ports of the process ${process.pid} are in use.`);
}
