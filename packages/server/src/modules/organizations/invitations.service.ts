import { may, type RequestContext, requireViewer } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { conflict, forbidden, invalidState, notFound, unavailable } from '../../errors.js';
import { readId } from '../../input.js';
import { digest, newId, newToken } from '../../lib/ids.js';
import { requireFewIn } from '../../limits/limiter.js';
import { forgetRecorded, recordOnce } from '../../recorded-once.js';
import { Credential, emailsOf, isSuspended, markVerified, readEmail } from '../identity/index.js';
import { record as trace } from '../trace/index.js';
import { Invitation, InvitationStatus } from './invitation.entity.js';
import { invitationMail } from './invitations.mail.js';
import { Membership, MembershipRole } from './membership.entity.js';
import { putMembership } from './memberships.service.js';
import { Organization } from './organization.entity.js';
import { findVisibleOrganization, lockAsMember, requireMembership } from './organizations.access.js';
import type { InviteMemberInput } from './organizations.inputs.js';
import { findMembershipRole, storedOpenInvitationsLoader } from './organizations.loaders.js';
import { includesRole, INVITATION_LIFETIME_MS, maskEmail, statusAt } from './organizations.rules.js';
import { seeAllUnits } from './organizations.permissions.js';
import { invitationRevoked, memberInvited, memberJoined } from './organizations.trace.js';

/** The open invitations of a unit, newest first, for its owners and administrators; null for others. */
export async function listOpenInvitations(
  context: RequestContext,
  organizationId: string,
): Promise<Invitation[] | null> {
  const allowed =
    may(context, seeAllUnits) || (await findMembershipRole(context, organizationId)) === MembershipRole.OWNER;
  if (!allowed) return null;
  const invitations = await storedOpenInvitationsLoader(context).load(organizationId);
  return invitations.filter((invitation) => findStatus(context, invitation) === InvitationStatus.OPEN);
}

/**
 * Returns the invitation behind a link. When the link is no longer open, it shows the unit only to viewers who may see
 * the unit anyway.
 */
export async function findInvitation(context: RequestContext, token: string): Promise<Invitation | null> {
  const invitation = await context.db.read.findOneBy(Invitation, { tokenHash: digest(token) });
  if (invitation === null || findStatus(context, invitation) === InvitationStatus.OPEN) return invitation;
  return (await findVisibleOrganization(context, invitation.organizationId)) === null ? null : invitation;
}

export const findStatus = (context: RequestContext, invitation: Invitation): InvitationStatus =>
  statusAt(invitation, context.clock.now());

/** Offers someone a role by mail. Owners only; a new invitation replaces an open one to the same address. */
export async function inviteMember(context: RequestContext, input: InviteMemberInput): Promise<Invitation> {
  const viewer = requireViewer(context);
  const { organization } = await requireMembership(context, input.organizationId, MembershipRole.OWNER);
  const email = readEmail('email', input.email);
  const token = newToken();
  const record = async (tx: Tx): Promise<Invitation> => {
    await lockAsMember(context, tx, organization.id, MembershipRole.OWNER);
    await requireNewcomer(tx, organization.id, email);
    await requireFewIn(context, tx, { limit: 'invitation.account', of: viewer.userId });
    await requireFewIn(context, tx, { limit: 'invitation.email', of: email });
    await tx.manager.update(
      Invitation,
      { organizationId: organization.id, email, storedStatus: 'OPEN' },
      { storedStatus: 'REVOKED' },
    );
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
    trace(tx, context, memberInvited, { subject: invited.id, after: { unit: organization.id, role: input.role } });
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
  await sendOrWithdraw(context, invitation, link);
  return invitation;
}

async function requireNewcomer(tx: Tx, organizationId: string, email: string): Promise<void> {
  const account = await tx.manager.findOneBy(Credential, { email });
  if (account === null) return;
  if (await tx.manager.existsBy(Membership, { organizationId, userId: account.userId }))
    throw conflict('organization.alreadyMember', 'email');
}

/**
 * Mails the invitation, which is already committed. When the mail fails, revokes the invitation, because nobody could
 * ever accept it.
 */
async function sendOrWithdraw(context: RequestContext, invitation: Invitation, link: string): Promise<void> {
  try {
    await context.mailer.send(invitationMail(invitation, link));
  } catch (error) {
    context.log.error({ err: error, invitationId: invitation.id }, 'an invitation could not be mailed');
    await context.db.transact(async (tx) => {
      await tx.manager.update(Invitation, { id: invitation.id, storedStatus: 'OPEN' }, { storedStatus: 'REVOKED' });
      await forgetRecorded(tx, invitation.id);
    });
    throw unavailable('invitation.notSent');
  }
}

/** Revokes an invitation. Repeating it has the same result. Owners only. */
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
    trace(tx, context, invitationRevoked, { subject: id, after: { unit: organization.id } });
  });
  return organization;
}

/**
 * Makes the viewer a member of the unit that the link invites to. Accepting again returns the same membership. Never
 * lowers a role that the viewer already has.
 */
export async function acceptInvitation(context: RequestContext, token: string): Promise<Membership> {
  const { userId } = requireViewer(context);
  const found = await context.db.read.findOneBy(Invitation, { tokenHash: digest(token) });
  if (found === null) throw notFound('token');
  const email = (await emailsOf(context, [userId])).get(userId);
  if (email !== found.email) throw forbidden('invitation.otherAddress', { email: maskEmail(found.email) });
  const membership = await context.db.transact((tx) => join(context, tx, found, userId));
  return membership;
}

async function join(
  context: RequestContext,
  tx: Tx,
  { id, organizationId }: Invitation,
  userId: string,
): Promise<Membership> {
  // Takes the unit's lock, as every change of its members does, and reads the invitation under this lock.
  await tx.lock(Organization, { id: organizationId });
  const invitation = await tx.manager.findOneByOrFail(Invitation, { id });
  const membership = await tx.manager.findOneBy(Membership, { organizationId, userId });
  const status = statusAt(invitation, tx.now);
  if (status === InvitationStatus.ACCEPTED && invitation.acceptedBy === userId && membership !== null)
    return membership;
  if (status === InvitationStatus.EXPIRED) throw invalidState('invitation.expired');
  if (status !== InvitationStatus.OPEN) throw invalidState('invitation.closed');
  // An owner whose account is suspended invites nobody, until the account is restored.
  if (await isSuspended(tx.manager, invitation.invitedBy)) throw invalidState('invitation.closed');
  await tx.manager.update(Invitation, { id }, { storedStatus: 'ACCEPTED', acceptedBy: userId });
  // The link was mailed to the viewer's own address, so it proves the same as the link of a verification.
  await markVerified(tx, userId);
  trace(tx, context, memberJoined, {
    subject: organizationId,
    person: userId,
    before: { role: membership?.role ?? null },
    after: { role: invitation.role, invitation: id },
  });
  if (membership !== null && includesRole(membership.role, invitation.role)) return membership;
  return putMembership(tx, organizationId, userId, invitation.role);
}
