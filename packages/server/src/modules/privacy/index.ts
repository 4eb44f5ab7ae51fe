/** The rights of people over their data: their export, the closing of an account, and the rules of retention. */
export { privacyModule } from './module.js';
export { countRows } from './count-rows.js';
export { closingObstacles, closingSteps, personalTables, retentionRules } from './registries.js';
export { removedOf } from './retention.service.js';
export { takeDown } from './privacy.permissions.js';
export { Takedown, TakedownCause, TakedownOf } from './takedown.entity.js';
export {
  digestOfText,
  putTombstone,
  readTakedown,
  tombstonesLoader,
  type TakedownDecision,
} from './takedowns.service.js';
