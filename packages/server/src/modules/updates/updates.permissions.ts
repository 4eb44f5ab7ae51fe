import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const seeEarlierVersions = definePermission({
  name: 'updateVersions.see',
  roles: [PlatformRole.REVIEWER, PlatformRole.ADMIN, PlatformRole.AUDITOR],
  allows: 'see what news of a project said before the unit corrected them',
});
