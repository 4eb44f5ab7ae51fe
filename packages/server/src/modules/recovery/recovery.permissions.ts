import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const recoverAccess = definePermission({
  name: 'access.recover',
  roles: [PlatformRole.ADMIN],
  allows:
    'prepare and sign, as one of two, that a unit gets another owner, that lost second factors are removed, and that an address changes without the old one',
  needsProof: true,
});
