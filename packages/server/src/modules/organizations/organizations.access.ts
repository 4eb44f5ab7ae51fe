import { hasRole, PlatformRole, requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { notFound } from '../../errors.js';
import { isId } from '../../lib/ids.js';
import { Membership, type MembershipRole } from './membership.entity.js';
import { Organization, VerificationStatus } from './organization.entity.js';
import { findMembershipRole, organizationLoader } from './organizations.loaders.js';
import { requireRoleOf } from './organizations.rules.js';

/** Whether the viewer may know of a unit: verified ones are public, others known to their members and administrators. */
const isVisible = async (context: RequestContext, organization: Organization): Promise<boolean> =>
  organization.verification === VerificationStatus.VERIFIED || hasRole(context, PlatformRole.ADMIN) || isMemberOf(context, organization.id);

/** The unit, or null when it does not exist or the viewer may not know of it. */
export async function findVisibleOrganization(context: RequestContext, id: string): Promise<Organization | null> {
  const organization = isId(id) ? await organizationLoader(context).load(id) : null;
  return organization !== null && (await isVisible(context, organization)) ? organization : null;
}

/** The unit, or NOT_FOUND, which says no more of a hidden unit than of one that does not exist. */
export async function getVisibleOrganization(context: RequestContext, id: string, field = 'id'): Promise<Organization> {
  const organization = await findVisibleOrganization(context, id);
  if (organization === null) throw notFound(field);
  return organization;
}

export const isMemberOf = async (context: RequestContext, organizationId: string): Promise<boolean> =>
  (await findMembershipRole(context, organizationId)) !== null;

export interface ViewerMembership {
  organization: Organization;
  /** The viewer's role there: `atLeast` or one that includes it. */
  role: MembershipRole;
}

/** That the viewer has `atLeast` this role in the unit: UNAUTHENTICATED, then NOT_FOUND, then FORBIDDEN. */
export async function requireMembership(context: RequestContext, organizationId: string, atLeast: MembershipRole, field = 'organizationId'): Promise<ViewerMembership> {
  requireViewer(context);
  const organization = await getVisibleOrganization(context, organizationId, field);
  return { organization, role: requireRoleOf(await findMembershipRole(context, organizationId), atLeast) };
}

/**
 * Like `requireMembership`, within a write: locks the unit, so that what is decided about its members stays true until the
 * commit, and asks again under the lock, since another owner may have taken the viewer's role meanwhile.
 */
export async function lockAsMember(context: RequestContext, tx: Tx, organizationId: string, atLeast: MembershipRole): Promise<Organization> {
  const { userId } = requireViewer(context);
  const organization = await tx.lock(Organization, { id: organizationId });
  if (organization === null) throw notFound();
  const membership = await tx.manager.findOneBy(Membership, { userId, organizationId });
  requireRoleOf(membership?.role ?? null, atLeast);
  return organization;
}
