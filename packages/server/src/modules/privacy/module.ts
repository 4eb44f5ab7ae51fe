import type { ClosingObstacle } from '../../closing.js';
import { defineModule } from '../../module.js';
import { ownDataRoutes } from './own-data.http.js';
import { privacyChecks } from './privacy.checks.js';
import { privacyJobs } from './privacy.jobs.js';
import { privacyMessages } from './privacy.messages.js';
import { privacyMigrations } from './privacy.migrations.js';
import { ViewerPrivacyResolver } from './privacy.resolver.js';
import { privacyTraceKinds } from './privacy.trace.js';
import { privacyInventory } from './privacy.personal.js';
import { takeDown } from './privacy.permissions.js';
import { Takedown } from './takedown.entity.js';
import { countRows } from './count-rows.js';

const roles: ClosingObstacle = {
  name: 'ROLES',
  message: 'closing.roles',
  path: '/account',
  count: (manager, userId) => countRows(manager, 'role_grants WHERE user_id = ?', [userId]),
};

export const privacyModule = defineModule({
  name: 'privacy',
  inventory: privacyInventory,
  entities: [Takedown],
  permissions: [takeDown],
  migrations: privacyMigrations,
  resolvers: [ViewerPrivacyResolver],
  messages: privacyMessages,
  checks: privacyChecks,
  jobs: privacyJobs,
  routes: ownDataRoutes,
  closingObstacles: [roles],
  traceKinds: privacyTraceKinds,
});
