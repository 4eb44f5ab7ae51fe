import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, ObjectType, Field, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, type Page } from '../../connection.js';
import { hasRole, PlatformRole, type RequestContext } from '../../context.js';
import { translate } from '../../messages/index.js';
import { SafeInt } from '../../scalars.js';
import { milestoneLoader, stageOfSource } from '../milestones/index.js';
import { Pledge, pledgeLoader, pledgeOfSource } from '../pledges/index.js';
import { Milestone, Project, projectLoader } from '../projects/index.js';
import { decidesOnOrders, Order, standingOrderOf } from '../orders/index.js';
import { previewBulk } from './bulk-preview.js';
import type { MatchReason } from './matching.rules.js';
import { movementBooking } from './movement-order.js';
import { countsLoader, entriesLoader, findStatement, listLines, listStatements, listMovementWords, listUnlinkedEntries, movementLoader, reconcile, returnLoader } from './reconciliation.queries.js';
import { MatchReasonKind, StatementLineStatus } from './statement.enums.js';
import { BankMovement, MovementWords, Statement, StatementLine, SuspenseReturn } from './statement.entities.js';
import { BankEntryConnection, BankEntryShown, BankReconciliation, BulkPreview, BookLineInput, ImportStatementInput, MatchLineInput, ReturnSuspenseInput, StatementConnection, StatementCounts, StatementFaultShown, StatementLineConnection, DecideStatementRowsInput, PointAtHeaderInput, StatementFileRow, StatementRowConnection } from './statement.inputs.js';
import { StatementRow } from './statement-row.entity.js';
import { bookLine, forgetMovementWords, reverseMovement, withdrawMovement } from './movements.service.js';
import { LIMITS } from './statement.limits.js';
import { confirmStatement, confirmStatementLines, discardStatement, importStatement, linkStatementLine, matchStatement, postOpeningBalance, requireDesk, suspendStatement, firstRowsOf, pointAtHeader } from './statements.service.js';
import { besideCountsLoader, deciderLoader, decideStatementRows, listStatementRows } from './statement-rows.service.js';
import { keepSuspense, matchLine, returnSuspense } from './suspense.service.js';

const VERSION = 'The version of what was shown (`statementBulk`); the act is refused when it would take up anything else now.';

@ObjectType('MatchReason', { description: 'What speaks for or against a proposal.' })
export class MatchReasonShown implements MatchReason {
  @Field(() => MatchReasonKind, { description: 'What it is.' })
  kind: MatchReasonKind;

  pledgeId?: string;

  @Field(() => String, { nullable: true, description: 'The words by which a movement was known; null for other reasons.' })
  words?: string;
}

