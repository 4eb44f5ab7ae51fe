import { defineModule } from '../../module.js';
import { TraceAlert } from './alert.entity.js';
import { patternFound } from './alerts.js';
import { auditChecks } from './audit.checks.js';
import { auditRoutes } from './audit.export.js';
import { auditJobs } from './audit.jobs.js';
import { auditMessages } from './audit.messages.js';
import { auditMigrations } from './audit.migrations.js';
import { seeAlerts, seeTrace } from './audit.permissions.js';
import { AuditResolver, TraceAlertResolver, ViewerTraceResolver } from './audit.resolver.js';
import { auditTraceKinds } from './audit.trace.js';
import { traceFile } from './audit.work.js';
import { TraceHead, TraceLeaf, TraceNode } from './trace-log.js';
import { JointHead } from './joint-heads.js';
import { auditInventory } from './audit.personal.js';

export const auditModule = defineModule({
  name: 'audit',
  inventory: auditInventory,
  entities: [TraceLeaf, TraceNode, TraceHead, JointHead, TraceAlert],
  migrations: auditMigrations,
  resolvers: [AuditResolver, TraceAlertResolver, ViewerTraceResolver],
  messages: auditMessages,
  checks: auditChecks,
  jobs: auditJobs,
  routes: auditRoutes,
  permissions: [seeTrace, seeAlerts],
  noticeKinds: [patternFound],
  traceKinds: auditTraceKinds,
  workKinds: [traceFile],
});
