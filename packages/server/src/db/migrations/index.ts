import { bankMovementMigrations } from './bank-movements.js';
import { bookMigrations } from './books.js';
import { coverMigrations } from './covers.js';
import { fileMigrations } from './files.js';
import { disclosureMigrations } from './disclosure.js';
import { identityMigrations } from './identity.js';
import { indexMigrations } from './indexes.js';
import { impactMigrations } from './impact.js';
import { jobMigrations } from './jobs.js';
import { ledgerMigrations } from './ledger.js';
import { lockMigrations } from './locks.js';
import { milestoneMigrations } from './milestones.js';
import { noticeMigrations } from './notices.js';
import { orderMigrations } from './orders.js';
import { organizationMigrations } from './organizations.js';
import { paperMigrations } from './papers.js';
import { pledgeMigrations } from './pledges.js';
import { projectMigrations } from './projects.js';
import { printoutMigrations } from './printouts.js';
import { promiseMigrations } from './promises.js';
import { proofMigrations } from './proof.js';
import { reconciliationMigrations } from './reconciliation.js';
import { recordedKeyMigrations } from './recorded-keys.js';
import { refundMigrations } from './refunds.js';
import { transferMigrations } from './transfers.js';
import { searchMigrations } from './search.js';

/** Every migration; TypeORM runs them in the order of their numbers. */
export const migrations = [
  ...identityMigrations,
  ...ledgerMigrations,
  ...organizationMigrations,
  ...coverMigrations,
  ...projectMigrations,
  ...pledgeMigrations,
  ...impactMigrations,
  ...milestoneMigrations,
  ...disclosureMigrations,
  ...bookMigrations,
  ...refundMigrations,
  ...reconciliationMigrations,
  ...proofMigrations,
  ...fileMigrations,
  ...noticeMigrations,
  ...printoutMigrations,
  ...indexMigrations,
  ...orderMigrations,
  ...recordedKeyMigrations,
  ...transferMigrations,
  ...bankMovementMigrations,
  ...searchMigrations,
  ...lockMigrations,
  ...paperMigrations,
  ...jobMigrations,
  ...promiseMigrations,
];
