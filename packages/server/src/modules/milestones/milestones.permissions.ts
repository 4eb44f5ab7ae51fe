import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const seeReports = definePermission({
  name: 'reports.see',
  roles: [PlatformRole.REVIEWER, PlatformRole.TREASURER, PlatformRole.AUDITOR],
  within: 'UNITS',
  allows: 'see reports of stages before they are accepted',
});

export const reviewStages = definePermission({
  name: 'stages.review',
  roles: [PlatformRole.REVIEWER],
  within: 'UNITS',
  allows: 'accept and return reports of stages',
});
