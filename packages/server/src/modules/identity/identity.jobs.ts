import type { Services } from '../../context.js';
import type { Job } from '../../jobs/job.js';
import { settleAddressChanges } from './address-changes.service.js';
import { carryOutFactorRemovals } from './factor-removals.service.js';
import { endDueRoles } from './roles.service.js';
import { mailAccountLetters } from './letters.service.js';

export const identityJobs = (services: Services): readonly Job[] => [
  {
    name: 'mail-account-letters',
    everyMs: 1_000,
    timeoutMs: 300_000,
    run: (signal) => mailAccountLetters(services, signal),
  },
  { name: 'end-roles', everyMs: 60_000, timeoutMs: 60_000, run: (signal) => endDueRoles(services, signal) },
  {
    name: 'settle-account-changes',
    everyMs: 60_000,
    timeoutMs: 60_000,
    async run() {
      await carryOutFactorRemovals(services);
      await settleAddressChanges(services);
    },
  },
];
