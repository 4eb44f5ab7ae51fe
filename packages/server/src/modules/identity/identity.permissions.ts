import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const seeAccounts = definePermission({
  name: 'accounts.see',
  roles: [PlatformRole.ADMIN, PlatformRole.AUDITOR],
  allows: 'see every account with its address and roles',
  needsProof: true,
});

export const manageAccounts = definePermission({
  name: 'accounts.manage',
  roles: [PlatformRole.ADMIN],
  allows: 'suspend accounts of others, sign them out, and restore those that another administrator suspended',
  needsProof: true,
});
