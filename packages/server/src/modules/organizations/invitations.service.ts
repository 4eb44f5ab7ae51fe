import { MoreThan } from 'typeorm';
import { hasRole, PlatformRole, requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { conflict, forbidden, invalidState, limitExceeded, notFound, unavailable } from '../../errors.js';
import { readId } from '../../input.js';
import { DAY_MS } from '../../lib/days.js';
import { digest, newId, newToken } from '../../lib/ids.js';
import { forgetRecorded, recordOnce } from '../../recorded-once.js';
import { Credential, emailsOf, readEmail } from '../identity/index.js';
import { Invitation, InvitationStatus } from './invitation.entity.js';
import { invitationMail } from './invitations.mail.js';
import { Membership, MembershipRole } from './membership.entity.js';
import { putMembership } from './memberships.service.js';
import { Organization } from './organization.entity.js';
import { findVisibleOrganization, lockAsMember, requireMembership } from './organizations.access.js';
import type { InviteMemberInput } from './organizations.inputs.js';
import { findMembershipRole, storedOpenInvitationsLoader } from './organizations.loaders.js';
import { includesRole, INVITATION_LIFETIME_MS, INVITATIONS_A_DAY, maskEmail, statusAt } from './organizations.rules.js';

/** The open invitations of a unit, newest first, for its owners and administrators; null for others. */
export async function listOpenInvitations(context: RequestContext, organizationId: string): Promise<Invitation[] | null> {
  const allowed = hasRole(context, PlatformRole.ADMIN) || (await findMembershipRole(context, organizationId)) === MembershipRole.OWNER;
  if (!allowed) return null;
  const invitations = await storedOpenInvitationsLoader(context).load(organizationId);
  return invitations.filter((invitation) => findStatus(context, invitation) === InvitationStatus.OPEN);
}

/** What the holder of a link is offered. A link that is no longer open tells of its unit only who may see that anyway. */
export async function findInvitation(context: RequestContext, token: string): Promise<Invitation | null> {
  const invitation = await context.db.read.findOneBy(Invitation, { tokenHash: digest(token) });
  if (invitation === null || findStatus(context, invitation) === InvitationStatus.OPEN) return invitation;
  return (await findVisibleOrganization(context, invitation.organizationId)) === null ? null : invitation;
}

export const findStatus = (context: RequestContext, invitation: Invitation): InvitationStatus => statusAt(invitation, context.clock.now());

/** Offers someone a role by mail. Owners only; a new invitation replaces an open one to the same address. */
export async function inviteMember(context: RequestContext, input: InviteMemberInput): Promise<Invitation> {
  const viewer = requireViewer(context);
  const { organization } = await requireMembership(context, input.organizationId, MembershipRole.OWNER);
  const email = readEmail('email', input.email);
  const token = newToken();
  const record = async (tx: Tx): Promise<Invitation> => {
    await lockAsMember(context, tx, organization.id, MembershipRole.OWNER);
    await requireNewcomer(tx, organization.id, email);
    await requireFewInvitations(tx, viewer.userId);
    await tx.manager.update(Invitation, { organizationId: organization.id, email, storedStatus: 'OPEN' }, { storedStatus: 'REVOKED' });
    const invited = tx.manager.create(Invitation, {
      id: newId(tx.now),
      organizationId: organization.id,
      email,
      role: input.role,
      tokenHash: digest(token),
      storedStatus: 'OPEN',
      invitedBy: viewer.userId,
      acceptedBy: null,
      createdAt: tx.now,
      expiresAt: new Date(tx.now.getTime() + INVITATION_LIFETIME_MS),
    });
    await tx.manager.insert(Invitation, invited);
    return invited;
  };
  const { recorded: invitation, isNew } = await recordOnce(context, {
    operation: 'inviteMember',
    userId: viewer.userId,
    input,
    find: (manager, id) => manager.findOneBy(Invitation, { id }),
    record,
  });
  if (!isNew) return invitation;
  const link = `${context.env.publicUrl}/invitations/${token}`;
  await sendOrWithdraw(context, invitation, { organization: organization.name, inviter: viewer.name, link });
  return invitation;
}

async function requireNewcomer(tx: Tx, organizationId: string, email: string): Promise<void> {
  const account = await tx.manager.findOneBy(Credential, { email });
  if (account === null) return;
  if (await tx.manager.existsBy(Membership, { organizationId, userId: account.userId })) throw conflict('organization.alreadyMember', 'email');
}

async function requireFewInvitations(tx: Tx, invitedBy: string): Promise<void> {
  const sent = await tx.manager.countBy(Invitation, { invitedBy, createdAt: MoreThan(new Date(tx.now.getTime() - DAY_MS)) });
  if (sent >= INVITATIONS_A_DAY) throw limitExceeded('invitation.tooMany', { max: INVITATIONS_A_DAY });
}

/** Mails the invitation, which is committed by now; one that could not be mailed is taken back, since nobody could ever accept it. */
async function sendOrWithdraw(context: RequestContext, invitation: Invitation, words: { organization: string; inviter: string; link: string }): Promise<void> {
  try {
    await context.mailer.send(invitationMail(invitation, words));
  } catch (error) {
    context.log.error({ err: error, invitationId: invitation.id }, 'an invitation could not be mailed');
    await context.db.transact(async (tx) => {
      await tx.manager.update(Invitation, { id: invitation.id, storedStatus: 'OPEN' }, { storedStatus: 'REVOKED' });
      await forgetRecorded(tx, invitation.id);
    });
    throw unavailable('invitation.notSent');
  }
}

/** Takes an invitation back, again and again with the same result. Owners only. */
export async function revokeInvitation(context: RequestContext, rawId: string): Promise<Organization> {
  requireViewer(context);
  const id = readId('id', rawId);
  const found = await context.db.read.findOneBy(Invitation, { id });
  if (found === null) throw notFound('id');
  const { organization } = await requireMembership(context, found.organizationId, MembershipRole.OWNER, 'id');
  await context.db.transact(async (tx) => {
    await lockAsMember(context, tx, organization.id, MembershipRole.OWNER);
    const invitation = await tx.manager.findOneByOrFail(Invitation, { id });
    if (invitation.storedStatus === 'ACCEPTED') throw invalidState('invitation.closed');
    await tx.manager.update(Invitation, { id }, { storedStatus: 'REVOKED' });
  });
  return organization;
}

/** Joins the unit that the link invites to; accepting again gives the same membership. Never lowers a role already held. */
export async function acceptInvitation(context: RequestContext, token: string): Promise<Membership> {
  const { userId } = requireViewer(context);
  const found = await context.db.read.findOneBy(Invitation, { tokenHash: digest(token) });
  if (found === null) throw notFound('token');
  const email = (await emailsOf(context, [userId])).get(userId);
  if (email !== found.email) throw forbidden('invitation.otherAddress', { email: maskEmail(found.email) });
  const membership = await context.db.transact((tx) => join(tx, found, userId));
  return membership;
}

async function join(tx: Tx, { id, organizationId }: Invitation, userId: string): Promise<Membership> {
  // The unit's lock, as for every change to its members; the invitation is read under it.
  await tx.lock(Organization, { id: organizationId });
  const invitation = await tx.manager.findOneByOrFail(Invitation, { id });
  const membership = await tx.manager.findOneBy(Membership, { organizationId, userId });
  const status = statusAt(invitation, tx.now);
  if (status === InvitationStatus.ACCEPTED && invitation.acceptedBy === userId && membership !== null) return membership;
  if (status === InvitationStatus.EXPIRED) throw invalidState('invitation.expired');
  if (status !== InvitationStatus.OPEN) throw invalidState('invitation.closed');
  await tx.manager.update(Invitation, { id }, { storedStatus: 'ACCEPTED', acceptedBy: userId });
  if (membership !== null && includesRole(membership.role, invitation.role)) return membership;
  return putMembership(tx, organizationId, userId, invitation.role);
}