@Resolver(() => Statement)
export class StatementResolver {
  @Query(() => StatementConnection, { description: 'The statements of the special account, newest first; for treasurers and administrators.' })
  async statements(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<Statement>> {
    requireDesk(context);
    return listStatements(context, page);
  }

  @Query(() => Statement, { nullable: true, description: 'One statement; null for who may not see it.' })
  async statement(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Statement | null> {
    return hasRole(context, PlatformRole.TREASURER) || hasRole(context, PlatformRole.ADMIN) ? findStatement(context, id) : null;
  }

  @Query(() => StatementLineConnection, { description: 'Lines of statements as they were booked; open ones alone come surest first. For treasurers and administrators.' })
  async statementLines(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('statementId', () => ID, { nullable: true, description: 'Of this statement; of all without it.' }) statementId?: string,
    @Arg('statuses', () => [StatementLineStatus], { nullable: true, description: 'Only these.' }) statuses?: StatementLineStatus[],
    @Arg('search', () => String, { nullable: true, description: 'In the text, the name or the serial number, or an amount in yuan; up to 100 characters.' }) search?: string,
  ): Promise<Page<StatementLine>> {
    requireDesk(context);
    return listLines(context, { statementId: statementId ?? null, statuses: statuses ?? null, search: search ?? null }, page);
  }

  @Query(() => BulkPreview, { description: 'What a bulk act on a statement would do now; for treasurers and administrators.' })
  async statementBulk(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The statement.' }) id: string,
    @Arg('minConfidence', () => Int, { nullable: true, description: 'Confirming from this confidence on, 1 to 100; without it, moving the rest to suspense.' }) minConfidence?: number,
  ): Promise<BulkPreview> {
    requireDesk(context);
    return previewBulk(context, id, minConfidence ?? null);
  }

  @Query(() => StatementRowConnection, { description: 'Rows of a statement that are no movements or may be none, in the order of the file. For treasurers and administrators.' })
  async statementRows(
    @Ctx() context: RequestContext,
    @Arg('statementId', () => ID, { description: 'The statement.' }) statementId: string,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<StatementRow>> {
    requireDesk(context);
    return listStatementRows(context, statementId, page);
  }

  @Query(() => BankReconciliation, { description: 'The ledger\'s special account against the bank\'s; for treasurers and administrators.' })
  async bankReconciliation(@Ctx() context: RequestContext): Promise<BankReconciliation> {
    requireDesk(context);
    return context.db.snapshot(reconcile);
  }

  @Query(() => BankEntryConnection, { description: 'Entries on the special account since the first statement that are lines of none, newest first; for treasurers and administrators.' })
  async unlinkedEntries(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('amount', () => SafeInt, { nullable: true, description: 'Only of so many fen.' }) amount?: number,
  ): Promise<Page<BankEntryShown>> {
    requireDesk(context);
    return listUnlinkedEntries(context, amount ?? null, page);
  }

  @Mutation(() => Statement, { description: 'Takes an uploaded file into the books by its columns: checked, stored and matched, whole or not at all. For treasurers.' })
  async importStatement(@Ctx() context: RequestContext, @Arg('input', () => ImportStatementInput, { description: 'Which column is which.' }) input: ImportStatementInput): Promise<Statement> {
    return importStatement(context, input);
  }

  @Mutation(() => Statement, { description: 'Says where the table of an uploaded file begins; its columns are guessed anew. For treasurers.' })
  async pointAtHeader(@Ctx() context: RequestContext, @Arg('input', () => PointAtHeaderInput, { description: 'The row of the header.' }) input: PointAtHeaderInput): Promise<Statement> {
    return pointAtHeader(context, input);
  }

  @Mutation(() => Statement, { description: 'Says of rows of a file whether they are movements, or takes that back; it counts at the next import of the file. For treasurers.' })
  async decideStatementRows(@Ctx() context: RequestContext, @Arg('input', () => DecideStatementRowsInput, { description: 'The rows, and what they are.' }) input: DecideStatementRowsInput): Promise<Statement> {
    return decideStatementRows(context, input);
  }

  @Mutation(() => ID, { description: 'Throws a file away of which nothing was taken; answers its id. For treasurers.' })
  async discardStatement(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'The statement.' }) id: string): Promise<string> {
    return discardStatement(context, id);
  }

  @Mutation(() => Statement, { description: 'Looks anew for what the open lines are, as pledges and ledger stand now. For treasurers.' })
  async matchStatement(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'The statement.' }) id: string): Promise<Statement> {
    return matchStatement(context, id);
  }

  @Mutation(() => Statement, { description: 'Confirms every proposal of a statement that is at least so sure. For treasurers.' })
  async confirmStatement(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The statement.' }) id: string,
    @Arg('minConfidence', () => Int, { description: 'From this confidence on, 1 to 100.' }) minConfidence: number,
    @Arg('version', () => String, { nullable: true, description: VERSION }) version?: string,
  ): Promise<Statement> {
    return confirmStatement(context, id, minConfidence, version ?? null);
  }

  @Mutation(() => [StatementLine], { description: 'Confirms what is proposed for chosen lines, in one transaction; one that is refused says why and harms no other. For treasurers.' })
  async confirmStatementLines(@Ctx() context: RequestContext, @Arg('lineIds', () => [ID], { description: 'The lines, 1 to 100.' }) lineIds: string[]): Promise<StatementLine[]> {
    return confirmStatementLines(context, lineIds);
  }

  @Mutation(() => Statement, { description: 'Enters everything that came in and is still open as suspense. For treasurers.' })
  async suspendStatement(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The statement.' }) id: string,
    @Arg('version', () => String, { nullable: true, description: VERSION }) version?: string,
  ): Promise<Statement> {
    return suspendStatement(context, id, version ?? null);
  }

  @Mutation(() => StatementLine, { description: 'Pays pledges from a line by a treasurer\'s own judgement; what is left of it is suspense.' })
  async matchStatementLine(@Ctx() context: RequestContext, @Arg('input', () => MatchLineInput, { description: 'The line and its pledges.' }) input: MatchLineInput): Promise<StatementLine> {
    return matchLine(context, input);
  }

  @Mutation(() => StatementLine, { description: 'Says that a line is what the ledger has already: an entry, or several that add up to it. For treasurers.' })
  async linkStatementLine(
    @Ctx() context: RequestContext,
    @Arg('lineId', () => ID, { description: 'An open line.' }) lineId: string,
    @Arg('entryIds', () => [ID], { description: 'Entries that are lines of no statement, 1 to 100.' }) entryIds: string[],
  ): Promise<StatementLine> {
    return linkStatementLine(context, lineId, entryIds);
  }

  @Mutation(() => StatementLine, { description: 'Books a line as a charge, as interest or as a transfer between own accounts: prepared by a treasurer and, above the limit of releases, signed by a second treasurer or an administrator who asks for the same.' })
  async bookStatementLine(@Ctx() context: RequestContext, @Arg('input', () => BookLineInput, { description: 'The line, and what it is.' }) input: BookLineInput): Promise<StatementLine> {
    return bookLine(context, input);
  }

  @Mutation(() => StatementLine, { description: 'Takes back a booking that is not signed yet. For treasurers and administrators.' })
  async withdrawMovement(@Ctx() context: RequestContext, @Arg('lineId', () => ID, { description: 'The line.' }) lineId: string): Promise<StatementLine> {
    return withdrawMovement(context, lineId);
  }

  @Mutation(() => StatementLine, { description: 'Reverses a line that was booked as a movement by mistake; above the limit of releases it takes another treasurer than the one who prepared it.' })
  async reverseMovement(
    @Ctx() context: RequestContext,
    @Arg('lineId', () => ID, { description: 'The line.' }) lineId: string,
    @Arg('reason', () => String, { description: `Why, in public; 1 to ${LIMITS.reason.max} characters.` }) reason: string,
  ): Promise<StatementLine> {
    return reverseMovement(context, lineId, reason);
  }

  @Query(() => [MovementWords], { description: 'The words by which lines are proposed as movements, as treasurers taught them, newest first. For treasurers and administrators.' })
  async movementWords(@Ctx() context: RequestContext): Promise<MovementWords[]> {
    requireDesk(context);
    return listMovementWords(context);
  }

  @Mutation(() => ID, { description: 'Forgets words by which lines are proposed as movements; returns the id. For treasurers.' })
  async forgetMovementWords(@Ctx() context: RequestContext, @Arg('id', () => ID, { description: 'The rule.' }) id: string): Promise<string> {
    return forgetMovementWords(context, id);
  }

  @Mutation(() => StatementLine, { description: 'Gives money in suspense back to its sender: prepared by a treasurer and, above the limit of releases, signed by a second treasurer or an administrator who asks for the same.' })
  async returnSuspense(@Ctx() context: RequestContext, @Arg('input', () => ReturnSuspenseInput, { description: 'The line, and why.' }) input: ReturnSuspenseInput): Promise<StatementLine> {
    return returnSuspense(context, input);
  }

  @Mutation(() => StatementLine, { description: 'Takes back a return that is not signed yet. For treasurers and administrators.' })
  async keepSuspense(@Ctx() context: RequestContext, @Arg('lineId', () => ID, { description: 'The line.' }) lineId: string): Promise<StatementLine> {
    return keepSuspense(context, lineId);
  }

  @Mutation(() => BankReconciliation, { description: 'Enters what the account held before the first statement, once and for all, on a treasurer\'s word.' })
  async postOpeningBalance(@Ctx() context: RequestContext, @Arg('amount', () => SafeInt, { description: 'Fen, as `bankReconciliation.opening` says.' }) amount: number): Promise<BankReconciliation> {
    await postOpeningBalance(context, amount);
    return context.db.snapshot(reconcile);
  }

  @FieldResolver(() => [StatementFaultShown], { description: 'Why the file was refused; at most twenty of its faults.' })
  faults(@Ctx() context: RequestContext, @Root() statement: Statement): StatementFaultShown[] {
    return statement.faults.map(({ row, key, params }) => ({ row, message: translate(context.language, key, params) }));
  }

  @FieldResolver(() => [StatementFaultShown], { description: 'By what the lines differ from what the file itself says of them, such as its own totals and its period; at most twenty.' })
  notices(@Ctx() context: RequestContext, @Root() statement: Statement): StatementFaultShown[] {
    return statement.notices.map(({ row, key, params }) => ({ row, message: translate(context.language, key, params) }));
  }

  @FieldResolver(() => [StatementFileRow], { description: 'The first rows of its file, among which is the header; empty once it is imported.' })
  async firstRows(@Ctx() context: RequestContext, @Root() statement: Statement): Promise<StatementFileRow[]> {
    return firstRowsOf(context, statement);
  }

  @FieldResolver(() => Int, { description: 'How many rows below the header are left out as no movements.' })
  async rowsLeftOut(@Ctx() context: RequestContext, @Root() { id }: Statement): Promise<number> {
    return (await besideCountsLoader(context).load(id)).leftOut;
  }

  @FieldResolver(() => Int, { description: 'How many rows wait for a treasurer to say what they are.' })
  async rowsWaiting(@Ctx() context: RequestContext, @Root() { id }: Statement): Promise<number> {
    return (await besideCountsLoader(context).load(id)).waiting;
  }

  @FieldResolver(() => StatementCounts, { description: 'How many of its lines stand where.' })
  async counts(@Ctx() context: RequestContext, @Root() { id }: Statement): Promise<StatementCounts> {
    return countsLoader(context).load(id);
  }
}

