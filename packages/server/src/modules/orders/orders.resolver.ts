import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { Order, OrderObstacle, OrderStep } from './order.entities.js';
import * as queries from './orders.queries.js';

@Resolver(() => Order)
export class OrderResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Who prepared it.' })
  preparedBy(@Ctx() context: RequestContext, @Root() { preparedById }: Order): Promise<string | null> {
    return queries.nameOfDecider(context, preparedById);
  }

  @FieldResolver(() => String, { nullable: true, description: 'The second person, who signed it; null while nobody has, and where one person was enough.' })
  signedBy(@Ctx() context: RequestContext, @Root() { signedById }: Order): Promise<string | null> {
    return queries.nameOfDecider(context, signedById);
  }

  @FieldResolver(() => [OrderStep], { description: 'Its history, oldest step first.' })
  steps(@Ctx() context: RequestContext, @Root() order: Order): Promise<OrderStep[]> {
    return queries.listSteps(context, order);
  }

  @FieldResolver(() => OrderObstacle, { nullable: true, description: 'What keeps the viewer from signing it now; null when nothing does.' })
  viewerObstacle(@Ctx() context: RequestContext, @Root() order: Order): Promise<OrderObstacle | null> {
    return queries.signObstacle(context, order);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may withdraw it or, where somebody else prepared it, refuse it.' })
  viewerMayClose(@Ctx() context: RequestContext, @Root() order: Order): Promise<boolean> {
    return queries.mayClose(context, order);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer prepared it.' })
  preparedByViewer(@Ctx() context: RequestContext, @Root() { preparedById }: Order): boolean {
    return context.viewer?.userId === preparedById;
  }
}

@Resolver(() => OrderStep)
export class OrderStepResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Who; null where the platform did it.' })
  by(@Ctx() context: RequestContext, @Root() { actorId }: OrderStep): Promise<string | null> {
    return queries.nameOfDecider(context, actorId);
  }
}
