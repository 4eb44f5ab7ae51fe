import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const takeDown = definePermission({
  name: 'takedowns.decide',
  roles: [PlatformRole.ADMIN, PlatformRole.REVIEWER],
  allows: 'take down a public name, message or file, with a public cause and a reason',
});
