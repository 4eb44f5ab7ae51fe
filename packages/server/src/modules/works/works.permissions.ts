import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const seeWorks = definePermission({
  name: 'works.see',
  roles: [PlatformRole.ADMIN, PlatformRole.AUDITOR],
  allows: 'see the long works of everybody, and who asked for them',
});

export const cancelWorks = definePermission({
  name: 'works.cancel',
  roles: [PlatformRole.ADMIN],
  allows: 'end the long works of everybody',
});
