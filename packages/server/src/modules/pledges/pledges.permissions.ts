import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const seePayments = definePermission({
  name: 'payments.see',
  roles: [PlatformRole.TREASURER, PlatformRole.AUDITOR],
  allows: 'see transfers with their donors and bank references',
});

export const confirmPayments = definePermission({
  name: 'payments.confirm',
  roles: [PlatformRole.TREASURER],
  allows: 'confirm that money arrived, except the own gift',
  needsProof: true,
});

export const endPromises = definePermission({
  name: 'promises.end',
  roles: [PlatformRole.TREASURER, PlatformRole.REVIEWER, PlatformRole.ADMIN],
  within: 'UNITS',
  allows: 'end a promise of somebody else, with a reason',
});

export const seeGiftsOfUnits = definePermission({
  name: 'unitGifts.see',
  roles: [PlatformRole.ADMIN, PlatformRole.AUDITOR],
  allows: 'see the gifts that count for any unit',
});

export const readPhones = definePermission({
  name: 'phones.read',
  needsProof: true,
  roles: [PlatformRole.TREASURER],
  allows: 'read the telephone number of a guest, or of the handler of a gift of a unit, with a reason',
});

export const readKeptNames = definePermission({
  name: 'keptNames.read',
  needsProof: true,
  roles: [PlatformRole.TREASURER],
  allows: 'read the name on the receipt of a closed account, with a reason',
});
