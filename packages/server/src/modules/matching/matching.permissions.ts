import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const seeMatchFunds = definePermission({
  name: 'match-funds.see',
  roles: [PlatformRole.REVIEWER, PlatformRole.TREASURER, PlatformRole.AUDITOR, PlatformRole.ADMIN],
  allows: 'see match funds that are not public',
});

export const decideMatchFunds = definePermission({
  name: 'match-funds.decide',
  roles: [PlatformRole.REVIEWER],
  allows: 'publish match funds of units other than their own, refuse them with a reason, and end them',
});

export const fillMatchFunds = definePermission({
  name: 'match-funds.fill',
  roles: [PlatformRole.TREASURER],
  allows: "confirm that a sponsor's transfer into a match fund arrived",
  needsProof: true,
});
