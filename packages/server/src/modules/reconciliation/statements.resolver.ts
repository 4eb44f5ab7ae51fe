import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, type Page } from '../../connection.js';
import { may, type RequestContext } from '../../context.js';
import { translate } from '../../messages/index.js';
import { SafeInt } from '../../scalars.js';
import { previewBulk } from './bulk-preview.js';
import { countsLoader, findStatement, listStatements, reconcile } from './reconciliation.queries.js';
import { Statement } from './statement.entities.js';
import {
  BankReconciliation,
  BulkPreview,
  ImportStatementInput,
  StatementConnection,
  StatementCounts,
  StatementFaultShown,
  DecideStatementRowsInput,
  PointAtHeaderInput,
  StatementFileRow,
  StatementRowConnection,
} from './statement.inputs.js';
import { StatementRow } from './statement-row.entity.js';
import {
  confirmStatement,
  discardStatement,
  importStatement,
  matchStatement,
  postOpeningBalance,
  requireDesk,
  suspendStatement,
  firstRowsOf,
  pointAtHeader,
} from './statements.service.js';
import { besideCountsLoader, deciderLoader, decideStatementRows, listStatementRows } from './statement-rows.service.js';
import { seeStatements } from './reconciliation.permissions.js';
import { PersonalData } from '../trace/index.js';

const VERSION =
  'The version of what was shown (`statementBulk`); the act is refused when it would take up anything else now.';

