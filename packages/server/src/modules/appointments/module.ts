import { defineModule } from '../../module.js';
import { appointmentChecks } from './appointments.checks.js';
import { appointmentMessages } from './appointments.messages.js';
import { appointmentMigrations } from './appointments.migrations.js';
import { grantRoles } from './appointments.permissions.js';
import { roleChangeQueue } from './appointments.queues.js';
import {
  AccountRolesResolver,
  RoleChangeResolver,
  RoleGrantResolver,
  ViewerRolesResolver,
} from './appointments.resolver.js';
import { RoleChange } from './role-change.entity.js';
import { roleChange } from './role-change.order.js';
import { appointmentsInventory } from './appointments.personal.js';

export const appointmentsModule = defineModule({
  name: 'appointments',
  inventory: appointmentsInventory,
  entities: [RoleChange],
  migrations: appointmentMigrations,
  messages: appointmentMessages,
  resolvers: [AccountRolesResolver, RoleChangeResolver, RoleGrantResolver, ViewerRolesResolver],
  checks: appointmentChecks,
  permissions: [grantRoles],
  orderKinds: [roleChange],
  queues: [roleChangeQueue],
});
