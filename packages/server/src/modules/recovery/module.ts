import { defineModule } from '../../module.js';
import { AccessChange } from './access-change.entity.js';
import { ACCESS_ORDERS } from './access-change.orders.js';
import { recoveryChecks } from './recovery.checks.js';
import { recoveryMessages } from './recovery.messages.js';
import { recoveryMigrations } from './recovery.migrations.js';
import { recoverAccess } from './recovery.permissions.js';
import { recoveryInventory } from './recovery.personal.js';
import { accessChangeQueue } from './recovery.queues.js';
import { AccessChangeResolver, AccountRecoveryResolver } from './recovery.resolver.js';

export const recoveryModule = defineModule({
  name: 'recovery',
  entities: [AccessChange],
  migrations: recoveryMigrations,
  messages: recoveryMessages,
  resolvers: [AccessChangeResolver, AccountRecoveryResolver],
  checks: recoveryChecks,
  inventory: recoveryInventory,
  permissions: [recoverAccess],
  orderKinds: Object.values(ACCESS_ORDERS),
  queues: [accessChangeQueue],
});