@Resolver(() => StatementRow)
export class StatementRowResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Who said what it is; null where nobody did.' })
  async decidedBy(@Ctx() context: RequestContext, @Root() { decidedById }: StatementRow): Promise<string | null> {
    return decidedById === null ? null : deciderLoader(context).load(decidedById);
  }
}

@Resolver(() => StatementLine)
export class StatementLineResolver {
  @FieldResolver(() => Pledge, { nullable: true, description: 'The pledge that is proposed; null when none is.' })
  async pledge(@Ctx() context: RequestContext, @Root() { pledgeId }: StatementLine): Promise<Pledge | null> {
    return pledgeId === null ? null : pledgeLoader(context).load(pledgeId);
  }

  @FieldResolver(() => [Pledge], { description: 'Pledges that are proposed beside that one, which add up to the line together.' })
  async furtherPledges(@Ctx() context: RequestContext, @Root() line: StatementLine): Promise<Pledge[]> {
    const pledges = await pledgeLoader(context).loadMany(line.furtherPledgeIds);
    return pledges.filter((pledge): pledge is Pledge => pledge instanceof Pledge);
  }

  @FieldResolver(() => Project, { nullable: true, description: 'The project that the proposed interest is for; null where it is for none.' })
  async movementProject(@Ctx() context: RequestContext, @Root() { movementProjectId }: StatementLine): Promise<Project | null> {
    return movementProjectId === null ? null : projectLoader(context).load(movementProjectId);
  }

