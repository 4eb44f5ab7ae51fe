import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const seeOrders = definePermission({
  name: 'orders.see',
  roles: [PlatformRole.TREASURER, PlatformRole.ADMIN, PlatformRole.AUDITOR],
  allows: 'see the orders of two people, who prepared and signed them, and the accounts that refunds go to',
});

export const decideOrders = definePermission({
  name: 'orders.decide',
  roles: [PlatformRole.TREASURER, PlatformRole.ADMIN],
  allows: 'sign, withdraw and refuse orders, as far as no other duty excludes it',
  needsProof: true,
});

export const prepareOrders = definePermission({
  name: 'orders.prepare',
  roles: [PlatformRole.TREASURER],
  allows: 'prepare orders',
  needsProof: true,
});
