import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import { may, type RequestContext } from '../../context.js';
import { SafeInt } from '../../scalars.js';
import { Order, ordersOf, seeOrders } from '../orders/index.js';
import * as allocations from './allocations.service.js';
import { GrantRead, SourceShare } from './grant.entities.js';
import * as grants from './grants.service.js';
import { bookProgrammeIncome } from './incomes.service.js';
import * as moves from './moves.service.js';
import { Programme, ProgrammeMove } from './programme.entities.js';
import {
  AllocateProgrammeInput,
  BookProgrammeIncomeInput,
  PrepareProgrammeGrantsInput,
  ReturnProgrammeGrantInput,
} from './programmes.inputs.js';
import { MOVE_ORDERS } from './programmes.orders.js';
import { listFiguresLoader, moveLoader, moveSharesLoader, programmeLoader } from './programmes.queries.js';
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
    return bookProgrammeIncome(context, input);
  }

  @Mutation(() => ProgrammeMove, {
    description:
      'Signs a movement of money as the second person, and books it. Only treasurers and administrators who did not prepare it may do it.',
  })
  signProgrammeMove(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the movement.' }) id: string,
    @Arg('bankReference', () => String, {
      nullable: true,
      description: `The bank's reference of the payment, up to ${LIMITS.bankReference.max} characters. Needed for grants.`,
    })
    bankReference: string | null,
  ): Promise<ProgrammeMove> {
    return moves.signProgrammeMove(context, id, bankReference);
  }

  @Mutation(() => ProgrammeMove, {
    description:
      'Prepares a list of grants. Only treasurers may do it. It is paid when a second person signs. Who is on the list stays private.',
  })
  prepareProgrammeGrants(
    @Ctx() context: RequestContext,
    @Arg('input', () => PrepareProgrammeGrantsInput, { description: 'The list.' }) input: PrepareProgrammeGrantsInput,
  ): Promise<ProgrammeMove> {
    return grants.prepareProgrammeGrants(context, input);
  }

  @Mutation(() => [GrantRead], {
    description:
      'Reads who is on a list of grants. Only treasurers and administrators may do it, with a reason; each look is on record.',
  })
  readProgrammeRecipients(
    @Ctx() context: RequestContext,
    @Arg('moveId', () => ID, { description: 'Id of the movement with the list.' }) moveId: string,
    @Arg('reason', () => String, { description: `Why, 1 to ${LIMITS.reason.max} characters.` }) reason: string,
  ): Promise<GrantRead[]> {
    return grants.readProgrammeRecipients(context, moveId, reason);
  }

  @Mutation(() => ProgrammeMove, {
    description: 'Records that the payment of a grant came back. Only treasurers may do it. Returns its list.',
  })
  returnProgrammeGrant(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReturnProgrammeGrantInput, { description: 'The payment.' }) input: ReturnProgrammeGrantInput,
  ): Promise<ProgrammeMove> {
    return grants.returnProgrammeGrant(context, input);
  }

  @Mutation(() => ProgrammeMove, {
    description:
      'Prepares that money of one source goes to another aid programme. Only treasurers may do it. A second person signs; it is carried out after its public notice.',
  })
  allocateToProgramme(
    @Ctx() context: RequestContext,
    @Arg('input', () => AllocateProgrammeInput, { description: 'The money.' }) input: AllocateProgrammeInput,
  ): Promise<ProgrammeMove> {
    return allocations.allocateToProgramme(context, input);
  }

  @Mutation(() => ProgrammeMove, {
    description: 'Stops an allocation in public notice, with a reason for everybody. Only reviewers may do it.',
  })
  stopProgrammeAllocation(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the movement.' }) id: string,
    @Arg('reason', () => String, { description: `Why, 1 to ${LIMITS.reason.max} characters.` }) reason: string,
  ): Promise<ProgrammeMove> {
    return allocations.stopProgrammeAllocation(context, id, reason);
  }

  @FieldResolver(() => Int, { description: 'How many people are on a list of grants; 0 for other movements.' })
  async people(@Ctx() context: RequestContext, @Root() { id }: ProgrammeMove): Promise<number> {
    return (await listFiguresLoader(context).load(id)).people;
  }

  @FieldResolver(() => SafeInt, { description: 'What came back of the grants of a list, in fen.' })
  async returned(@Ctx() context: RequestContext, @Root() { id }: ProgrammeMove): Promise<number> {
    return (await listFiguresLoader(context).load(id)).returnedFen;
  }

  @FieldResolver(() => [SourceShare], {
    description: 'Which source paid how much of a list of grants, also what came back; empty for other movements.',
  })
  shares(@Ctx() context: RequestContext, @Root() { id }: ProgrammeMove): Promise<SourceShare[]> {
    return moveSharesLoader(context).load(id);
  }

  @FieldResolver(() => Programme, { nullable: true, description: 'Where an allocation goes; null for others.' })
  async toProgramme(
    @Ctx() context: RequestContext,
    @Root() { toProgrammeId }: ProgrammeMove,
  ): Promise<Programme | null> {
    return toProgrammeId === null ? null : programmeLoader(context).load(toProgrammeId);
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
