import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, type Page } from '../../connection.js';
import { may, type RequestContext } from '../../context.js';
import { Order, ordersOf, seeOrders } from '../orders/index.js';
import { Organization, organizationLoader } from '../organizations/index.js';
import { QueueArgs } from '../queues/index.js';
import { PersonalData } from '../trace/index.js';
import { PayeeAccount } from './payee-account.entity.js';
import { EnterPayeeAccountInput } from './payee-account.input.js';
import * as queries from './payee-accounts.queries.js';
import { payeeAccountQueue } from './payee-accounts.queues.js';
import * as accounts from './payee-accounts.service.js';
import { payeeChange } from './payee-change.order.js';
import { groupNumber, maskNumber } from './payee-numbers.js';

const PayeeAccountConnection = connectionOf(PayeeAccount, 'PayeeAccount');

@Resolver(() => PayeeAccount)
export class PayeeAccountResolver {
  @Query(() => PayeeAccountConnection, {
    description:
      'Accounts of units that wait for a treasurer or for the second person. Only treasurers and administrators see them.',
  })
  async payeeAccountQueue(
    @Ctx() context: RequestContext,
    @Args(() => QueueArgs) args: QueueArgs,
  ): Promise<Page<PayeeAccount>> {
    return payeeAccountQueue.list(context, args);
  }

  @FieldResolver(() => Organization, { description: 'The unit that is paid.' })
  async organization(@Ctx() context: RequestContext, @Root() account: PayeeAccount): Promise<Organization> {
    return (await organizationLoader(context).load(account.organizationId))!;
  }

  @FieldResolver(() => String, { description: 'The last four digits of the number, after stars.' })
  async maskedNumber(@Ctx() context: RequestContext, @Root() account: PayeeAccount): Promise<string> {
    return maskNumber(await queries.numberOf(context, account));
  }

  @PersonalData({ seenWith: seeOrders })
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The whole number, in groups of four digits. Only treasurers and administrators see it, and each look is recorded; it is null for others.',
  })
  async number(@Ctx() context: RequestContext, @Root() account: PayeeAccount): Promise<string | null> {
    return may(context, seeOrders) ? groupNumber(await queries.numberOf(context, account)) : null;
  }

  @FieldResolver(() => [Organization], {
    nullable: true,
    description:
      'The other units that are paid, or are to be paid, to the same number. Payments to all of them count together. Only treasurers and administrators see it; it is null for others.',
  })
  unitsWithSameNumber(@Ctx() context: RequestContext, @Root() account: PayeeAccount): Promise<Organization[] | null> {
    return queries.listUnitsWithSameNumber(context, account);
  }

  @FieldResolver(() => String, { nullable: true, description: 'The owner of the unit who entered it.' })
  enteredBy(@Ctx() context: RequestContext, @Root() { enteredById }: PayeeAccount): Promise<string | null> {
    return queries.nameOf(context, enteredById);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The person who decided on it last; null while it waits.',
  })
  decidedBy(@Ctx() context: RequestContext, @Root() { decidedById }: PayeeAccount): Promise<string | null> {
    return queries.nameOf(context, decidedById);
  }

  @FieldResolver(() => Order, {
    nullable: true,
    description:
      'Who prepared and signed that it replaces another account. Null for the first account of a unit, before a treasurer has prepared it, and for viewers who are neither treasurers nor administrators.',
  })
  async order(@Ctx() context: RequestContext, @Root() { id }: PayeeAccount): Promise<Order | null> {
    return may(context, seeOrders) ? ((await ordersOf(context, payeeChange, id))[0] ?? null) : null;
  }

  @Mutation(() => PayeeAccount, {
    description:
      'Enters an account to which a unit is to be paid. Only owners of a verified unit may do it, and one account can wait at a time. A treasurer verifies the first one; each later one replaces the present one when two people have decided so.',
  })
  enterPayeeAccount(
    @Ctx() context: RequestContext,
    @Arg('input', () => EnterPayeeAccountInput, { description: 'The account.' }) input: EnterPayeeAccountInput,
  ): Promise<PayeeAccount> {
    return accounts.enterPayeeAccount(context, input);
  }

  @Mutation(() => PayeeAccount, {
    description: 'Withdraws an account that waits for a decision. Any owner of the unit may do it.',
  })
  withdrawPayeeAccount(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the account.' }) id: string,
    @Arg('reason', () => String, { nullable: true, description: 'Why, at most 500 characters.' })
    reason: string | null,
  ): Promise<PayeeAccount> {
    return accounts.withdrawPayeeAccount(context, id, reason);
  }

  @Mutation(() => PayeeAccount, {
    description:
      'Accepts or refuses an account that waits. A treasurer outside the unit verifies its first account. Where another account is in force, the first call prepares the change, and another treasurer or an administrator signs it with the same call.',
  })
  decidePayeeAccount(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the account.' }) id: string,
    @Arg('accepted', () => Boolean, { description: 'False refuses the account.' }) accepted: boolean,
    @Arg('reason', () => String, {
      nullable: true,
      description: 'At most 500 characters. It is required for a refusal, and the owners of the unit see it.',
    })
    reason: string | null,
  ): Promise<PayeeAccount> {
    return accounts.decidePayeeAccount(context, id, accepted, reason);
  }
}

@Resolver(() => Organization)
export class OrganizationPayeeResolver {
  @FieldResolver(() => [PayeeAccount], {
    nullable: true,
    description:
      'The accounts to which the unit is paid, was paid or is to be paid, newest first. Its owners and editors, treasurers and administrators see them; null for others.',
  })
  payeeAccounts(@Ctx() context: RequestContext, @Root() unit: Organization): Promise<PayeeAccount[] | null> {
    return queries.listPayeeAccounts(context, unit);
  }
}
