/** Match funds: money of sponsors that is added to gifts of others by a stated rule. */
export { matchingModule } from './module.js';
