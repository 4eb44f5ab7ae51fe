import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { User } from '../identity/index.js';
import { Membership, MembershipRole } from './membership.entity.js';
import * as memberships from './memberships.service.js';
import { Organization } from './organization.entity.js';
import { handOverUnit } from './ownership.service.js';
import { organizationLoader } from './organizations.loaders.js';

@Resolver(() => Membership)
export class MembershipResolver {
  @FieldResolver(() => Organization, { description: 'The unit.' })
  organization(@Ctx() context: RequestContext, @Root() membership: Membership): Promise<Organization | null> {
    return organizationLoader(context).load(membership.organizationId);
  }

  @Mutation(() => Organization, {
    description: 'Gives a member another role. Only owners may do it. INVALID_STATE when the unit would have no owner.',
  })
  setMemberRole(
    @Ctx() context: RequestContext,
    @Arg('organizationId', () => ID, { description: 'Id of the unit.' }) organizationId: string,
    @Arg('userId', () => ID, { description: "Id of the member's account." }) userId: string,
    @Arg('role', () => MembershipRole, { description: 'The role from now on.' }) role: MembershipRole,
  ): Promise<Organization> {
    return memberships.setMemberRole(context, organizationId, userId, role);
  }

  @Mutation(() => Organization, {
    description:
      "Passes the viewer's ownership of a unit to another member; the viewer stays as an editor. All members are told by mail. Only owners may do it.",
  })
  handOverUnit(
    @Ctx() context: RequestContext,
    @Arg('organizationId', () => ID, { description: 'Id of the unit.' }) organizationId: string,
    @Arg('userId', () => ID, { description: 'Id of the account of the member who becomes the owner.' }) userId: string,
  ): Promise<Organization> {
    return handOverUnit(context, organizationId, userId);
  }

  @Mutation(() => Organization, {
    description:
      'Ends a membership. An owner may end every membership, a member the own one. INVALID_STATE when the unit would have no owner.',
  })
  removeMember(
    @Ctx() context: RequestContext,
    @Arg('organizationId', () => ID, { description: 'Id of the unit.' }) organizationId: string,
    @Arg('userId', () => ID, { description: "Id of the member's account." }) userId: string,
  ): Promise<Organization> {
    return memberships.removeMember(context, organizationId, userId);
  }
}

@Resolver(() => User)
export class ViewerMembershipsResolver {
  @FieldResolver(() => [Membership], { description: 'The units that the person belongs to, in the order of joining.' })
  memberships(@Ctx() context: RequestContext, @Root() user: User): Promise<Membership[]> {
    return memberships.listMembershipsOf(context, user.id);
  }
}
