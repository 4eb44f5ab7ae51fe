/** Collected lists: what other modules may use of this module. */
export { collectedListsModule } from './module.js';
