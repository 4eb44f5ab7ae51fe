import type { EntityManager } from 'typeorm';
import { sqlIn } from '../../db/rows.js';

/**
 * Returns each of these units with all units that have the same account number. Who belongs to one of them keeps out of
 * the money of all, because it arrives at their own account.
 */
export async function unitsPaidTogether(
  manager: EntityManager,
  organizationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const together = new Map(organizationIds.map((id) => [id, [id]]));
  if (together.size === 0) return together;
  const ids = [...together.keys()];
  const rows = await manager.query<{ unit_id: string; other_id: string }[]>(
    `SELECT DISTINCT a.organization_id AS unit_id, b.organization_id AS other_id FROM payee_accounts a
     JOIN payee_accounts b ON b.number_id = a.number_id AND b.organization_id <> a.organization_id
     WHERE ${sqlIn('a.organization_id', ids)} AND a.state IN ('ENTERED', 'PREPARED', 'CURRENT') AND b.state IN ('ENTERED', 'PREPARED', 'CURRENT')`,
    ids,
  );
  for (const { unit_id, other_id } of rows) together.get(unit_id)!.push(other_id);
  return together;
}
