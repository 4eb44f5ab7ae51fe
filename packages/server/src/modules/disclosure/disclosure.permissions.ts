import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const seeDisclosureDesk = definePermission({
  name: 'disclosure.see',
  roles: [PlatformRole.REVIEWER, PlatformRole.AUDITOR],
  within: 'UNITS',
  allows: 'see which projects owe the public a report',
});
