import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { QueueArgs } from '../queues/index.js';
import { BillDifference, PaymentBill } from './payment-bill.entities.js';
import { BillDifferenceConnection, PaymentBillConnection, SettleBillDifferenceInput } from './payment-bills.inputs.js';
import { billDifferenceQueue } from './payment-bills.queues.js';
import {
  billLoader,
  differencesLoader,
  fetchPaymentBill,
  listPaymentBills,
  settleBillDifference,
} from './payment-bills.service.js';

@Resolver(() => PaymentBill)
export class PaymentBillResolver {
  @Query(() => PaymentBillConnection, {
    description: 'The bills of the payment providers, the newest day first. For treasurers and auditors.',
  })
  paymentBills(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<PaymentBill>> {
    return listPaymentBills(context, page);
  }

  @Mutation(() => PaymentBill, {
    description: 'Has a bill fetched and compared again, within a minute. For treasurers.',
  })
  fetchPaymentBill(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the bill.' }) id: string,
  ): Promise<PaymentBill> {
    return fetchPaymentBill(context, id);
  }

  @FieldResolver(() => [BillDifference], {
    description: 'All differences of the bill, those that are settled or gone as well.',
  })
  differences(@Ctx() context: RequestContext, @Root() { id }: PaymentBill): Promise<BillDifference[]> {
    return differencesLoader(context).load(id);
  }
}

@Resolver(() => BillDifference)
export class BillDifferenceResolver {
  @Query(() => BillDifferenceConnection, {
    description: 'The differences of bills that nobody has settled. For treasurers and auditors.',
  })
  billDifferences(
    @Ctx() context: RequestContext,
    @Args(() => QueueArgs) args: QueueArgs,
  ): Promise<Page<BillDifference>> {
    return billDifferenceQueue.list(context, args);
  }

  @Mutation(() => BillDifference, {
    description: 'Settles a difference of a bill, with a note of what was found out and done. For treasurers.',
  })
  settleBillDifference(
    @Ctx() context: RequestContext,
    @Arg('input', () => SettleBillDifferenceInput, { description: 'The difference and the note.' })
    input: SettleBillDifferenceInput,
  ): Promise<BillDifference> {
    return settleBillDifference(context, input);
  }

  @FieldResolver(() => PaymentBill, { description: 'The bill.' })
  async bill(@Ctx() context: RequestContext, @Root() { billId }: BillDifference): Promise<PaymentBill> {
    return (await billLoader(context).load(billId))!;
  }
}
