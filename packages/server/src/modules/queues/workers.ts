import type { Services } from '../../context.js';
import { holds } from '../../permission.js';
import { holdersOf } from '../identity/index.js';
import { queues, type Worker } from './queue.js';

/** Returns everybody who works a queue. */
export async function listWorkers(services: Services): Promise<Worker[]> {
  const holders = await holdersOf(services);
  return holders.filter((worker) => queues.all().some(({ work }) => holds(worker, work)));
}
