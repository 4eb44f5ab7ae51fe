import { In } from 'typeorm';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, type Page } from '../../connection.js';
import { defineLoader, PlatformRole, type RequestContext } from '../../context.js';
import { rowsByKey } from '../../db/keyed-rows.js';
import { Account, accountsOf, namesOf, PlatformRoleGrant, User } from '../identity/index.js';
import { Order, ordersOf } from '../orders/index.js';
import { findVisibleOrganization, Organization } from '../organizations/index.js';
import { QueueArgs } from '../queues/index.js';
import { roleChangeQueue } from './appointments.queues.js';
import { RoleChange } from './role-change.entity.js';
import { roleChange, waitingChanges } from './role-change.order.js';
import * as appointments from './appointments.service.js';

const grantsLoader = defineLoader<string, PlatformRoleGrant[]>(async ({ db, clock }, userIds) => {
  const now = clock.now();
  const grants = await db.read.find(PlatformRoleGrant, {
    where: { userId: In([...userIds]) },
    order: { scopeKind: 'ASC', role: 'ASC', scopeId: 'ASC' },
  });
  return userIds.map((id) =>
    grants.filter(({ userId, validUntil }) => userId === id && (validUntil === null || validUntil > now)),
  );
});

const accountLoader = defineLoader<string, Account>(async (services, userIds) => {
  const users = await services.db.read.findBy(User, { id: In([...new Set(userIds)]) });
  const accounts = new Map((await accountsOf(services, users)).map((account) => [account.id, account]));
  return userIds.map((id) => accounts.get(id)!);
});

const waitingLoader = defineLoader<string, RoleChange[]>(async ({ db }, userIds) => {
  const changes = await waitingChanges(db.read)
    .andWhere('roleChange.userId IN (:...userIds)', { userIds })
    .orderBy('roleChange.id')
    .getMany();
  return userIds.map((id) => changes.filter(({ userId }) => userId === id));
});

/** The second person of each order. */
const signerLoader = defineLoader<string, string | null>(async ({ db }, orderIds) => {
  const orders = await rowsByKey(db.read, Order, 'id', orderIds);
  return orders.map((order) => order?.signedById ?? null);
});

const nameLoader = defineLoader<string, string | null>(async (services, userIds) => {
  const names = await namesOf(services, userIds);
  return userIds.map((id) => names.get(id) ?? null);
});

@Resolver(() => Account)
export class AccountRolesResolver {
  @FieldResolver(() => [PlatformRoleGrant], {
    description: 'The platform roles they hold, each with its scope: those for the whole city first.',
  })
  grants(@Ctx() context: RequestContext, @Root() { id }: Account): Promise<PlatformRoleGrant[]> {
    return grantsLoader(context).load(id);
  }

  @Mutation(() => Account, {
    description:
      'Gives an account exactly these platform roles for the whole city, or for one unit and all units below it. Roles that it holds for something else stay. Giving or taking ADMIN, TREASURER or AUDITOR waits for the signature of a second administrator. Administrators only.',
  })
  setPlatformRoles(
    @Ctx() context: RequestContext,
    @Arg('userId', () => ID, { description: 'Id of the account.' }) userId: string,
    @Arg('roles', () => [PlatformRole], { description: 'The roles it is to hold.' }) roles: PlatformRole[],
    @Arg('organizationId', () => ID, {
      nullable: true,
      description:
        'Id of the unit for which the roles are held; without it they are held for the whole city. Administrators, treasurers and auditors are for the whole city only.',
    })
    organizationId: string | null,
    @Arg('validUntil', () => Date, {
      nullable: true,
      description: 'When the roles that are given now end by themselves, within 10 years; without it they do not end.',
    })
    validUntil: Date | null,
    @Arg('reason', () => String, {
      nullable: true,
      description: 'Why, for the administrator who signs; at most 500 characters.',
    })
    reason: string | null,
  ): Promise<Account> {
    return appointments.setPlatformRoles(context, { userId, roles, organizationId, validUntil, reason });
  }

  @FieldResolver(() => [RoleChange], {
    description: 'The changes of their roles that wait for the signature of a second administrator, oldest first.',
  })
  waitingChanges(@Ctx() context: RequestContext, @Root() { id }: Account): Promise<RoleChange[]> {
    return waitingLoader(context).load(id);
  }
}

@Resolver(() => User)
export class ViewerRolesResolver {
  @FieldResolver(() => [PlatformRoleGrant], {
    description:
      "The person's own platform roles, each with its scope: those for the whole city first. Empty for other viewers and while `secondFactorDemanded`.",
  })
  async grants(@Ctx() context: RequestContext, @Root() { id }: User): Promise<PlatformRoleGrant[]> {
    const { viewer } = context;
    return viewer?.userId === id && viewer.rolesWithheld !== true ? grantsLoader(context).load(id) : [];
  }
}

export const RoleChangeConnection = connectionOf(RoleChange, 'RoleChange');

@Resolver(() => RoleChange)
export class RoleChangeResolver {
  @Query(() => RoleChangeConnection, {
    description: 'Roles that wait for the signature of a second administrator. Administrators only.',
  })
  async roleChangeQueue(
    @Ctx() context: RequestContext,
    @Args(() => QueueArgs) args: QueueArgs,
  ): Promise<Page<RoleChange>> {
    return roleChangeQueue.list(context, args);
  }

  @FieldResolver(() => Account, { description: 'Whose role it is.' })
  account(@Ctx() context: RequestContext, @Root() { userId }: RoleChange): Promise<Account> {
    return accountLoader(context).load(userId);
  }

  @FieldResolver(() => Order, { description: 'Who prepared it and who decided on it.' })
  async order(@Ctx() context: RequestContext, @Root() { id }: RoleChange): Promise<Order> {
    return (await ordersOf(context, roleChange, id))[0]!;
  }

  @Mutation(() => RoleChange, {
    description: 'Signs a change as the second administrator. The role is given or taken away at once.',
  })
  signRoleChange(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the change.' }) id: string,
  ): Promise<RoleChange> {
    return appointments.signRoleChange(context, id);
  }

  @Mutation(() => RoleChange, {
    description: 'Withdraws the own change before it is signed, or refuses one that another administrator prepared.',
  })
  withdrawRoleChange(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the change.' }) id: string,
    @Arg('reason', () => String, { nullable: true, description: 'Why, at most 500 characters.' })
    reason: string | null,
  ): Promise<RoleChange> {
    return appointments.withdrawRoleChange(context, id, reason);
  }
}

@Resolver(() => PlatformRoleGrant)
export class RoleGrantResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The second administrator, who signed it; null for roles that one person gives.',
  })
  async signedBy(@Ctx() context: RequestContext, @Root() { orderId }: PlatformRoleGrant): Promise<string | null> {
    const signer = orderId === null ? null : await signerLoader(context).load(orderId);
    return signer === null ? null : nameLoader(context).load(signer);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The unit for which it is held; null for the whole city.',
  })
  organization(@Ctx() context: RequestContext, @Root() { scopeId }: PlatformRoleGrant): Promise<Organization | null> {
    return findVisibleOrganization(context, scopeId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The administrator who gave it; null when the server's command line did.",
  })
  async grantedBy(@Ctx() context: RequestContext, @Root() { grantedById }: PlatformRoleGrant): Promise<string | null> {
    return grantedById === null ? null : nameLoader(context).load(grantedById);
  }
}
