import { createServer } from 'node:net';

/** A port that nobody uses now. Somebody could take it before we do; on one machine's loopback that is rare enough. */
export const freePort = () => new Promise((resolve, reject) => {
  const probe = createServer();
  probe.on('error', reject);
  probe.listen(0, '127.0.0.1', () => {
    const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
    probe.close(() => resolve(port));
  });
});
