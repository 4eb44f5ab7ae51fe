import { hasRole, PlatformRole, requireViewer, type RequestContext, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { notFound } from '../../errors.js';
import { readId } from '../../input.js';
import { Invitation } from './invitation.entity.js';
import { Membership, MembershipRole } from './membership.entity.js';
import type { Organization } from './organization.entity.js';
import { isMemberOf, lockAsMember, requireMembership } from './organizations.access.js';
import type { OrganizationMember } from './organizations.inputs.js';
import { findMembershipRole, membersLoader } from './organizations.loaders.js';
import { requireOwnerAfter } from './organizations.rules.js';

/** The units that a person belongs to, in the order in which they joined. */
export const listMembershipsOf = (context: RequestContext, userId: string): Promise<Membership[]> =>
  context.db.read.find(Membership, { where: { userId }, order: { createdAt: 'ASC', organizationId: 'ASC' } });

/** Who belongs to a unit, for its members and administrators; null for others. Addresses are for owners and administrators. */
export async function listMembers(context: RequestContext, organizationId: string): Promise<OrganizationMember[] | null> {
  const asAdmin = hasRole(context, PlatformRole.ADMIN);
  if (!asAdmin && !(await isMemberOf(context, organizationId))) return null;
  const showsEmails = asAdmin || (await findMembershipRole(context, organizationId)) === MembershipRole.OWNER;
  const members = await membersLoader(context).load(organizationId);
  return showsEmails ? members : members.map((member) => ({ ...member, email: null }));
}

/** Gives a member another role. Owners only; the last one cannot step down. */
export async function setMemberRole(context: RequestContext, organizationId: string, rawUserId: string, role: MembershipRole): Promise<Organization> {
  const { organization } = await requireMembership(context, organizationId, MembershipRole.OWNER);
  const userId = readId('userId', rawUserId);
  return changeMember(context, organization.id, userId, MembershipRole.OWNER, role);
}

/** Ends a membership: an owner anyone's, a member the own. The last owner stays. */
export async function removeMember(context: RequestContext, organizationId: string, rawUserId: string): Promise<Organization> {
  const viewer = requireViewer(context);
  const needed = rawUserId === viewer.userId ? MembershipRole.MEMBER : MembershipRole.OWNER;
  const { organization } = await requireMembership(context, organizationId, needed);
  const userId = readId('userId', rawUserId);
  return changeMember(context, organization.id, userId, needed, null);
}

/**
 * Sets a member's role, or with null ends the membership. Under the unit's lock: two owners who demote each other at once
 * would otherwise each count the other as the owner that remains.
 */
async function changeMember(context: RequestContext, organizationId: string, userId: string, needed: MembershipRole, role: MembershipRole | null): Promise<Organization> {
  const organization = await context.db.transact(async (tx) => {
    const locked = await lockAsMember(context, tx, organizationId, needed);
    const member = await tx.manager.findOneBy(Membership, { organizationId, userId });
    if (member === null) throw notFound('userId');
    const owners = await tx.manager.countBy(Membership, { organizationId, role: MembershipRole.OWNER });
    requireOwnerAfter(owners, member, role);
    if (role === null) await tx.manager.delete(Membership, { organizationId, userId });
    else await tx.manager.update(Membership, { organizationId, userId }, { role, roleSince: tx.now });
    if (role !== MembershipRole.OWNER) await revokeInvitationsBy(tx, organizationId, userId);
    return locked;
  });
  return organization;
}

/** What someone offered as an owner ends with that role: an invitation to a second address of theirs would be a way back in. */
async function revokeInvitationsBy(tx: Tx, organizationId: string, userId: string): Promise<void> {
  await tx.manager.update(Invitation, { organizationId, invitedBy: userId, storedStatus: 'OPEN' }, { storedStatus: 'REVOKED' });
}

/** Makes someone a member with exactly `role`, for the demo and the command line; the caller answers for the last owner. */
export const addMember = (services: Services, member: { organizationId: string; userId: string; role: MembershipRole }): Promise<void> =>
  services.db.transact((tx) => putMembership(tx, member.organizationId, member.userId, member.role).then(() => undefined));

/** The membership with `role`, new or changed. */
export async function putMembership(tx: Tx, organizationId: string, userId: string, role: MembershipRole): Promise<Membership> {
  const existing = await tx.manager.findOneBy(Membership, { organizationId, userId });
  if (existing !== null) {
    await tx.manager.update(Membership, { organizationId, userId }, { role, roleSince: tx.now });
    return Object.assign(existing, { role, roleSince: tx.now });
  }
  const membership = tx.manager.create(Membership, { organizationId, userId, role, createdAt: tx.now, roleSince: null });
  await tx.manager.insert(Membership, membership);
  return membership;
}
