import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const seeStatements = definePermission({
  name: 'statements.see',
  roles: [PlatformRole.TREASURER, PlatformRole.ADMIN, PlatformRole.AUDITOR],
  allows: "see the bank's statements with senders and account numbers",
});

export const keepStatements = definePermission({
  name: 'statements.keep',
  roles: [PlatformRole.TREASURER],
  allows: "import the bank's statements and decide on their lines",
  needsProof: true,
});
