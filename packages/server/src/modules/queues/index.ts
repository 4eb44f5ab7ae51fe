/** Queues of work: the items that wait, for whom and until when, who has an item open, and the daily notification. */
export { queuesModule } from './module.js';
export {
  defineListedQueue,
  defineQueue,
  queues,
  type Queue,
  type SqlQueue,
  type WaitingItem,
  type Worker,
} from './queue.js';
export { pageOfItems } from './items-page.js';
export { QueueArgs } from './queue.types.js';
