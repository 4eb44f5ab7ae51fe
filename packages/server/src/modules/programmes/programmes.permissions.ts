import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const seeProgrammes = definePermission({
  name: 'programmes.see',
  roles: [PlatformRole.TREASURER, PlatformRole.REVIEWER, PlatformRole.ADMIN, PlatformRole.AUDITOR],
  allows: 'see aid programmes that are not public',
});

export const proposeProgrammes = definePermission({
  name: 'programmes.propose',
  roles: [PlatformRole.TREASURER, PlatformRole.ADMIN],
  allows: 'propose aid programmes',
});

export const decideProgrammes = definePermission({
  name: 'programmes.decide',
  roles: [PlatformRole.REVIEWER],
  allows:
    'publish aid programmes that others proposed, refuse them with a reason, and stop allocations in public notice',
});

export const readRecipients = definePermission({
  name: 'recipients.read',
  roles: [PlatformRole.TREASURER, PlatformRole.ADMIN],
  allows: 'read names and accounts of people who get grants, with a reason',
  needsProof: true,
});
