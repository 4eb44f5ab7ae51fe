/** Reports that projects owe the public, their days, and their corrections. */
export { disclosureModule } from './module.js';
export { DisclosureCorrection, DisclosureReminder, DisclosureReport } from './disclosure.entities.js';
export { DisclosureKind, ObligationStatus } from './disclosure.enums.js';
export { remindOfReports } from './disclosure.notices.js';
export { listMissing } from './disclosure.queries.js';
export { correctReport, publishReport, refuseWhileLate } from './disclosure.service.js';
