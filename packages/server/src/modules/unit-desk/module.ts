import { defineModule } from '../../module.js';
import { unitDeskChecks } from './unit-desk.checks.js';
import { UnitDeskRule, UnitReminder } from './unit-desk.entities.js';
import { unitDeskRoutes } from './unit-desk.export.js';
import { unitDeskMessages } from './unit-desk.messages.js';
import { unitDeskMigrations } from './unit-desk.migrations.js';
import { unitReminded } from './unit-desk.notices.js';
import { unitDeskInventory } from './unit-desk.personal.js';
import { UnitDeskResolver, UnitDeskRowResolver, UnitReminderResolver } from './unit-desk.resolver.js';
import { unitDeskTraceKinds } from './unit-desk.trace.js';

export const unitDeskModule = defineModule({
  name: 'unit-desk',
  inventory: unitDeskInventory,
  entities: [UnitDeskRule, UnitReminder],
  migrations: unitDeskMigrations,
  resolvers: [UnitDeskResolver, UnitDeskRowResolver, UnitReminderResolver],
  checks: unitDeskChecks,
  messages: unitDeskMessages,
  routes: unitDeskRoutes,
  noticeKinds: [unitReminded],
  traceKinds: unitDeskTraceKinds,
});
