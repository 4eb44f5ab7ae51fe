// The modules below declare decorated classes, and whoever checks may load nothing else before them.
import 'reflect-metadata';
import type { Check } from './db/check.js';
import type { Database } from './db/database.js';
import { impactChecks } from './modules/impact/index.js';
import { ledgerChecks } from './modules/ledger/index.js';
import { milestoneChecks } from './modules/milestones/index.js';
import { organizationChecks } from './modules/organizations/index.js';
import { pledgeChecks } from './modules/pledges/index.js';
import { projectChecks } from './modules/projects/index.js';

/** Every module's invariants, upstream modules first. */
const allChecks: readonly Check[] = [...ledgerChecks, ...organizationChecks, ...projectChecks, ...pledgeChecks, ...milestoneChecks, ...impactChecks];

/** Asks the database for the violations of each check; no rows where it holds. */
export async function runChecks(db: Database, checks: readonly Check[] = allChecks): Promise<{ name: string; rows: Record<string, unknown>[] }[]> {
  const results: { name: string; rows: Record<string, unknown>[] }[] = [];
  for (const { name, sql } of checks) results.push({ name, rows: await db.read.query<Record<string, unknown>[]>(sql) });
  return results;
}
