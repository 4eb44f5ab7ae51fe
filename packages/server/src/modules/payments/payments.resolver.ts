import { Arg, Ctx, Field, FieldResolver, ID, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { isOnline, noteMaker, PaymentMethod, Pledge, pledgeLoader, seesPrivately } from '../pledges/index.js';
import { PaymentScene } from './online-payment.enums.js';
import { OnlinePayment, OnlineRefund } from './online-payment.entity.js';
import { latestPaymentLoader, refundLoader } from './payments.queries.js';
import { StartPaymentInput } from './payment-inputs.js';
import { providersOf } from './payment-providers.js';
import { findOwnPayment, isSeenByKey, startPayment } from './start-payment.js';

@ObjectType({ description: 'A payment provider of this installation.' })
export class PaymentProviderInfo {
  @Field(() => PaymentMethod, { description: 'The way of payment.' })
  method: PaymentMethod;

  @Field(() => [PaymentScene], { description: 'Where people can pay with it.' })
  scenes: readonly PaymentScene[];

  @Field(() => Boolean, {
    description: 'Whether it is the built-in test provider, which takes no money. Pages say so.',
  })
  isTest: boolean;
}

@Resolver(() => OnlinePayment)
export class OnlinePaymentResolver {
  @Query(() => [PaymentProviderInfo], { description: 'The payment providers of this installation. Public.' })
  paymentProviders(@Ctx() context: RequestContext): PaymentProviderInfo[] {
    return [...providersOf(context).values()].map(({ method, scenes }) => ({
      method,
      scenes,
      isTest: context.env.payments.isTest,
    }));
  }

  @Query(() => OnlinePayment, {
    nullable: true,
    description: 'A payment. The donor of its pledge sees it; null for others.',
  })
  onlinePayment(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the payment.' }) id: string,
    @Arg('giftKey', () => ID, {
      nullable: true,
      description: 'The idempotency key with which a guest made the pledge. Signed-in donors need none.',
    })
    giftKey: string | null,
  ): Promise<OnlinePayment | null> {
    return findOwnPayment(context, id, giftKey);
  }

  @Mutation(() => OnlinePayment, {
    description:
      'Starts an online payment of a pledge that waits for its money, or returns the one that is open in the same way and place. UNAVAILABLE when the provider does not answer: the pledge is kept, and the same request can be repeated.',
  })
  startPayment(
    @Ctx() context: RequestContext,
    @Arg('input', () => StartPaymentInput, { description: 'The pledge and the way of payment.' })
    input: StartPaymentInput,
  ): Promise<OnlinePayment> {
    return startPayment(context, input);
  }

  @FieldResolver(() => OnlineRefund, {
    nullable: true,
    description: 'The money that goes back through the provider; null when none does.',
  })
  refund(@Ctx() context: RequestContext, @Root() payment: OnlinePayment): Promise<OnlineRefund | null> {
    return refundLoader(context).load(payment.id);
  }

  @FieldResolver(() => Pledge, { description: 'The pledge that is paid. Who sees the payment sees all of it.' })
  async pledge(@Ctx() context: RequestContext, @Root() payment: OnlinePayment): Promise<Pledge> {
    const pledge = (await pledgeLoader(context).loadFresh(payment.pledgeId))!;
    // A guest sees a payment by the key of the gift, and has no account by which the gift would be theirs.
    if (isSeenByKey(context, payment)) noteMaker(context, pledge);
    return pledge;
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the provider is the built-in test provider, which takes no money.',
  })
  isTest(@Ctx() { env }: RequestContext, @Root() { method }: OnlinePayment): boolean {
    return isOnline(method) && env.payments.isTest;
  }
}

@Resolver(() => Pledge)
export class PledgeOnlinePaymentResolver {
  @FieldResolver(() => OnlinePayment, {
    nullable: true,
    description:
      'The newest online payment of the pledge; null when there is none. The donor and treasurers see it; null for others.',
  })
  async onlinePayment(@Ctx() context: RequestContext, @Root() pledge: Pledge): Promise<OnlinePayment | null> {
    return seesPrivately(context, pledge) ? latestPaymentLoader(context).load(pledge.id) : null;
  }
}
