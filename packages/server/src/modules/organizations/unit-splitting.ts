import { requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { insertRows } from '../../db/rows.js';
import { invalidState } from '../../errors.js';
import { User } from '../identity/index.js';
import { keepFormerMember } from './former-memberships.js';
import { Membership, MembershipRole } from './membership.entity.js';
import { revokeInvitationsBy } from './memberships.service.js';
import { Organization, VerificationStatus, type OrganizationKind } from './organization.entity.js';
import { insertOrganization } from './organizations.service.js';
import { acceptByDecision } from './parent-requests.service.js';
import { moveUnit } from './unit-tree.js';

/** A unit to found, and who and what moves to it. */
export interface NewPart {
  readonly name: string;
  readonly kind: OrganizationKind;
  readonly ownerId: string;
  /** Everybody who moves, the owner included. */
  readonly memberIds: ReadonlySet<string>;
  readonly childIds: ReadonlySet<string>;
}

/** Throws unless the people whom a unit's parts name can own them, and somebody stays who owns the unit. */
export async function requireOwnersOfParts(
  tx: Tx,
  from: Pick<Organization, 'id'>,
  parts: readonly NewPart[],
): Promise<Membership[]> {
  const members = await tx.manager.findBy(Membership, { organizationId: from.id });
  const accounts = await tx.lockAll(User, members.map(({ userId }) => userId).sort());
  const able = new Set(
    accounts.filter(({ suspendedAt, closedAt }) => suspendedAt === null && closedAt === null).map(({ id }) => id),
  );
  const belongs = new Set(members.map(({ userId }) => userId));
  const moving = new Set(parts.flatMap(({ memberIds }) => [...memberIds]));
  if (parts.some(({ ownerId }) => !able.has(ownerId) || !belongs.has(ownerId)))
    throw invalidState('organization.partOwner');
  const stays = members.some(
    ({ userId, role }) => role === MembershipRole.OWNER && !moving.has(userId) && able.has(userId),
  );
  if (!stays) throw invalidState('organization.lastOwner');
  return members;
}

/**
 * Founds verified units beside a locked one, below the same parent, and moves members and units below to them. Who has
 * left the unit meanwhile stays where they are. The unit itself goes on with the rest. Returns the new units.
 */
export async function splitUnit(
  context: RequestContext,
  tx: Tx,
  from: Organization,
  parts: readonly NewPart[],
  reason: string,
): Promise<Organization[]> {
  const members = await requireOwnersOfParts(tx, from, parts);
  const children = new Map(
    (await tx.lockAll(Organization, parts.flatMap(({ childIds }) => [...childIds]).sort()))
      .filter(({ parentId }) => parentId === from.id)
      .map((child) => [child.id, child]),
  );
  const made: Organization[] = [];
  for (const { name, kind, ownerId, memberIds, childIds } of parts) {
    const unit = await insertOrganization(
      tx,
      { name, kind, parentId: from.parentId, creditCode: null, about: '' },
      ownerId,
      VerificationStatus.VERIFIED,
      { decidedById: requireViewer(context).userId, decidedAt: tx.now, verificationComment: reason },
    );
    if (from.parentId !== null) acceptByDecision(context, tx, [unit.id], from.parentId, reason);
    for (const id of childIds) {
      const child = children.get(id);
      if (child === undefined) continue;
      await moveUnit(tx, child, unit.id);
      await tx.manager.update(Organization, { id }, { parentId: unit.id });
      acceptByDecision(context, tx, [id], unit.id, reason);
    }
    const moving = members.filter(({ userId }) => memberIds.has(userId));
    for (const { userId } of moving) {
      await tx.manager.delete(Membership, { organizationId: from.id, userId });
      keepFormerMember(tx, from.id, userId);
      await revokeInvitationsBy(tx, from.id, userId);
    }
    insertRows(
      tx,
      Membership,
      moving
        .filter(({ userId }) => userId !== ownerId)
        .map(({ userId, role }) => ({ userId, organizationId: unit.id, role, createdAt: tx.now, roleSince: null })),
    );
    made.push(unit);
  }
  return made;
}
