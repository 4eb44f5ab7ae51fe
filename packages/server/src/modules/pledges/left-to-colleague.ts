import type { EntityManager } from 'typeorm';
import { findRows, sqlIn } from '../../db/rows.js';
import { decidersOf } from '../orders/index.js';
import { Membership, MembershipRole } from '../organizations/index.js';
import { Pledge } from './pledge.entity.js';

/** Pledges in one query. */
const SOME = 1_000;

/** The roles that speak for a unit. Whoever holds one does not confirm the gifts of this unit. */
export const SPEAKING_ROLES = [MembershipRole.OWNER, MembershipRole.EDITOR] as const;

/**
 * Returns those of `pledgeIds` whose payment this person may not confirm, so that a colleague has to: own gifts, gifts of
 * units for which the person speaks, and gifts to projects on which the person decided. The confirmation itself decides
 * by the same rules under its locks.
 */
export async function leftToColleague(
  manager: EntityManager,
  pledgeIds: readonly string[],
  userId: string,
): Promise<ReadonlySet<string>> {
  const left = new Set<string>();
  if (pledgeIds.length === 0) return left;
  const memberships = await findRows(
    manager,
    Membership,
    `user_id = ? AND ${sqlIn('role', SPEAKING_ROLES)}`,
    [userId, ...SPEAKING_ROLES],
    ['organizationId'],
  );
  const units = new Set<string | null>(memberships.map(({ organizationId }) => organizationId));
  for (let start = 0; start < pledgeIds.length; start += SOME) {
    const ids = pledgeIds.slice(start, start + SOME);
    const pledges = await findRows(manager, Pledge, sqlIn('id', ids), ids, [
      'id',
      'userId',
      'onBehalfOfId',
      'projectId',
    ]);
    const deciders = await decidersOf(
      manager,
      pledges.map(({ projectId }) => projectId),
    );
    for (const pledge of pledges)
      if (pledge.userId === userId || units.has(pledge.onBehalfOfId) || deciders.get(pledge.projectId)!.has(userId))
        left.add(pledge.id);
  }
  return left;
}
