/** Units, who belongs to them in which role, and invitations to join. */
export { addMember } from './memberships.service.js';
export { Membership, MembershipRole } from './membership.entity.js';
export { Invitation } from './invitation.entity.js';
export { Organization, OrganizationKind, VerificationStatus } from './organization.entity.js';
export { findVisibleOrganization, getVisibleOrganization, isMemberOf, requireMembership, type ViewerMembership } from './organizations.access.js';
export { organizationChecks } from './organizations.checks.js';
export { findMembershipRole, organizationLoader } from './organizations.loaders.js';
export { requireVerified } from './organizations.rules.js';
export { createVerifiedOrganization } from './organizations.service.js';
