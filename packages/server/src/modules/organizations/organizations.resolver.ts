import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { Invitation } from './invitation.entity.js';
import * as invitations from './invitations.service.js';
import { MembershipRole } from './membership.entity.js';
import * as memberships from './memberships.service.js';
import { Organization } from './organization.entity.js';
import { findVisibleOrganization } from './organizations.access.js';
import {
  CreateOrganizationInput,
  OrganizationConnection,
  OrganizationFilter,
  OrganizationMember,
  UpdateOrganizationInput,
} from './organizations.inputs.js';
import { childrenLoader, findMembershipRole } from './organizations.loaders.js';
import { unitQueue } from './organizations.queues.js';
import { QueueArgs } from '../queues/index.js';
import * as organizations from './organizations.service.js';

@Resolver(() => Organization)
export class OrganizationResolver {
  @Query(() => Organization, {
    nullable: true,
    description:
      'A unit. Null when it does not exist. Also null when it is not verified and the viewer is neither a member nor an administrator.',
  })
  organization(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the unit.' }) id: string,
  ): Promise<Organization | null> {
    return findVisibleOrganization(context, id);
  }

  @Query(() => OrganizationConnection, {
    description:
      'Verified units, newest first. Administrators also see the others; units that wait for verification come oldest first.',
  })
  organizations(
    @Ctx() context: RequestContext,
    @Arg('filter', () => OrganizationFilter, { nullable: true, description: 'Which units to list. Without it, all.' })
    filter: OrganizationFilter | null,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<Organization>> {
    return organizations.listOrganizations(context, filter ?? {}, page);
  }

  @Query(() => OrganizationConnection, {
    description: 'Units that wait for verification. Only administrators see them.',
  })
  async unitQueue(@Ctx() context: RequestContext, @Args(() => QueueArgs) args: QueueArgs): Promise<Page<Organization>> {
    return unitQueue.list(context, args);
  }

  @FieldResolver(() => String, {
    description: 'Full name. While a new name waits for verification, only members and administrators see the new one.',
  })
  name(@Ctx() context: RequestContext, @Root() organization: Organization): string | Promise<string> {
    return organizations.findShownName(context, organization);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Unified social credit code (GB 32100-2015), unique among units; null when the unit has none. While a new code waits for verification, only members and administrators see the new one.',
  })
  creditCode(
    @Ctx() context: RequestContext,
    @Root() organization: Organization,
  ): string | null | Promise<string | null> {
    return organizations.findShownCode(context, organization);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The unit above this one; null when there is none or the viewer may not see it.',
  })
  parent(@Ctx() context: RequestContext, @Root() organization: Organization): Promise<Organization | null> {
    return organizations.findParent(context, organization);
  }

  @FieldResolver(() => [Organization], { description: 'The verified units directly below this one, oldest first.' })
  children(@Ctx() context: RequestContext, @Root() organization: Organization): Promise<Organization[]> {
    return childrenLoader(context).load(organization.id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The comment of the administrator who decided on the verification. Members and administrators see it; it is null for others.',
  })
  verificationComment(@Ctx() context: RequestContext, @Root() organization: Organization): Promise<string | null> {
    return organizations.findVerificationComment(context, organization);
  }

  @FieldResolver(() => MembershipRole, {
    nullable: true,
    description: "The viewer's role in the unit; null when the viewer does not belong to it.",
  })
  viewerRole(@Ctx() context: RequestContext, @Root() organization: Organization): Promise<MembershipRole | null> {
    return findMembershipRole(context, organization.id);
  }

  @FieldResolver(() => [OrganizationMember], {
    nullable: true,
    description:
      'The members of the unit, in the order of joining. Members and administrators see them; null for others.',
  })
  members(@Ctx() context: RequestContext, @Root() organization: Organization): Promise<OrganizationMember[] | null> {
    return memberships.listMembers(context, organization.id);
  }

  @FieldResolver(() => [Invitation], {
    nullable: true,
    description: 'The open invitations of the unit, newest first. Owners and administrators see them; null for others.',
  })
  invitations(@Ctx() context: RequestContext, @Root() organization: Organization): Promise<Invitation[] | null> {
    return invitations.listOpenInvitations(context, organization.id);
  }

  @Mutation(() => Organization, {
    description:
      'Registers a unit. The viewer becomes its owner. The unit is public after an administrator has verified it.',
  })
  createOrganization(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateOrganizationInput, { description: 'The new unit.' }) input: CreateOrganizationInput,
  ): Promise<Organization> {
    return organizations.createOrganization(context, input);
  }

  @Mutation(() => Organization, {
    description:
      'Changes a unit. Owners and administrators may do it. A verified unit waits for verification again when an owner changes its name, kind or credit code; a refused unit after any change of an owner.',
  })
  updateOrganization(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the unit.' }) id: string,
    @Arg('input', () => UpdateOrganizationInput, { description: 'What to change.' }) input: UpdateOrganizationInput,
  ): Promise<Organization> {
    return organizations.updateOrganization(context, id, input);
  }

  @Mutation(() => Organization, {
    description: 'Verifies or refuses a unit. A later decision replaces an earlier one. Only administrators may do it.',
  })
  verifyOrganization(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the unit.' }) id: string,
    @Arg('accepted', () => Boolean, { description: 'True verifies the unit, false refuses it.' }) accepted: boolean,
    @Arg('comment', () => String, {
      nullable: true,
      description: "The reason, for the unit's members, at most 500 characters. It is required for a refusal.",
    })
    comment: string | null,
  ): Promise<Organization> {
    return organizations.verifyOrganization(context, id, accepted, comment);
  }
}
