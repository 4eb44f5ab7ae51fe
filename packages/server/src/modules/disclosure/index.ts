/** What projects owe the public and by when, their reports, and corrections below them. */
export { disclosureChecks } from './disclosure.checks.js';
export { DisclosureCorrection, DisclosureReminder, DisclosureReport } from './disclosure.entities.js';
export { DisclosureKind, ObligationStatus } from './disclosure.enums.js';
export { disclosureJobs } from './disclosure.jobs.js';
export { remindOfReports } from './disclosure.notices.js';
export { listMissing } from './disclosure.queries.js';
export { CorrectionResolver, DisclosureResolver, ObligationResolver, ReportResolver } from './disclosure.resolver.js';
export { correctReport, publishReport, refuseWhileLate } from './disclosure.service.js';