  @FieldResolver(() => BankMovement, { nullable: true, description: 'What it was last booked as, reversed or waiting for a signature included; null when it never was.' })
  async movement(@Ctx() context: RequestContext, @Root() { id }: StatementLine): Promise<BankMovement | null> {
    return movementLoader(context).load(id);
  }

  @FieldResolver(() => [MatchReasonShown], { name: 'reasons', description: 'What speaks for or against the proposal.' })
  shownReasons(@Root() line: StatementLine): MatchReasonShown[] {
    return line.matchReasons.map((reason) => Object.assign(new MatchReasonShown(), reason));
  }

  @FieldResolver(() => [BankEntryShown], { description: 'What the ledger has of it.' })
  async entries(@Ctx() context: RequestContext, @Root() { id }: StatementLine): Promise<BankEntryShown[]> {
    return entriesLoader(context).load(id);
  }

  @FieldResolver(() => SuspenseReturn, { nullable: true, description: 'Its way back to the sender; null when it is on none.' })
  async return(@Ctx() context: RequestContext, @Root() { id }: StatementLine): Promise<SuspenseReturn | null> {
    return returnLoader(context).load(id);
  }
}

@Resolver(() => MatchReasonShown)
export class MatchReasonResolver {
  @FieldResolver(() => Pledge, { nullable: true, description: 'The pledge that it is about; null where that is the proposed one, or none.' })
  async pledge(@Ctx() context: RequestContext, @Root() { pledgeId }: MatchReasonShown): Promise<Pledge | null> {
    return pledgeId === undefined ? null : pledgeLoader(context).load(pledgeId);
  }
}

