import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { Invitation } from './invitation.entity.js';
import * as invitations from './invitations.service.js';
import { MembershipRole } from './membership.entity.js';
import * as memberships from './memberships.service.js';
import { Organization } from './organization.entity.js';
import { findVisibleOrganization } from './organizations.access.js';
import { CreateOrganizationInput, OrganizationConnection, OrganizationFilter, OrganizationMember, UpdateOrganizationInput } from './organizations.inputs.js';
import { childrenLoader, findMembershipRole } from './organizations.loaders.js';
import * as organizations from './organizations.service.js';

@Resolver(() => Organization)
export class OrganizationResolver {
  @Query(() => Organization, { nullable: true, description: 'A unit; null when it does not exist or is not verified and the viewer neither belongs to it nor administers the platform.' })
  organization(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Id of the unit.' }) id: string): Promise<Organization | null> {
    return findVisibleOrganization(context, id);
  }

  @Query(() => OrganizationConnection, { description: 'Verified units, newest first; administrators see the others too, and those that wait for them oldest first.' })
  organizations(
    @Ctx() context: RequestContext,
    @Arg('filter', () => OrganizationFilter, { nullable: true, description: 'Which ones; all without it.' }) filter: OrganizationFilter | null,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<Organization>> {
    return organizations.listOrganizations(context, filter ?? {}, page);
  }

  @FieldResolver(() => String, { description: 'Full name. While a new one waits for verification, only its members and administrators see that one.' })
  name(@Ctx() context: RequestContext, @Root() organization: Organization): string | Promise<string> {
    return organizations.findShownName(context, organization);
  }

  @FieldResolver(() => Organization, { nullable: true, description: 'The unit it belongs to, where the viewer may see it.' })
  parent(@Ctx() context: RequestContext, @Root() organization: Organization): Promise<Organization | null> {
    return organizations.findParent(context, organization);
  }

  @FieldResolver(() => [Organization], { description: 'The verified units directly below it, oldest first.' })
  children(@Ctx() context: RequestContext, @Root() organization: Organization): Promise<Organization[]> {
    return childrenLoader(context).load(organization.id);
  }

  @FieldResolver(() => String, { nullable: true, description: 'What the administrator said who decided on its verification: for its members and administrators; null for others.' })
  verificationComment(@Ctx() context: RequestContext, @Root() organization: Organization): Promise<string | null> {
    return organizations.findVerificationComment(context, organization);
  }

  @FieldResolver(() => MembershipRole, { nullable: true, description: "The viewer's own role in it; null for who does not belong to it." })
  viewerRole(@Ctx() context: RequestContext, @Root() organization: Organization): Promise<MembershipRole | null> {
    return findMembershipRole(context, organization.id);
  }

  @FieldResolver(() => [OrganizationMember], { nullable: true, description: 'Who belongs to it, in the order in which they joined: for its members and administrators; null for others.' })
  members(@Ctx() context: RequestContext, @Root() organization: Organization): Promise<OrganizationMember[] | null> {
    return memberships.listMembers(context, organization.id);
  }

  @FieldResolver(() => [Invitation], { nullable: true, description: 'Its open invitations, newest first: for its owners and administrators; null for others.' })
  invitations(@Ctx() context: RequestContext, @Root() organization: Organization): Promise<Invitation[] | null> {
    return invitations.listOpenInvitations(context, organization.id);
  }

  @Mutation(() => Organization, { description: 'Registers a unit. Who does becomes its owner; it is public once an administrator has verified it.' })
  createOrganization(@Ctx() context: RequestContext, @Arg('input', () => CreateOrganizationInput, { description: 'The new unit.' }) input: CreateOrganizationInput): Promise<Organization> {
    return organizations.createOrganization(context, input);
  }

  @Mutation(() => Organization, {
    description: 'Changes a unit. Owners and administrators. When an owner changes the name, kind or credit code of a verified unit, or anything of a refused one, it waits for verification again.',
  })
  updateOrganization(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the unit.' }) id: string,
    @Arg('input', () => UpdateOrganizationInput, { description: 'What to change.' }) input: UpdateOrganizationInput,
  ): Promise<Organization> {
    return organizations.updateOrganization(context, id, input);
  }

  @Mutation(() => Organization, { description: 'Decides whether a unit is what it says; a later decision replaces an earlier one. Administrators only.' })
  verifyOrganization(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the unit.' }) id: string,
    @Arg('accepted', () => Boolean, { description: 'Whether it is verified or refused.' }) accepted: boolean,
    @Arg('comment', () => String, { nullable: true, description: 'Why, for its members, at most 500 characters; a refusal needs it.' }) comment: string | null,
  ): Promise<Organization> {
    return organizations.verifyOrganization(context, id, accepted, comment);
  }
}
