import {
  Arg,
  Args,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Field,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { PageArgs, type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { SafeInt } from '../../scalars.js';
import { milestoneLoader, stageOfSource } from '../milestones/index.js';
import { Pledge, pledgeLoader, pledgeOfSource } from '../pledges/index.js';
import { Milestone, Project, projectLoader } from '../projects/index.js';
import type { MatchReason } from './matching.rules.js';
import {
  entriesLoader,
  listLines,
  listUnlinkedEntries,
  movementLoader,
  returnsLoader,
} from './reconciliation.queries.js';
import { MatchReasonKind, StatementLineStatus } from './statement.enums.js';
import { BankMovement, StatementLine, SuspenseReturn } from './statement.entities.js';
import { BankEntryConnection, BankEntryShown, MatchLineInput, StatementLineConnection } from './statement.inputs.js';
import { confirmStatementLines, linkStatementLine, requireDesk } from './statements.service.js';
import { matchLine } from './suspense.service.js';

@ObjectType('MatchReason', { description: 'A reason for or against a proposal.' })
export class MatchReasonShown implements MatchReason {
  @Field(() => MatchReasonKind, { description: 'The kind of reason.' })
  kind: MatchReasonKind;

  pledgeId?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The words that identify a movement; null for other reasons.',
  })
  words?: string;
}

/** How many further pledges a line shows. A list of gifts can have thousands. */
const FURTHER_SHOWN = 20;

@Resolver(() => StatementLine)
export class StatementLineResolver {
  @Query(() => StatementLineConnection, {
    description:
      'Lines of statements in the order of booking. A list of open lines alone begins with the surest proposals. Only treasurers and administrators see them.',
  })
  async statementLines(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('statementId', () => ID, {
      nullable: true,
      description: 'Only lines of this statement. Without it, lines of all statements.',
    })
    statementId?: string,
    @Arg('statuses', () => [StatementLineStatus], { nullable: true, description: 'Only lines in these states.' })
    statuses?: StatementLineStatus[],
    @Arg('search', () => String, {
      nullable: true,
      description: 'Part of the text, the name or the serial number, or an amount in yuan; up to 100 characters.',
    })
    search?: string,
  ): Promise<Page<StatementLine>> {
    requireDesk(context);
    return listLines(
      context,
      { statementId: statementId ?? null, statuses: statuses ?? null, search: search ?? null },
      page,
    );
  }

  @Mutation(() => [StatementLine], {
    description:
      'Confirms the proposals of chosen lines in one transaction. A refused line says why and does not stop the others. Only treasurers may do it.',
  })
  async confirmStatementLines(
    @Ctx() context: RequestContext,
    @Arg('lineIds', () => [ID], { description: 'The lines, 1 to 100.' }) lineIds: string[],
  ): Promise<StatementLine[]> {
    return confirmStatementLines(context, lineIds);
  }

  @Mutation(() => StatementLine, {
    description: "Pays pledges from a line by a treasurer's own judgement. The rest of the line becomes suspense.",
  })
  async matchStatementLine(
    @Ctx() context: RequestContext,
    @Arg('input', () => MatchLineInput, { description: 'The line and its pledges.' }) input: MatchLineInput,
  ): Promise<StatementLine> {
    return matchLine(context, input);
  }

  @Mutation(() => StatementLine, {
    description:
      "Links a line to the ledger's existing entries: one entry, or several that add up to the line. Only treasurers may do it.",
  })
  async linkStatementLine(
    @Ctx() context: RequestContext,
    @Arg('lineId', () => ID, { description: 'An open line.' }) lineId: string,
    @Arg('entryIds', () => [ID], { description: 'Ids of 1 to 100 entries that belong to no line.' })
    entryIds: string[],
  ): Promise<StatementLine> {
    return linkStatementLine(context, lineId, entryIds);
  }

  @Query(() => BankEntryConnection, {
    description:
      'Entries on the special account since the first statement that belong to no line, newest first. Only treasurers and administrators see them.',
  })
  async unlinkedEntries(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('amount', () => SafeInt, { nullable: true, description: 'Only entries of this amount in fen.' })
    amount?: number,
  ): Promise<Page<BankEntryShown>> {
    requireDesk(context);
    return listUnlinkedEntries(context, amount ?? null, page);
  }

