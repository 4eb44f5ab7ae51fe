import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const seePaymentBills = definePermission({
  name: 'paymentBills.see',
  roles: [PlatformRole.TREASURER, PlatformRole.AUDITOR],
  allows: "see the bills of payment providers and where they differ from the platform's records",
});

export const keepPaymentBills = definePermission({
  name: 'paymentBills.keep',
  roles: [PlatformRole.TREASURER],
  allows: 'settle differences of the bills of payment providers, and fetch a bill again',
});
