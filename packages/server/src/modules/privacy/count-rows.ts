import type { EntityManager } from 'typeorm';

/** Returns how many rows `from` has: a table with its condition, such as `role_grants WHERE user_id = ?`. */
export async function countRows(manager: EntityManager, from: string, values: readonly unknown[]): Promise<number> {
  const [row] = await manager.query<{ count: number | string }[]>(`SELECT COUNT(*) AS count FROM ${from}`, [...values]);
  return Number(row?.count ?? 0);
}
