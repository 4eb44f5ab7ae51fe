import { defineModule } from '../../module.js';
import { CollectedList, CollectedListRow } from './collected-list.entity.js';
import { collectedListChecks } from './collected-lists.checks.js';
import { collectedListRoutes } from './collected-lists.http.js';
import { collectedListMessages } from './collected-lists.messages.js';
import { collectedListMigrations } from './collected-lists.migrations.js';
import { collectedListsInventory } from './collected-lists.personal.js';
import { CollectedListResolver, CollectedListRowResolver } from './collected-lists.resolver.js';
import { collectedListsTraceKinds } from './collected-lists.trace.js';
import { listCommitment } from './list-works.js';

export const collectedListsModule = defineModule({
  name: 'collected-lists',
  inventory: collectedListsInventory,
  entities: [CollectedList, CollectedListRow],
  migrations: collectedListMigrations,
  resolvers: [CollectedListResolver, CollectedListRowResolver],
  checks: collectedListChecks,
  messages: collectedListMessages,
  workKinds: [listCommitment],
  routes: collectedListRoutes,
  traceKinds: collectedListsTraceKinds,
});
