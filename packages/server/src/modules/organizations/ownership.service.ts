import { In } from 'typeorm';
import type { RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { badInput, invalidState, notFound } from '../../errors.js';
import { readId } from '../../input.js';
import { Credential, isSuspended, queueLetter, suspendedUserIds } from '../identity/index.js';
import { record, type TraceKind } from '../trace/index.js';
import { Membership, MembershipRole } from './membership.entity.js';
import { putMembership, revokeInvitationsBy } from './memberships.service.js';
import type { Organization } from './organization.entity.js';
import { lockAsMember, requireMembership } from './organizations.access.js';
import { publicNameOf, requireOpen } from './organizations.rules.js';
import { ownerReplaced, unitHandedOver } from './organizations.trace.js';

/** Passes the viewer's ownership to another member. The viewer stays in the unit as an editor. */
export async function handOverUnit(
  context: RequestContext,
  organizationId: string,
  rawUserId: string,
): Promise<Organization> {
  const { organization } = await requireMembership(context, organizationId, MembershipRole.OWNER);
  const userId = readId('userId', rawUserId);
  const ownerId = context.viewer!.userId;
  if (userId === ownerId) throw badInput('userId', 'organization.ownOwnership');
  return context.db.transact(async (tx) => {
    const locked = await lockAsMember(context, tx, organization.id, MembershipRole.OWNER);
    if (!(await tx.manager.existsBy(Membership, { organizationId: locked.id, userId }))) throw notFound('userId');
    if (await isSuspended(tx.manager, userId)) throw invalidState('organization.newOwnerSuspended');
    await moveOwnership(tx, context, locked, {
      kind: unitHandedOver,
      from: [ownerId],
      formerRole: MembershipRole.EDITOR,
      to: userId,
      orderId: null,
    });
    return locked;
  });
}

/**
 * The owners whom two administrators may replace: all owners of a unit, of whom one at most can act. Throws
 * INVALID_STATE where there are more, because these can name another owner themselves. The caller has locked the unit.
 */
export async function replaceableOwners(tx: Tx, organizationId: string): Promise<string[]> {
  const owners = (await tx.manager.findBy(Membership, { organizationId, role: MembershipRole.OWNER })).map(
    ({ userId }) => userId,
  );
  const suspended = new Set(await suspendedUserIds(tx.manager));
  if (owners.filter((userId) => !suspended.has(userId)).length > 1) throw invalidState('organization.otherOwners');
  return owners.sort();
}

/**
 * Gives a unit another owner, as two administrators decided. The owners before stay as members. The caller has locked
 * the unit and found the owners by `replaceableOwners`.
 */
export const replaceOwners = (
  tx: Tx,
  context: RequestContext,
  organization: Organization,
  { from, to, orderId }: { from: readonly string[]; to: string; orderId: string },
): Promise<void> =>
  moveOwnership(tx, context, organization, {
    kind: ownerReplaced,
    from,
    formerRole: MembershipRole.MEMBER,
    to,
    orderId,
  });

interface Move {
  readonly kind: TraceKind;
  readonly from: readonly string[];
  readonly formerRole: MembershipRole;
  readonly to: string;
  readonly orderId: string | null;
}

/** Every change of a unit's owner tells the new owner, the owners before, and the other members by mail. */
async function moveOwnership(tx: Tx, context: RequestContext, organization: Organization, move: Move): Promise<void> {
  requireOpen(organization);
  const { kind, from, formerRole, to, orderId } = move;
  const organizationId = organization.id;
  await putMembership(tx, organizationId, to, MembershipRole.OWNER);
  for (const userId of from) {
    await tx.manager.update(Membership, { organizationId, userId }, { role: formerRole, roleSince: tx.now });
    await revokeInvitationsBy(tx, organizationId, userId);
  }
  record(tx, context, kind, {
    subject: organizationId,
    person: to,
    before: { owners: from },
    after: { owner: to, formerRole, order: orderId },
  });
  const members = await tx.manager.findBy(Membership, { organizationId });
  const accounts = await tx.manager.findBy(Credential, { userId: In(members.map(({ userId }) => userId)) });
  for (const { userId, email } of accounts.sort((a, b) => (a.userId < b.userId ? -1 : 1))) {
    const letter = userId === to ? 'UNIT_GIVEN' : 'UNIT_OWNER_CHANGED';
    await queueLetter(context, tx, letter, { email, userId, detail: publicNameOf(organization) });
  }
}
