import { PlatformRole } from '../../context.js';
import { definePermission } from '../../permission.js';

export const seeMeasurements = definePermission({
  name: 'measurements.see',
  roles: [PlatformRole.REVIEWER, PlatformRole.AUDITOR],
  within: 'UNITS',
  allows: 'see measurements before they are verified',
});

export const verifyMeasurements = definePermission({
  name: 'measurements.verify',
  roles: [PlatformRole.REVIEWER],
  within: 'UNITS',
  allows: 'verify measurements',
});
