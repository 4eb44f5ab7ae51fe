/** Units, who belongs to them in which role, and invitations to join. */
export { Invitation } from './invitation.entity.js';
export { inviteMember } from './invitations.service.js';
export { InvitationResolver } from './invitations.resolver.js';
export { Membership, MembershipRole } from './membership.entity.js';
export { MembershipResolver, ViewerMembershipsResolver } from './memberships.resolver.js';
export { addMember } from './memberships.service.js';
export { FormerName, Organization, OrganizationKind, VerificationStatus } from './organization.entity.js';
export { findVisibleOrganization, getVisibleOrganization, isMemberOf, requireMembership, type ViewerMembership } from './organizations.access.js';
export { organizationChecks } from './organizations.checks.js';
export { editorsOf, findMembershipRole, organizationLoader } from './organizations.loaders.js';
export { OrganizationResolver } from './organizations.resolver.js';
export { publicNameOf, requireVerified, underName } from './organizations.rules.js';
export { organizationSearchColumns } from './organizations.search.js';
export { createOrganization, createVerifiedOrganization, verifyOrganization } from './organizations.service.js';
