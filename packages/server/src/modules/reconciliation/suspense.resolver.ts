import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { Order, ordersOf } from '../orders/index.js';
import { StatementLine, SuspenseReturn } from './statement.entities.js';
import { ReturnSuspenseInput } from './statement.inputs.js';
import { suspenseReturn } from './suspense-order.js';
import { keepSuspense, returnSuspense } from './suspense.service.js';

@Resolver(() => SuspenseReturn)
export class SuspenseReturnResolver {
  @Mutation(() => StatementLine, {
    description:
      'Gives money in suspense back to its sender. A treasurer prepares it. Above the limit of releases a second treasurer or an administrator signs it with the same call.',
  })
  async returnSuspense(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReturnSuspenseInput, { description: 'The line, and the reason.' }) input: ReturnSuspenseInput,
  ): Promise<StatementLine> {
    return returnSuspense(context, input);
  }

  @Mutation(() => StatementLine, {
    description: 'Withdraws or refuses a return that is not signed yet. Only treasurers and administrators may do it.',
  })
  async keepSuspense(
    @Ctx() context: RequestContext,
    @Arg('lineId', () => ID, { description: 'The line.' }) lineId: string,
  ): Promise<StatementLine> {
    return keepSuspense(context, lineId);
  }

  @FieldResolver(() => Order, {
    description: 'Who prepared, signed, withdrew or refused the return, and what prevents the viewer from signing it.',
  })
  async order(@Ctx() context: RequestContext, @Root() { id }: SuspenseReturn): Promise<Order> {
    return (await ordersOf(context, suspenseReturn, id))[0]!;
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the viewer prepared it and therefore cannot sign it.',
    deprecationReason: 'Ask `order { preparedByViewer viewerObstacle }` instead.',
  })
  async preparedByViewer(@Ctx() context: RequestContext, @Root() back: SuspenseReturn): Promise<boolean> {
    return (await this.order(context, back)).preparedById === context.viewer?.userId;
  }
}
