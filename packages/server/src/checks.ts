import { findViolations, type Check, type Checked } from './db/check.js';
import { allChecks } from './modules.js';

/** Runs each check and returns its violations; no rows when it holds. */
export async function runChecks(
  checked: Checked,
  checks: readonly Check[] = allChecks,
): Promise<{ name: string; rows: Record<string, unknown>[] }[]> {
  const results: { name: string; rows: Record<string, unknown>[] }[] = [];
  for (const check of checks) results.push({ name: check.name, rows: await findViolations(check, checked) });
  return results;
}
