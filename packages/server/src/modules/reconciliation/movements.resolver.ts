import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { may, type RequestContext } from '../../context.js';
import { Project, projectLoader } from '../projects/index.js';
import { Order, ordersOf, seeOrders, standingOrderOf } from '../orders/index.js';
import { movementBooking, movementReversal } from './movement-order.js';
import { listMovementWords } from './reconciliation.queries.js';
import { BankMovement, MovementWords, StatementLine } from './statement.entities.js';
import { BookLineInput } from './statement.inputs.js';
import { bookLine, forgetMovementWords, reverseMovement, withdrawMovement } from './movements.service.js';
import { LIMITS } from './statement.limits.js';
import { requireDesk } from './statements.service.js';

@Resolver(() => BankMovement)
export class BankMovementResolver {
  @Mutation(() => StatementLine, {
    description:
      'Books a line as a charge, interest or a transfer between own accounts. A treasurer prepares it. Above the limit of releases a second treasurer or an administrator signs it with the same call.',
  })
  async bookStatementLine(
    @Ctx() context: RequestContext,
    @Arg('input', () => BookLineInput, { description: 'The line, and the kind of movement.' }) input: BookLineInput,
  ): Promise<StatementLine> {
    return bookLine(context, input);
  }

  @Mutation(() => StatementLine, {
    description:
      'Withdraws or refuses a booking or a reversal that is not signed yet. Only treasurers and administrators may do it.',
  })
  async withdrawMovement(
    @Ctx() context: RequestContext,
    @Arg('lineId', () => ID, { description: 'The line.' }) lineId: string,
  ): Promise<StatementLine> {
    return withdrawMovement(context, lineId);
  }

  @Mutation(() => StatementLine, {
    description:
      'Reverses a booking that was a mistake. A treasurer prepares it. Above the limit of releases a second treasurer or an administrator signs it with the same call.',
  })
  async reverseMovement(
    @Ctx() context: RequestContext,
    @Arg('lineId', () => ID, { description: 'The line.' }) lineId: string,
    @Arg('reason', () => String, {
      nullable: true,
      description: `Why, in public; 1 to ${LIMITS.reason.max} characters. Left out by who signs.`,
    })
    reason?: string,
  ): Promise<StatementLine> {
    return reverseMovement(context, lineId, reason ?? null);
  }

  @Query(() => [MovementWords], {
    description:
      'The words by which lines are proposed as movements, as treasurers taught them, newest first. Only treasurers and administrators see them.',
  })
  async movementWords(@Ctx() context: RequestContext): Promise<MovementWords[]> {
    requireDesk(context);
    return listMovementWords(context);
  }

  @Mutation(() => ID, {
    description: 'Deletes words by which lines are proposed as movements. Returns their id. Only treasurers may do it.',
  })
  async forgetMovementWords(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The rule.' }) id: string,
  ): Promise<string> {
    return forgetMovementWords(context, id);
  }

  @FieldResolver(() => Project, {
    nullable: true,
    description: 'The project that interest is for; null when it is for none.',
  })
  async project(@Ctx() context: RequestContext, @Root() { projectId }: BankMovement): Promise<Project | null> {
    return projectId === null ? null : projectLoader(context).load(projectId);
  }

  @FieldResolver(() => Order, {
    nullable: true,
    description:
      'Who prepared and signed the booking, and what prevents the viewer from signing. Only treasurers and administrators see it; null for others.',
  })
  order(@Ctx() context: RequestContext, @Root() { id }: BankMovement): Promise<Order | null> | null {
    return may(context, seeOrders) ? standingOrderOf(context, movementBooking, id) : null;
  }

  @FieldResolver(() => [Order], {
    nullable: true,
    description:
      'The orders to reverse the booking, oldest first. Withdrawn and refused ones are included. Only treasurers and administrators see them; null for others.',
  })
  reversals(@Ctx() context: RequestContext, @Root() { id }: BankMovement): Promise<Order[]> | null {
    return may(context, seeOrders) ? ordersOf(context, movementReversal, id) : null;
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer prepared it and therefore cannot sign it.' })
  async preparedByViewer(@Ctx() context: RequestContext, @Root() { id }: BankMovement): Promise<boolean> {
    return (
      context.viewer !== null &&
      (await standingOrderOf(context, movementBooking, id))?.preparedById === context.viewer.userId
    );
  }
}

@Resolver(() => MovementWords)
export class MovementWordsResolver {
  @FieldResolver(() => Project, {
    nullable: true,
    description: 'The project that such interest is for; null when it is for none.',
  })
  async project(@Ctx() context: RequestContext, @Root() { projectId }: MovementWords): Promise<Project | null> {
    return projectId === null ? null : projectLoader(context).load(projectId);
  }
}
