import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const seeAllUnits = definePermission({
  name: 'units.see',
  roles: [PlatformRole.ADMIN, PlatformRole.AUDITOR],
  allows: 'see units that are not verified, their members and open invitations, and what was said of them',
});

export const manageUnits = definePermission({
  name: 'units.manage',
  roles: [PlatformRole.ADMIN],
  allows: 'change what any unit says of itself',
});

export const verifyUnits = definePermission({
  name: 'units.verify',
  roles: [PlatformRole.ADMIN],
  allows: 'verify units and refuse them',
});
