import { Not } from 'typeorm';
import { may, type RequestContext, requireViewer, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { notFound } from '../../errors.js';
import { readId } from '../../input.js';
import { lockOpenAccount, requireVerifiedAccount, User } from '../identity/index.js';
import { record } from '../trace/index.js';
import { keepFormerMember } from './former-memberships.js';
import { Invitation } from './invitation.entity.js';
import { Membership, MembershipRole } from './membership.entity.js';
import type { Organization } from './organization.entity.js';
import { isMemberOf, lockAsMember, requireMembership } from './organizations.access.js';
import type { OrganizationMember } from './organizations.inputs.js';
import { findMembershipRole, membersLoader } from './organizations.loaders.js';
import { requireOwnerAfter } from './organizations.rules.js';
import { seeAllUnits } from './organizations.permissions.js';
import { memberRemoved, memberRoleSet } from './organizations.trace.js';

/** The units that a person belongs to, in the order in which they joined. */
export const listMembershipsOf = (context: RequestContext, userId: string): Promise<Membership[]> =>
  context.db.read.find(Membership, { where: { userId }, order: { createdAt: 'ASC', organizationId: 'ASC' } });

/**
 * Returns the members of a unit, for its members and for administrators; null for others. Only owners and
 * administrators see addresses.
 */
export async function listMembers(
  context: RequestContext,
  organizationId: string,
): Promise<OrganizationMember[] | null> {
  const asAdmin = may(context, seeAllUnits);
  if (!asAdmin && !(await isMemberOf(context, organizationId))) return null;
  const showsEmails = asAdmin || (await findMembershipRole(context, organizationId)) === MembershipRole.OWNER;
  const members = await membersLoader(context).load(organizationId);
  return showsEmails ? members : members.map((member) => ({ ...member, email: null }));
}

/** Gives a member another role. Owners only. The last owner cannot step down. */
export async function setMemberRole(
  context: RequestContext,
  organizationId: string,
  rawUserId: string,
  role: MembershipRole,
): Promise<Organization> {
  const { organization } = await requireMembership(context, organizationId, MembershipRole.OWNER);
  const userId = readId('userId', rawUserId);
  return changeMember(context, organization.id, userId, MembershipRole.OWNER, role);
}

/** Ends a membership. Owners may end any membership, members only their own. The last owner cannot leave. */
export async function removeMember(
  context: RequestContext,
  organizationId: string,
  rawUserId: string,
): Promise<Organization> {
  const viewer = requireViewer(context);
  const needed = rawUserId === viewer.userId ? MembershipRole.MEMBER : MembershipRole.OWNER;
  const { organization } = await requireMembership(context, organizationId, needed);
  const userId = readId('userId', rawUserId);
  return changeMember(context, organization.id, userId, needed, null);
}

/**
 * Sets a member's role, or ends the membership when `role` is null. Runs under the unit's lock: otherwise two owners
 * who demote each other at once would each count the other as the remaining owner.
 */
async function changeMember(
  context: RequestContext,
  organizationId: string,
  userId: string,
  needed: MembershipRole,
  role: MembershipRole | null,
): Promise<Organization> {
  const organization = await context.db.transact(async (tx) => {
    const locked = await lockAsMember(context, tx, organizationId, needed);
    const member = await tx.manager.findOneBy(Membership, { organizationId, userId });
    if (member === null) throw notFound('userId');
    requireOwnerAfter(await countOtherOwners(tx, organizationId, userId), member, role);
    if (role === null) {
      await tx.manager.delete(Membership, { organizationId, userId });
      keepFormerMember(tx, organizationId, userId);
    } else await tx.manager.update(Membership, { organizationId, userId }, { role, roleSince: tx.now });
    record(tx, context, role === null ? memberRemoved : memberRoleSet, {
      subject: organizationId,
      person: userId,
      before: { role: member.role },
      after: { role },
    });
    if (role !== MembershipRole.OWNER) await revokeInvitationsBy(tx, organizationId, userId);
    return locked;
  });
  return organization;
}

/**
 * How many owners of a unit besides `userId` can act, because their accounts are not suspended. Their accounts are
 * locked, so that none is closed or suspended meanwhile. The caller has locked the unit.
 */
async function countOtherOwners(tx: Tx, organizationId: string, userId: string): Promise<number> {
  const others = { organizationId, role: MembershipRole.OWNER, userId: Not(userId) };
  const owners = await tx.manager.findBy(Membership, others);
  const accounts = await tx.lockAll(
    User,
    owners.map((owner) => owner.userId),
  );
  return accounts.filter(({ suspendedAt, closedAt }) => suspendedAt === null && closedAt === null).length;
}

/**
 * Revokes the open invitations of somebody who is no longer an owner. Otherwise an invitation to a second address of
 * that person would be a way back.
 */
export async function revokeInvitationsBy(tx: Tx, organizationId: string, userId: string): Promise<void> {
  await tx.manager.update(
    Invitation,
    { organizationId, invitedBy: userId, storedStatus: 'OPEN' },
    { storedStatus: 'REVOKED' },
  );
}

/**
 * Makes somebody a member with exactly `role`, for the demo and the command line. The caller makes sure that an owner
 * remains.
 */
export const addMember = (
  services: Services,
  member: { organizationId: string; userId: string; role: MembershipRole },
): Promise<void> =>
  services.db.transact((tx) =>
    putMembership(tx, member.organizationId, member.userId, member.role).then(() => undefined),
  );

/** Inserts or updates the membership with `role`. Every membership begins here. The caller has locked the unit. */
export async function putMembership(
  tx: Tx,
  organizationId: string,
  userId: string,
  role: MembershipRole,
): Promise<Membership> {
  await lockOpenAccount(tx, userId);
  const existing = await tx.manager.findOneBy(Membership, { organizationId, userId });
  if (existing !== null) {
    await tx.manager.update(Membership, { organizationId, userId }, { role, roleSince: tx.now });
    return Object.assign(existing, { role, roleSince: tx.now });
  }
  await requireVerifiedAccount(tx.manager, userId);
  const membership = tx.manager.create(Membership, {
    organizationId,
    userId,
    role,
    createdAt: tx.now,
    roleSince: null,
  });
  await tx.manager.insert(Membership, membership);
  return membership;
}