  @FieldResolver(() => Pledge, { nullable: true, description: 'The proposed pledge; null when none is proposed.' })
  async pledge(@Ctx() context: RequestContext, @Root() { pledgeId }: StatementLine): Promise<Pledge | null> {
    return pledgeId === null ? null : pledgeLoader(context).load(pledgeId);
  }

  @FieldResolver(() => [Pledge], {
    description: `Further proposed pledges, which add up to the line together with \`pledge\`. Of the gifts of a long list, the first ${FURTHER_SHOWN}.`,
  })
  async furtherPledges(@Ctx() context: RequestContext, @Root() line: StatementLine): Promise<Pledge[]> {
    const pledges = await pledgeLoader(context).loadMany(line.furtherPledgeIds.slice(0, FURTHER_SHOWN));
    return pledges.filter((pledge): pledge is Pledge => pledge instanceof Pledge);
  }

  @FieldResolver(() => Int, { description: 'How many pledges are proposed for the line.' })
  proposedCount(@Root() { pledgeId, furtherPledgeIds }: StatementLine): number {
    return pledgeId === null ? 0 : 1 + furtherPledgeIds.length;
  }

  @FieldResolver(() => Project, {
    nullable: true,
    description: 'The project that the proposed interest is for; null when it is for none.',
  })
  async movementProject(
    @Ctx() context: RequestContext,
    @Root() { movementProjectId }: StatementLine,
  ): Promise<Project | null> {
    return movementProjectId === null ? null : projectLoader(context).load(movementProjectId);
  }

  @FieldResolver(() => BankMovement, {
    nullable: true,
    description:
      'The newest booking of the line as a movement, whether it stands, is reversed or waits for a signature. Null when there never was one.',
  })
  async movement(@Ctx() context: RequestContext, @Root() { id }: StatementLine): Promise<BankMovement | null> {
    return movementLoader(context).load(id);
  }

  @FieldResolver(() => [MatchReasonShown], {
    name: 'reasons',
    description: 'The reasons for and against the proposal.',
  })
  shownReasons(@Root() line: StatementLine): MatchReasonShown[] {
    return line.matchReasons.map((reason) => Object.assign(new MatchReasonShown(), reason));
  }

  @FieldResolver(() => [BankEntryShown], { description: "The ledger's entries for the line." })
  async entries(@Ctx() context: RequestContext, @Root() { id }: StatementLine): Promise<BankEntryShown[]> {
    return entriesLoader(context).load(id);
  }

  @FieldResolver(() => SuspenseReturn, {
    nullable: true,
    description: 'The newest return to the sender that waits for a signature or is paid; null when there is none.',
  })
  async return(@Ctx() context: RequestContext, @Root() { id }: StatementLine): Promise<SuspenseReturn | null> {
    return (await returnsLoader(context).load(id)).findLast(({ withdrawnAt }) => withdrawnAt === null) ?? null;
  }

  @FieldResolver(() => [SuspenseReturn], {
    description:
      'All returns to the sender that were ever prepared, oldest first. Withdrawn and refused ones are included.',
  })
  async returns(@Ctx() context: RequestContext, @Root() { id }: StatementLine): Promise<SuspenseReturn[]> {
    return returnsLoader(context).load(id);
  }
}

@Resolver(() => MatchReasonShown)
export class MatchReasonResolver {
  @FieldResolver(() => Pledge, {
    nullable: true,
    description: 'The pledge that the reason is about. Null when it is the proposed pledge, or none.',
  })
  async pledge(@Ctx() context: RequestContext, @Root() { pledgeId }: MatchReasonShown): Promise<Pledge | null> {
    return pledgeId === undefined ? null : pledgeLoader(context).load(pledgeId);
  }
}

@Resolver(() => BankEntryShown)
export class BankEntryResolver {
  @FieldResolver(() => Pledge, { nullable: true, description: 'The gift that the entry moved; null for other kinds.' })
  async gift(@Ctx() context: RequestContext, @Root() { sourceKey }: BankEntryShown): Promise<Pledge | null> {
    const id = pledgeOfSource(sourceKey);
    return id === null ? null : pledgeLoader(context).load(id);
  }

  @FieldResolver(() => Milestone, {
    nullable: true,
    description: 'The stage that the entry paid; null for other kinds.',
  })
  async milestone(@Ctx() context: RequestContext, @Root() { sourceKey }: BankEntryShown): Promise<Milestone | null> {
    const id = stageOfSource(sourceKey);
    return id === null ? null : milestoneLoader(context).load(id);
  }
}
