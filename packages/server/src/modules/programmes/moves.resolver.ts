import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { may, type RequestContext } from '../../context.js';
import { Order, ordersOf, seeOrders } from '../orders/index.js';
import * as moves from './moves.service.js';
import { Programme, ProgrammeMove } from './programme.entities.js';
import { BookProgrammeIncomeInput } from './programmes.inputs.js';
import { MOVE_ORDERS } from './programmes.orders.js';
import { moveLoader, programmeLoader } from './programmes.queries.js';
import { LIMITS } from './programmes.rules.js';

const ORDER_NAMES: readonly string[] = Object.values(MOVE_ORDERS).map(({ name }) => name);

@Resolver(() => ProgrammeMove)
export class ProgrammeMoveResolver {
  @Mutation(() => ProgrammeMove, {
    description:
      'Prepares the booking of money that arrived for an aid programme. Only treasurers may do it. It is booked when a second person signs.',
  })
  bookProgrammeIncome(
    @Ctx() context: RequestContext,
    @Arg('input', () => BookProgrammeIncomeInput, { description: 'The money.' }) input: BookProgrammeIncomeInput,
  ): Promise<ProgrammeMove> {
    return moves.bookProgrammeIncome(context, input);
  }

  @Mutation(() => ProgrammeMove, {
    description:
      'Signs a movement of money as the second person, and books it. Only treasurers and administrators who did not prepare it may do it.',
  })
  signProgrammeMove(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the movement.' }) id: string,
  ): Promise<ProgrammeMove> {
    return moves.signProgrammeMove(context, id);
  }

  @Mutation(() => ProgrammeMove, {
    description:
      'Withdraws the own movement or refuses that of another person, before it is signed. Only treasurers and administrators may do it.',
  })
  closeProgrammeMove(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the movement.' }) id: string,
    @Arg('reason', () => String, { nullable: true, description: `Why, up to ${LIMITS.reason.max} characters.` })
    reason: string | null,
  ): Promise<ProgrammeMove> {
    return moves.closeProgrammeMove(context, id, reason);
  }

  @FieldResolver(() => Programme, { description: 'The programme.' })
  async programme(@Ctx() context: RequestContext, @Root() { programmeId }: ProgrammeMove): Promise<Programme> {
    return (await programmeLoader(context).load(programmeId))!;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The bank's reference. Only treasurers, administrators and auditors see it; null for others.",
  })
  bankReference(@Ctx() context: RequestContext, @Root() move: ProgrammeMove): string | null {
    return may(context, seeOrders) ? move.bankReference : null;
  }

  @FieldResolver(() => Order, {
    nullable: true,
    description: 'Who decided it. Only treasurers, administrators and auditors see it; null for others.',
  })
  async order(@Ctx() context: RequestContext, @Root() { id, kind }: ProgrammeMove): Promise<Order | null> {
    return may(context, seeOrders) ? ((await ordersOf(context, MOVE_ORDERS[kind], id))[0] ?? null) : null;
  }
}

@Resolver(() => Order)
export class OrderProgrammeResolver {
  @FieldResolver(() => ProgrammeMove, {
    nullable: true,
    description: 'The movement of money of an aid programme that it decides; null for other kinds.',
  })
  async programmeMove(@Ctx() context: RequestContext, @Root() order: Order): Promise<ProgrammeMove | null> {
    return ORDER_NAMES.includes(order.kind) ? moveLoader(context).load(order.subjectId) : null;
  }
}
