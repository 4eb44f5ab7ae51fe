import type { TraceKind } from '../trace/index.js';
import { seeTrace } from './audit.permissions.js';

/** Roles that were given before there was a trace. A migration writes these entries. */
export const ROLES_FROM_BEFORE = 'ROLES_FROM_BEFORE';

const rolesFromBefore: TraceKind = {
  name: ROLES_FROM_BEFORE,
  label: ['在留痕启用前已有平台角色', 'Held platform roles before the trace began'],
  subject: 'account',
};

export const traceDownloaded: TraceKind = {
  name: 'TRACE_DOWNLOADED',
  label: ['下载了操作记录', 'Downloaded the trace'],
  subject: null,
  permission: seeTrace,
};

export const auditTraceKinds: readonly TraceKind[] = [rolesFromBefore, traceDownloaded];
