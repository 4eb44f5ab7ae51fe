import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { QueueArgs } from '../queues/index.js';
import { Organization } from './organization.entity.js';
import { organizationLoader } from './organizations.loaders.js';
import { ParentRequest } from './parent-request.entity.js';
import { parentRequestQueue } from './parent-requests.queues.js';
import * as requests from './parent-requests.service.js';

const ParentRequestConnection = connectionOf(ParentRequest, 'UnitParentRequest');

@Resolver(() => ParentRequest)
export class ParentRequestResolver {
  @Query(() => ParentRequestConnection, {
    description: 'Requests of units to belong to others that nobody has decided. Only administrators see them.',
  })
  async unitParentQueue(
    @Ctx() context: RequestContext,
    @Args(() => QueueArgs) args: QueueArgs,
  ): Promise<Page<ParentRequest>> {
    return parentRequestQueue.list(context, args);
  }

  @FieldResolver(() => Organization, { description: 'The unit that asks.' })
  async unit(@Ctx() context: RequestContext, @Root() { organizationId }: ParentRequest): Promise<Organization> {
    return (await organizationLoader(context).load(organizationId))!;
  }

  @FieldResolver(() => Organization, { description: 'The unit that it asks.' })
  async parent(@Ctx() context: RequestContext, @Root() { parentId }: ParentRequest): Promise<Organization> {
    return (await organizationLoader(context).load(parentId))!;
  }

  @Mutation(() => ParentRequest, {
    description:
      'Accepts or refuses the request of a unit to belong to another. An owner of the unit above or an administrator decides; an owner of the unit that asks withdraws the request with `accepted: false`.',
  })
  decideUnitParent(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the request.' }) id: string,
    @Arg('accepted', () => Boolean, { description: 'True puts the unit below the other, false does not.' })
    accepted: boolean,
    @Arg('reason', () => String, {
      nullable: true,
      description: 'At most 500 characters. It is required for a refusal, and when an administrator decides.',
    })
    reason: string | null,
  ): Promise<ParentRequest> {
    return requests.decideParentRequest(context, id, accepted, reason);
  }
}

@Resolver(() => Organization)
export class OrganizationParentResolver {
  @FieldResolver(() => ParentRequest, {
    nullable: true,
    description:
      'The newest request of the unit to belong to another, while it waits or was refused. Members and administrators see it; null for others.',
  })
  parentRequest(@Ctx() context: RequestContext, @Root() unit: Organization): Promise<ParentRequest | null> {
    return requests.findOwnRequest(context, unit);
  }

  @FieldResolver(() => [ParentRequest], {
    nullable: true,
    description:
      'The requests of other units that wait for the consent of this one, oldest first. Its owners and administrators see them; null for others.',
  })
  childRequests(@Ctx() context: RequestContext, @Root() unit: Organization): Promise<ParentRequest[] | null> {
    return requests.listRequestsTo(context, unit);
  }
}
