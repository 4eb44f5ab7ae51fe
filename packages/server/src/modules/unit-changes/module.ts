import { defineModule } from '../../module.js';
import { UnitChange } from './unit-change.entities.js';
import { UnitChangeChild, UnitChangeMember, UnitChangePart } from './unit-change-parts.entities.js';
import { unitChangeChecks } from './unit-changes.checks.js';
import { unitChangeMessages } from './unit-changes.messages.js';
import { unitChangeMigrations } from './unit-changes.migrations.js';
import { changeDecided, mergerAsked, unitsMerged, unitSplit } from './unit-changes.notices.js';
import { unitChangesInventory } from './unit-changes.personal.js';
import { unitChangeQueue } from './unit-changes.queues.js';
import { OrganizationChangesResolver, UnitChangePartResolver, UnitChangeResolver } from './unit-changes.resolver.js';
import { unitChangesTraceKinds } from './unit-changes.trace.js';

export const unitChangesModule = defineModule({
  name: 'unit-changes',
  inventory: unitChangesInventory,
  entities: [UnitChange, UnitChangePart, UnitChangeMember, UnitChangeChild],
  migrations: unitChangeMigrations,
  resolvers: [UnitChangeResolver, UnitChangePartResolver, OrganizationChangesResolver],
  checks: unitChangeChecks,
  messages: unitChangeMessages,
  queues: [unitChangeQueue],
  noticeKinds: [mergerAsked, changeDecided, unitsMerged, unitSplit],
  traceKinds: unitChangesTraceKinds,
});
