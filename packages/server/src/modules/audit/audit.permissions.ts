import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const seeTrace = definePermission({
  name: 'trace.see',
  roles: [PlatformRole.AUDITOR],
  allows: 'read, search and download the trace of what everybody did',
  needsProof: true,
});

export const seeAlerts = definePermission({
  name: 'alerts.see',
  roles: [PlatformRole.AUDITOR, PlatformRole.ADMIN],
  allows: 'see and be told of unusual patterns in the trace',
});
