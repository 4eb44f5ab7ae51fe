/** What two administrators do for people and units that lost access. */
export { recoveryModule } from './module.js';
