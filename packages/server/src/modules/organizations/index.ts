/** Units, who belongs to them in which role, and invitations to join. */
export { organizationsModule } from './module.js';
export { isBoundTo, peopleBoundTo } from './former-memberships.js';
export { Invitation } from './invitation.entity.js';
export { inviteMember } from './invitations.service.js';
export { Membership, MembershipRole } from './membership.entity.js';
export { addMember } from './memberships.service.js';
export { FormerName, Organization, OrganizationKind, VerificationStatus } from './organization.entity.js';
export {
  findVisibleOrganization,
  getVisibleOrganization,
  isMemberOf,
  lockAsMember,
  requireMembership,
  type ViewerMembership,
} from './organizations.access.js';
export { manageUnits, seeAllUnits } from './organizations.permissions.js';
export { unitOwners } from './parent-requests.notices.js';
export { ownUnitIds } from './organizations.everywhere.js';
export { editorsOf, findMembershipRole, organizationLoader } from './organizations.loaders.js';
export { replaceableOwners, replaceOwners } from './ownership.service.js';
export {
  COMMENT_LENGTH,
  NAME_LENGTH,
  publicCodeOf,
  publicNameOf,
  requireOpen,
  requireVerified,
  underName,
} from './organizations.rules.js';
export { nameKeyOf, refuseTakenName } from './unit-names.js';
export { requireOwnersOfParts, splitUnit, type NewPart } from './unit-splitting.js';
export { closeInto, lockMerging, lockOpenUnit, type MergingUnits } from './unit-closing.js';
export { createOrganization, createVerifiedOrganization, verifyOrganization } from './organizations.service.js';