@Resolver(() => Statement)
export class StatementResolver {
  @Query(() => StatementConnection, {
    description:
      'The bank statements of the special account, newest first. Only treasurers and administrators see them.',
  })
  async statements(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<Statement>> {
    requireDesk(context);
    return listStatements(context, page);
  }

  @Query(() => Statement, { nullable: true, description: 'A bank statement; null for viewers who may not see it.' })
  async statement(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the statement.' }) id: string,
  ): Promise<Statement | null> {
    return may(context, seeStatements) ? findStatement(context, id) : null;
  }

  @Query(() => BulkPreview, {
    description: 'What a bulk action on a statement would do now. Only treasurers and administrators see it.',
  })
  async statementBulk(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The statement.' }) id: string,
    @Arg('minConfidence', () => Int, {
      nullable: true,
      description: 'Confirming proposals from this confidence on, 1 to 100. Without it, moving the rest to suspense.',
    })
    minConfidence?: number,
  ): Promise<BulkPreview> {
    requireDesk(context);
    return previewBulk(context, id, minConfidence ?? null);
  }

  @Query(() => StatementRowConnection, {
    description:
      "Rows of a statement's file that are no movements or may be none, in the order of the file. Only treasurers and administrators see them.",
  })
  async statementRows(
    @Ctx() context: RequestContext,
    @Arg('statementId', () => ID, { description: 'The statement.' }) statementId: string,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<StatementRow>> {
    requireDesk(context);
    return listStatementRows(context, statementId, page);
  }

  @Query(() => BankReconciliation, {
    description:
      "Compares the special account in the ledger with the bank's. Only treasurers and administrators see it.",
  })
  async bankReconciliation(@Ctx() context: RequestContext): Promise<BankReconciliation> {
    requireDesk(context);
    return context.db.snapshot(reconcile);
  }

  @Mutation(() => Statement, {
    description:
      'Imports an uploaded file by its columns. Its lines are checked, stored and matched, all or none. Only treasurers may do it.',
  })
  async importStatement(
    @Ctx() context: RequestContext,
    @Arg('input', () => ImportStatementInput, { description: 'The meaning of the columns.' })
    input: ImportStatementInput,
  ): Promise<Statement> {
    return importStatement(context, input);
  }

  @Mutation(() => Statement, {
    description:
      'Sets the row at which the table of an uploaded file begins. The columns are guessed again. Only treasurers may do it.',
  })
  async pointAtHeader(
    @Ctx() context: RequestContext,
    @Arg('input', () => PointAtHeaderInput, { description: 'The row of the header.' }) input: PointAtHeaderInput,
  ): Promise<Statement> {
    return pointAtHeader(context, input);
  }

  @Mutation(() => Statement, {
    description:
      'Decides whether rows of a file are movements, or takes that decision back. It counts at the next import of the file. Only treasurers may do it.',
  })
  async decideStatementRows(
    @Ctx() context: RequestContext,
    @Arg('input', () => DecideStatementRowsInput, { description: 'The rows, and the decision.' })
    input: DecideStatementRowsInput,
  ): Promise<Statement> {
    return decideStatementRows(context, input);
  }

  @Mutation(() => ID, {
    description: 'Discards a file from which nothing was imported. Returns its id. Only treasurers may do it.',
  })
  async discardStatement(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The statement.' }) id: string,
  ): Promise<string> {
    return discardStatement(context, id);
  }

  @Mutation(() => Statement, {
    description: 'Matches the open lines again with the present pledges and ledger. Only treasurers may do it.',
  })
  async matchStatement(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The statement.' }) id: string,
  ): Promise<Statement> {
    return matchStatement(context, id);
  }

  @Mutation(() => Statement, {
    description: 'Confirms every proposal of a statement with at least this confidence. Only treasurers may do it.',
  })
  async confirmStatement(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The statement.' }) id: string,
    @Arg('minConfidence', () => Int, { description: 'From this confidence on, 1 to 100.' }) minConfidence: number,
    @Arg('version', () => String, { nullable: true, description: VERSION }) version?: string,
  ): Promise<Statement> {
    return confirmStatement(context, id, minConfidence, version ?? null);
  }

  @Mutation(() => Statement, {
    description: 'Books all open incoming money of a statement as suspense. Only treasurers may do it.',
  })
  async suspendStatement(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The statement.' }) id: string,
    @Arg('version', () => String, { nullable: true, description: VERSION }) version?: string,
  ): Promise<Statement> {
    return suspendStatement(context, id, version ?? null);
  }

  @Mutation(() => BankReconciliation, {
    description:
      "Books what the account held before the first statement. It can be done once, on a treasurer's responsibility.",
  })
  async postOpeningBalance(
    @Ctx() context: RequestContext,
    @Arg('amount', () => SafeInt, { description: 'The amount in fen, equal to `bankReconciliation.opening`.' })
    amount: number,
  ): Promise<BankReconciliation> {
    await postOpeningBalance(context, amount);
    return context.db.snapshot(reconcile);
  }

  @FieldResolver(() => [StatementFaultShown], {
    description: 'Why the file was refused: at most twenty faults.',
  })
  faults(@Ctx() context: RequestContext, @Root() statement: Statement): StatementFaultShown[] {
    return statement.faults.map(({ row, key, params }) => ({ row, message: translate(context.language, key, params) }));
  }

  @FieldResolver(() => [StatementFaultShown], {
    description:
      'Differences between the lines and what the file states about them, such as totals and period: at most twenty.',
  })
  notices(@Ctx() context: RequestContext, @Root() statement: Statement): StatementFaultShown[] {
    return statement.notices.map(({ row, key, params }) => ({
      row,
      message: translate(context.language, key, params),
    }));
  }

  @PersonalData({ seenWith: seeStatements })
  @FieldResolver(() => [StatementFileRow], {
    description: 'The first rows of the file, one of which is the header; empty after the import.',
  })
  async firstRows(@Ctx() context: RequestContext, @Root() statement: Statement): Promise<StatementFileRow[]> {
    return firstRowsOf(context, statement);
  }

  @FieldResolver(() => Int, {
    description: 'The number of rows below the header that are left out, because they are no movements.',
  })
  async rowsLeftOut(@Ctx() context: RequestContext, @Root() { id }: Statement): Promise<number> {
    return (await besideCountsLoader(context).load(id)).leftOut;
  }

  @FieldResolver(() => Int, {
    description: 'The number of rows for which a treasurer has to decide whether they are movements.',
  })
  async rowsWaiting(@Ctx() context: RequestContext, @Root() { id }: Statement): Promise<number> {
    return (await besideCountsLoader(context).load(id)).waiting;
  }

  @FieldResolver(() => StatementCounts, { description: "The number of the statement's lines in each state." })
  async counts(@Ctx() context: RequestContext, @Root() { id }: Statement): Promise<StatementCounts> {
    return countsLoader(context).load(id);
  }
}

@Resolver(() => StatementRow)
export class StatementRowResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The person who decided what the row is; null when nobody did.',
  })
  async decidedBy(@Ctx() context: RequestContext, @Root() { decidedById }: StatementRow): Promise<string | null> {
    return decidedById === null ? null : deciderLoader(context).load(decidedById);
  }
}
