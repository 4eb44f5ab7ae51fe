import { In, MoreThan, type EntityManager } from 'typeorm';
import type { RequestContext } from '../../context.js';
import { sqlTime } from '../../db/columns.js';
import type { Tx } from '../../db/database.js';
import { FormerMembership } from './former-membership.entity.js';
import { Membership } from './membership.entity.js';
import { findMembershipRole } from './organizations.loaders.js';
import { BOUND_MS } from './organizations.rules.js';

/** Records that somebody left a unit. Leaving again replaces the earlier time. */
export function keepFormerMember(tx: Tx, organizationId: string, userId: string): void {
  const times = [sqlTime(tx.now), sqlTime(new Date(tx.now.getTime() + BOUND_MS))];
  const replace =
    tx.dialect === 'mysql'
      ? 'ON DUPLICATE KEY UPDATE ended_at = VALUES(ended_at), bound_until = VALUES(bound_until)'
      : 'ON CONFLICT (organization_id, user_id) DO UPDATE SET ended_at = excluded.ended_at, bound_until = excluded.bound_until';
  tx.defer(
    `INSERT INTO former_memberships (organization_id, user_id, ended_at, bound_until) VALUES (?, ?, ?, ?) ${replace}`,
    [organizationId, userId, ...times],
  );
}

/** Whether the viewer belongs to a unit, or left it less than a year ago. Such a person decides nothing for the unit. */
export async function isBoundTo(context: RequestContext, organizationId: string): Promise<boolean> {
  if (context.viewer === null) return false;
  if ((await findMembershipRole(context, organizationId)) !== null) return true;
  const { userId } = context.viewer;
  return context.db.read.existsBy(FormerMembership, {
    organizationId,
    userId,
    boundUntil: MoreThan(context.clock.now()),
  });
}

/** Returns, by unit, everybody who belongs to it or left it less than a year before `now`. */
export async function peopleBoundTo(
  manager: EntityManager,
  organizationIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const people = new Map(organizationIds.map((id) => [id, new Set<string>()]));
  if (people.size === 0) return people;
  const of = { organizationId: In([...people.keys()]) };
  const select = { organizationId: true, userId: true } as const;
  const found = [
    ...(await manager.find(Membership, { where: of, select })),
    ...(await manager.find(FormerMembership, { where: { ...of, boundUntil: MoreThan(now) }, select })),
  ];
  for (const { organizationId, userId } of found) people.get(organizationId)!.add(userId);
  return people;
}
