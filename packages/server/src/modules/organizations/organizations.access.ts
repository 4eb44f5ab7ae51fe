import { may, type RequestContext, requireViewer } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { notFound } from '../../errors.js';
import { isId } from '../../lib/ids.js';
import { Membership, type MembershipRole } from './membership.entity.js';
import { Organization, VerificationStatus } from './organization.entity.js';
import { findMembershipRole, organizationLoader } from './organizations.loaders.js';
import { requireOpen, requireRoleOf } from './organizations.rules.js';
import { seeAllUnits } from './organizations.permissions.js';

/**
 * Whether the viewer may know of a unit. Verified units are public; others are known only to their members and
 * administrators.
 */
const isVisible = async (context: RequestContext, organization: Organization): Promise<boolean> =>
  organization.verification === VerificationStatus.VERIFIED ||
  may(context, seeAllUnits) ||
  isMemberOf(context, organization.id);

/** The unit, or null when it does not exist or the viewer may not know of it. */
export async function findVisibleOrganization(context: RequestContext, id: string): Promise<Organization | null> {
  const organization = isId(id) ? await organizationLoader(context).load(id) : null;
  return organization !== null && (await isVisible(context, organization)) ? organization : null;
}

/** Returns the unit, or throws NOT_FOUND. A hidden unit gives the same error as one that does not exist. */
export async function getVisibleOrganization(context: RequestContext, id: string, field = 'id'): Promise<Organization> {
  const organization = await findVisibleOrganization(context, id);
  if (organization === null) throw notFound(field);
  return organization;
}

export const isMemberOf = async (context: RequestContext, organizationId: string): Promise<boolean> =>
  (await findMembershipRole(context, organizationId)) !== null;

export interface ViewerMembership {
  organization: Organization;
  /** The viewer's role in the unit: `atLeast` or a role that includes it. */
  role: MembershipRole;
}

/**
 * Checks that the viewer has at least the role `atLeast` in the unit. Throws UNAUTHENTICATED, NOT_FOUND or FORBIDDEN,
 * checked in this order.
 */
export async function requireMembership(
  context: RequestContext,
  organizationId: string,
  atLeast: MembershipRole,
  field = 'organizationId',
): Promise<ViewerMembership> {
  requireViewer(context);
  const organization = await getVisibleOrganization(context, organizationId, field);
  return { organization, role: requireRoleOf(await findMembershipRole(context, organizationId), atLeast) };
}

/**
 * Like `requireMembership`, but within a write. Locks the unit, so that its members do not change until the commit.
 * Checks the role again under the lock, because another owner may have changed the viewer's role meanwhile.
 */
export async function lockAsMember(
  context: RequestContext,
  tx: Tx,
  organizationId: string,
  atLeast: MembershipRole,
): Promise<Organization> {
  const { userId } = requireViewer(context);
  const organization = await tx.lock(Organization, { id: organizationId });
  if (organization === null) throw notFound();
  requireOpen(organization);
  const membership = await tx.manager.findOneBy(Membership, { userId, organizationId });
  requireRoleOf(membership?.role ?? null, atLeast);
  return organization;
}
