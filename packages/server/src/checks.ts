// The modules below declare decorated classes, and whoever checks may load nothing else before them.
import 'reflect-metadata';
import { findViolations, type Check, type Checked } from './db/check.js';
import { findMisspelled } from './db/search-columns.js';
import { disclosureChecks } from './modules/disclosure/index.js';
import { fileChecks } from './modules/files/index.js';
import { impactChecks } from './modules/impact/index.js';
import { ledgerChecks } from './modules/ledger/index.js';
import { milestoneChecks } from './modules/milestones/index.js';
import { noticeChecks } from './modules/notices/index.js';
import { orderChecks } from './modules/orders/index.js';
import { organizationChecks } from './modules/organizations/index.js';
import { pledgeChecks } from './modules/pledges/index.js';
import { projectChecks } from './modules/projects/index.js';
import { reconciliationChecks } from './modules/reconciliation/index.js';
import { refundChecks } from './modules/refunds/index.js';
import { printoutChecks } from './modules/printouts/index.js';
import { payoutChecks } from './modules/payouts/index.js';
import { proofChecks } from './modules/proof/index.js';
import { searchColumns } from './search-columns.js';

const searchChecks: readonly Check[] = searchColumns.map((column) => ({
  name: `what searches find in ${column.table}.${column.column} is what the row says`,
  violations: ({ db }) => findMisspelled(db, column),
}));

/** Every module's invariants, upstream modules first. */
export const allChecks: readonly Check[] = [...ledgerChecks, ...proofChecks, ...organizationChecks, ...fileChecks, ...noticeChecks, ...orderChecks, ...projectChecks, ...pledgeChecks, ...milestoneChecks, ...refundChecks, ...printoutChecks, ...reconciliationChecks, ...payoutChecks, ...impactChecks, ...disclosureChecks, ...searchChecks];

/** The violations of each check; no rows where it holds. */
export async function runChecks(checked: Checked, checks: readonly Check[] = allChecks): Promise<{ name: string; rows: Record<string, unknown>[] }[]> {
  const results: { name: string; rows: Record<string, unknown>[] }[] = [];
  for (const check of checks) results.push({ name: check.name, rows: await findViolations(check, checked) });
  return results;
}
