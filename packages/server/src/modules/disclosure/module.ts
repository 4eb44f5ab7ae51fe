import { defineModule } from '../../module.js';
import { disclosureChecks } from './disclosure.checks.js';
import { DisclosureCorrection, DisclosureReminder, DisclosureReport } from './disclosure.entities.js';
import { disclosureJobs } from './disclosure.jobs.js';
import { disclosureMigrations } from './disclosure.migrations.js';
import { reportLate, reportSoon } from './disclosure.notices.js';
import { CorrectionResolver, DisclosureResolver, ObligationResolver, ReportResolver } from './disclosure.resolver.js';
import { refuseWhileLate } from './disclosure.service.js';
import { seeDisclosureDesk } from './disclosure.permissions.js';
import { lateReportQueue } from './disclosure.queues.js';
import { disclosureTraceKinds } from './disclosure.trace.js';
import { disclosureInventory } from './disclosure.personal.js';

export const disclosureModule = defineModule({
  name: 'disclosure',
  inventory: disclosureInventory,
  entities: [DisclosureReport, DisclosureCorrection, DisclosureReminder],
  migrations: disclosureMigrations,
  resolvers: [DisclosureResolver, ObligationResolver, ReportResolver, CorrectionResolver],
  checks: disclosureChecks,
  jobs: disclosureJobs,
  noticeKinds: [reportSoon, reportLate],
  picturePlaces: [
    { table: 'disclosure_reports', column: 'text' },
    { table: 'disclosure_reports', column: 'evidence' },
  ],
  submissionRefusals: [refuseWhileLate],
  permissions: [seeDisclosureDesk],
  queues: [lateReportQueue],
  traceKinds: disclosureTraceKinds,
});
