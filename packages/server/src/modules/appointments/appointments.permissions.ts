import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const grantRoles = definePermission({
  name: 'roles.grant',
  roles: [PlatformRole.ADMIN],
  allows: 'give and take platform roles',
  needsProof: true,
});