@Resolver(() => BankEntryShown)
export class BankEntryResolver {
  @FieldResolver(() => Pledge, { nullable: true, description: 'The gift that it moved; null for other kinds.' })
  async gift(@Ctx() context: RequestContext, @Root() { sourceKey }: BankEntryShown): Promise<Pledge | null> {
    const id = pledgeOfSource(sourceKey);
    return id === null ? null : pledgeLoader(context).load(id);
  }

  @FieldResolver(() => Milestone, { nullable: true, description: 'The stage that it paid; null for other kinds.' })
  async milestone(@Ctx() context: RequestContext, @Root() { sourceKey }: BankEntryShown): Promise<Milestone | null> {
    const id = stageOfSource(sourceKey);
    return id === null ? null : milestoneLoader(context).load(id);
  }
}

@Resolver(() => BankMovement)
export class BankMovementResolver {
  @FieldResolver(() => Project, { nullable: true, description: 'The project that interest is for; null where it is for none.' })
  async project(@Ctx() context: RequestContext, @Root() { projectId }: BankMovement): Promise<Project | null> {
    return projectId === null ? null : projectLoader(context).load(projectId);
  }

  @FieldResolver(() => Order, { nullable: true, description: 'Who prepared and signed it, and what keeps the viewer from signing; null for all but treasurers and administrators.' })
  order(@Ctx() context: RequestContext, @Root() { id }: BankMovement): Promise<Order | null> | null {
    return decidesOnOrders(context) ? standingOrderOf(context, movementBooking, id) : null;
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer prepared it, and so cannot sign it.' })
  async preparedByViewer(@Ctx() context: RequestContext, @Root() { id }: BankMovement): Promise<boolean> {
    return context.viewer !== null && (await standingOrderOf(context, movementBooking, id))?.preparedById === context.viewer.userId;
  }
}

@Resolver(() => MovementWords)
export class MovementWordsResolver {
  @FieldResolver(() => Project, { nullable: true, description: 'The project that such interest is for; null where it is for none.' })
  async project(@Ctx() context: RequestContext, @Root() { projectId }: MovementWords): Promise<Project | null> {
    return projectId === null ? null : projectLoader(context).load(projectId);
  }
}

@Resolver(() => SuspenseReturn)
export class SuspenseReturnResolver {
  @FieldResolver(() => Boolean, { description: 'Whether the viewer prepared it, and so cannot sign it.' })
  preparedByViewer(@Ctx() context: RequestContext, @Root() { preparedById }: SuspenseReturn): boolean {
    return context.viewer?.userId === preparedById;
  }
}
