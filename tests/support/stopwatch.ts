import { readFileSync } from 'node:fs';

/**
 * Returns how many milliseconds the main thread of this process has been ready to run while other processes had the
 * processors. Linux counts it; elsewhere the result is 0.
 */
function waitedMs(): number {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

/**
 * Starts a stopwatch that stands still while the machine is busy with other processes. Returns a function that reads
 * it, in milliseconds. A limit on this time holds however busy the machine is, where a limit on the clock fails without
 * a fault of the product.
 */
export function startStopwatch(): () => number {
  const [began, waited] = [performance.now(), waitedMs()];
  return () => performance.now() - began - (waitedMs() - waited);
}
