import { defineModule } from '../../module.js';
import { FormerMembership } from './former-membership.entity.js';
import { formerMembershipMigrations } from './former-memberships.migrations.js';
import { FoundOrganizationResolver } from './found-organization.resolver.js';
import { Invitation } from './invitation.entity.js';
import { InvitationResolver } from './invitations.resolver.js';
import { Membership } from './membership.entity.js';
import { MembershipResolver, ViewerMembershipsResolver } from './memberships.resolver.js';
import { FormerName, Organization } from './organization.entity.js';
import { organizationChecks } from './organizations.checks.js';
import { organizationMigrations } from './organizations.migrations.js';
import { OrganizationResolver } from './organizations.resolver.js';
import { organizationSearch } from './organizations.everywhere.js';
import { organizationSearchColumns } from './organizations.search.js';
import { manageUnits, seeAllUnits, verifyUnits } from './organizations.permissions.js';
import { unitRefused, unitVerified } from './organizations.notices.js';
import { unitQueue } from './organizations.queues.js';
import { unitTreeChecks } from './unit-tree.checks.js';
import { unitNameCheck, unitNameMigrations } from './unit-names.js';
import { ParentRequest } from './parent-request.entity.js';
import { parentRequestChecks } from './parent-requests.checks.js';
import { parentRequestMessages } from './parent-requests.messages.js';
import { parentRequestMigrations } from './parent-requests.migrations.js';
import { parentAccepted, parentAsked, parentRefused } from './parent-requests.notices.js';
import { parentRequestQueue } from './parent-requests.queues.js';
import { OrganizationParentResolver, ParentRequestResolver } from './parent-requests.resolver.js';
import { UnitAbove } from './unit-tree.entity.js';
import { unitTreeMigrations } from './unit-tree.migrations.js';
import { closedUnitMigrations } from './closed-units.migrations.js';
import { verifiedCodeMigrations } from './verified-codes.migrations.js';
import { organizationsTraceKinds } from './organizations.trace.js';
import { endedInvitations, soleOwner } from './organizations.closing.js';
import { organizationsMessages } from './organizations.messages.js';
import { organizationsInventory } from './organizations.personal.js';

export const organizationsModule = defineModule({
  name: 'organizations',
  inventory: organizationsInventory,
  entities: [Organization, FormerName, Membership, FormerMembership, Invitation, UnitAbove, ParentRequest],
  migrations: [
    ...organizationMigrations,
    ...unitTreeMigrations,
    ...verifiedCodeMigrations,
    ...formerMembershipMigrations,
    ...unitNameMigrations,
    ...parentRequestMigrations,
    ...closedUnitMigrations,
  ],
  resolvers: [
    OrganizationResolver,
    MembershipResolver,
    ViewerMembershipsResolver,
    InvitationResolver,
    ParentRequestResolver,
    OrganizationParentResolver,
    FoundOrganizationResolver,
  ],
  noticeKinds: [parentAsked, parentAccepted, parentRefused, unitVerified, unitRefused],
  checks: [...organizationChecks, unitNameCheck, ...unitTreeChecks, ...parentRequestChecks],
  searchColumns: organizationSearchColumns,
  indexedKinds: [organizationSearch],
  permissions: [seeAllUnits, manageUnits, verifyUnits],
  queues: [unitQueue, parentRequestQueue],
  traceKinds: organizationsTraceKinds,
  messages: { ...organizationsMessages, ...parentRequestMessages },
  closingObstacles: [soleOwner],
  retentionRules: [endedInvitations],
});
