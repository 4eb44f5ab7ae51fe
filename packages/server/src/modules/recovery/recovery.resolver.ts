import { In } from 'typeorm';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, type Page } from '../../connection.js';
import { defineLoader, type RequestContext } from '../../context.js';
import { rowsByKey } from '../../db/keyed-rows.js';
import { Account, accountsOf, User } from '../identity/index.js';
import { Order, ordersOf } from '../orders/index.js';
import { findVisibleOrganization, Organization } from '../organizations/index.js';
import { QueueArgs } from '../queues/index.js';
import { AccessChange, AccessChangeState } from './access-change.entity.js';
import { ACCESS_ORDERS } from './access-change.orders.js';
import { accessChangeQueue } from './recovery.queues.js';
import * as recovery from './recovery.service.js';

const REASON = 'Why, for the administrator who signs; 1 to 500 characters.';

const accountLoader = defineLoader<string, Account>(async (services, userIds) => {
  const users = await services.db.read.findBy(User, { id: In([...new Set(userIds)]) });
  const accounts = new Map((await accountsOf(services, users)).map((account) => [account.id, account]));
  return userIds.map((id) => accounts.get(id)!);
});

const changesLoader = defineLoader<string, AccessChange[]>(async ({ db }, userIds) => {
  const changes = await db.read.find(AccessChange, { where: { userId: In([...userIds]) }, order: { id: 'DESC' } });
  return userIds.map((id) => changes.filter(({ userId }) => userId === id));
});

const stateLoader = defineLoader<string, AccessChangeState>(async (services, ids) => {
  const changes = await rowsByKey(services.db.read, AccessChange, 'id', ids);
  return recovery.statesOf(
    services,
    changes.map((change) => change!),
  );
});

export const AccessChangeConnection = connectionOf(AccessChange, 'AccessChange');

@Resolver(() => AccessChange)
export class AccessChangeResolver {
  @Query(() => AccessChangeConnection, {
    description: 'Changes of access that wait for the signature of a second administrator. Administrators only.',
  })
  accessChangeQueue(
    @Ctx() context: RequestContext,
    @Args(() => QueueArgs) args: QueueArgs,
  ): Promise<Page<AccessChange>> {
    return accessChangeQueue.list(context, args);
  }

  @FieldResolver(() => Account, { description: 'Whose access it is; the new owner where a unit gets one.' })
  account(@Ctx() context: RequestContext, @Root() { userId }: AccessChange): Promise<Account> {
    return accountLoader(context).load(userId);
  }

  @FieldResolver(() => Organization, { nullable: true, description: 'The unit that gets another owner.' })
  async organization(
    @Ctx() context: RequestContext,
    @Root() { organizationId }: AccessChange,
  ): Promise<Organization | null> {
    return organizationId === null ? null : findVisibleOrganization(context, organizationId);
  }

  @FieldResolver(() => AccessChangeState, { description: 'How far it has come.' })
  state(@Ctx() context: RequestContext, @Root() { id }: AccessChange): Promise<AccessChangeState> {
    return stateLoader(context).load(id);
  }

  @FieldResolver(() => Order, { description: 'Who prepared it and who decided on it.' })
  async order(@Ctx() context: RequestContext, @Root() { id, kind }: AccessChange): Promise<Order> {
    return (await ordersOf(context, ACCESS_ORDERS[kind], id))[0]!;
  }

  @Mutation(() => AccessChange, {
    description:
      'Prepares that a unit whose only owner left or lost access gets another one, who has an account with a verified address. The owners before stay as members, and nothing else of the unit changes. Waits for the signature of a second administrator.',
  })
  prepareOwnerReplacement(
    @Ctx() context: RequestContext,
    @Arg('organizationId', () => ID, { description: 'Id of the unit.' }) organizationId: string,
    @Arg('email', () => String, { description: "Address of the new owner's account." }) email: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
  ): Promise<AccessChange> {
    return recovery.prepareOwnerReplacement(context, organizationId, email, reason);
  }

  @Mutation(() => AccessChange, {
    description:
      'Prepares that the second factors of somebody who lost them are removed. After the signature of a second administrator there is a wait, in which the holder can stop it. Never for oneself.',
  })
  prepareFactorRemoval(
    @Ctx() context: RequestContext,
    @Arg('userId', () => ID, { description: 'Id of the account.' }) userId: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
  ): Promise<AccessChange> {
    return recovery.prepareFactorRemoval(context, userId, reason);
  }

  @Mutation(() => AccessChange, {
    description:
      'Prepares that the address of an account changes without the old one, which nobody reads any more. Its holder has asked for the change and confirmed the new address. After the signature of a second administrator there is a wait, in which the reader of the old address can object. Never for oneself.',
  })
  prepareAddressWaiver(
    @Ctx() context: RequestContext,
    @Arg('userId', () => ID, { description: 'Id of the account.' }) userId: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
  ): Promise<AccessChange> {
    return recovery.prepareAddressWaiver(context, userId, reason);
  }

  @Mutation(() => AccessChange, { description: 'Signs a change of access as the second administrator.' })
  signAccessChange(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the change.' }) id: string,
  ): Promise<AccessChange> {
    return recovery.signAccessChange(context, id);
  }

  @Mutation(() => AccessChange, {
    description: 'Withdraws the own change before it is signed, or refuses one that another administrator prepared.',
  })
  withdrawAccessChange(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the change.' }) id: string,
    @Arg('reason', () => String, { nullable: true, description: 'Why, at most 500 characters.' })
    reason: string | null,
  ): Promise<AccessChange> {
    return recovery.withdrawAccessChange(context, id, reason);
  }
}

@Resolver(() => Account)
export class AccountRecoveryResolver {
  @FieldResolver(() => [AccessChange], {
    description: 'What two administrators did, or are about to do, about their access; the newest first.',
  })
  accessChanges(@Ctx() context: RequestContext, @Root() { id }: Account): Promise<AccessChange[]> {
    return changesLoader(context).load(id);
  }
}
