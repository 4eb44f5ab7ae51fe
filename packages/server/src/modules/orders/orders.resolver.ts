import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { Order, OrderObstacle, OrderStep } from './order.entities.js';
import { translate } from '../../messages/index.js';
import { QueueArgs } from '../queues/index.js';
import { orderKinds } from './order-kinds.js';
import { listToSign } from './orders.queues.js';
import * as queries from './orders.queries.js';

const OrderConnection = connectionOf(Order, 'TwoPersonOrder');

@Resolver(() => Order)
export class OrderResolver {
  @Query(() => OrderConnection, {
    description:
      'Orders of every kind that the viewer may sign now. Auditors see all that wait for a signature. The list cannot be searched. Only treasurers and administrators see it.',
  })
  async ordersToSign(@Ctx() context: RequestContext, @Args(() => QueueArgs) args: QueueArgs): Promise<Page<Order>> {
    return listToSign(context, args);
  }

  @Query(() => Order, {
    nullable: true,
    description: 'One order in any state. Null for viewers who are neither treasurers nor administrators.',
  })
  async twoPersonOrder(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<Order | null> {
    return queries.findOrder(context, id);
  }

  @FieldResolver(() => String, {
    description: 'The effect of the order in the language of the viewer, such as "the payment of a stage".',
  })
  label(@Ctx() { language }: RequestContext, @Root() { kind }: Order): string {
    return translate(language, orderKinds.get(kind).label);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The person who prepared the order; null for viewers who may not see it.',
  })
  preparedBy(@Ctx() context: RequestContext, @Root() { preparedById }: Order): Promise<string | null> {
    return queries.nameOfDecider(context, preparedById);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The second person, who signed the order. Null while nobody has signed, and when one person was enough.',
  })
  signedBy(@Ctx() context: RequestContext, @Root() { signedById }: Order): Promise<string | null> {
    return queries.nameOfDecider(context, signedById);
  }

  @FieldResolver(() => [OrderStep], { description: 'The history of the order, oldest step first.' })
  steps(@Ctx() context: RequestContext, @Root() order: Order): Promise<OrderStep[]> {
    return queries.listSteps(context, order);
  }

  @FieldResolver(() => OrderObstacle, {
    nullable: true,
    description: 'What prevents the viewer from signing the order now; null when nothing does.',
  })
  viewerObstacle(@Ctx() context: RequestContext, @Root() order: Order): Promise<OrderObstacle | null> {
    return queries.signObstacle(context, order);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the viewer may withdraw the order or, when another person prepared it, refuse it.',
  })
  viewerMayClose(@Ctx() context: RequestContext, @Root() order: Order): Promise<boolean> {
    return queries.mayClose(context, order);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer prepared the order.' })
  preparedByViewer(@Ctx() context: RequestContext, @Root() { preparedById }: Order): boolean {
    return context.viewer?.userId === preparedById;
  }
}

@Resolver(() => OrderStep)
export class OrderStepResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The person who took the step; null when the platform did.',
  })
  by(@Ctx() context: RequestContext, @Root() { actorId }: OrderStep): Promise<string | null> {
    return queries.nameOfDecider(context, actorId);
  }
}
