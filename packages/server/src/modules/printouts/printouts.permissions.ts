import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const seeInvoices = definePermission({
  name: 'invoices.see',
  roles: [PlatformRole.TREASURER, PlatformRole.AUDITOR],
  allows: 'see the numbers of official invoices, who recorded them, and to whom invoices are made out',
});

export const recordInvoices = definePermission({
  name: 'invoices.record',
  roles: [PlatformRole.TREASURER],
  allows: 'record the numbers of official invoices',
});

export const seePapersOfUnits = definePermission({
  name: 'unitPapers.see',
  roles: [PlatformRole.TREASURER, PlatformRole.AUDITOR],
  allows: 'see the annual statements of any unit',
});
