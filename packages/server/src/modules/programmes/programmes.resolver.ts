import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { SafeInt } from '../../scalars.js';
import { QueueArgs } from '../queues/index.js';
import { Programme, ProgrammeFund, ProgrammeMove } from './programme.entities.js';
import { ProgrammeConnection, ProgrammeMoveConnection, ProposeProgrammeInput } from './programmes.inputs.js';
import { programmeQueue } from './programmes.queues.js';
import * as queries from './programmes.queries.js';
import { LIMITS, leftOf } from './programmes.rules.js';
import * as programmes from './programmes.service.js';

@Resolver(() => Programme)
export class ProgrammeResolver {
  @Query(() => Programme, {
    nullable: true,
    description: 'An aid programme. Null when there is none, or when it is not published and the viewer is no staff.',
  })
  programme(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the programme.' }) id: string,
  ): Promise<Programme | null> {
    return queries.findVisibleProgramme(context, id);
  }

  @Query(() => ProgrammeConnection, {
    description: 'Aid programmes that were published, newest first. Staff see all of them.',
  })
  programmes(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<Programme>> {
    return queries.listProgrammes(context, page);
  }

  @Query(() => ProgrammeConnection, {
    description: 'Aid programmes that wait for a decision. Staff see them; reviewers decide.',
  })
  programmeQueue(@Ctx() context: RequestContext, @Args(() => QueueArgs) args: QueueArgs): Promise<Page<Programme>> {
    return programmeQueue.list(context, args);
  }

  @FieldResolver(() => [ProgrammeFund], { description: 'Its money by source, in the order in which sources pay.' })
  sources(@Ctx() context: RequestContext, @Root() { id }: Programme): Promise<ProgrammeFund[]> {
    return queries.fundsLoader(context).load(id);
  }

  @FieldResolver(() => Int, { description: 'How many grants were paid and did not come back.' })
  async grants(@Ctx() context: RequestContext, @Root() { id }: Programme): Promise<number> {
    return (await queries.grantFiguresLoader(context).load(id)).grants;
  }

  @FieldResolver(() => Int, { description: 'How many people got them.' })
  async people(@Ctx() context: RequestContext, @Root() { id }: Programme): Promise<number> {
    return (await queries.grantFiguresLoader(context).load(id)).people;
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer proposed it.' })
  proposedByViewer(@Ctx() { viewer }: RequestContext, @Root() { proposedById }: Programme): boolean {
    return viewer?.userId === proposedById;
  }

  @FieldResolver(() => ProgrammeMoveConnection, {
    description:
      'Its movements of money, newest first. Treasurers, administrators and auditors see also those not booked.',
  })
  moves(
    @Ctx() context: RequestContext,
    @Root() programme: Programme,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<ProgrammeMove>> {
    return queries.listMoves(context, programme, page);
  }

  @Mutation(() => Programme, {
    description: 'Proposes an aid programme. Only treasurers and administrators may do it. A reviewer decides on it.',
  })
  proposeProgramme(
    @Ctx() context: RequestContext,
    @Arg('input', () => ProposeProgrammeInput, { description: 'The programme.' }) input: ProposeProgrammeInput,
  ): Promise<Programme> {
    return programmes.proposeProgramme(context, input);
  }

  @Mutation(() => Programme, {
    description: 'Publishes a proposed aid programme or refuses it. Only reviewers who did not propose it may do it.',
  })
  decideProgramme(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the programme.' }) id: string,
    @Arg('accepted', () => Boolean, { description: 'Whether to publish it.' }) accepted: boolean,
    @Arg('reason', () => String, {
      nullable: true,
      description: `Why it is refused, 1 to ${LIMITS.reason.max} characters. Needed for a refusal.`,
    })
    reason: string | null,
  ): Promise<Programme> {
    return programmes.decideProgramme(context, id, accepted, reason);
  }
}

@Resolver(() => ProgrammeFund)
export class ProgrammeFundResolver {
  @FieldResolver(() => SafeInt, { description: 'What it can still pay, in fen.' })
  left(@Root() fund: ProgrammeFund): number {
    return leftOf(fund);
  }
}
