import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const verifyPayees = definePermission({
  name: 'payees.verify',
  roles: [PlatformRole.TREASURER],
  allows: 'verify the account to which a unit is paid, and prepare as one of two that another account replaces it',
  needsProof: true,
});

export const signPayees = definePermission({
  name: 'payees.sign',
  roles: [PlatformRole.TREASURER, PlatformRole.ADMIN],
  allows: 'sign or refuse, as the second person, that another account of a unit replaces the present one',
  needsProof: true,
});
