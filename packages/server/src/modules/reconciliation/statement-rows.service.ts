import { In, IsNull, Not } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, type RequestContext, requirePermission } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { insertRows, sqlIn } from '../../db/rows.js';
import { badInput, invalidState, notFound } from '../../errors.js';
import { readId, readList } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { namesOf } from '../identity/index.js';
import type { BesideRow } from './row-verdicts.rules.js';
import { BesideReason, CHOOSING, RowDecision } from './statement.enums.js';
import { Statement } from './statement.entities.js';
import { StatementRow } from './statement-row.entity.js';
import type { DecideStatementRowsInput } from './statement.inputs.js';
import { LIMITS } from './statement.limits.js';
import { FILE_LIMITS } from './statement-table.js';
import { STATEMENTS } from './reconciliation.topics.js';
import { keepStatements } from './reconciliation.permissions.js';
import { record } from '../trace/index.js';
import { rowsDecided } from './reconciliation.trace.js';

/** Returns the treasurers' decisions on the rows of a statement. */
export async function decisionsOf(manager: Tx['manager'], statementId: string): Promise<Map<number, RowDecision>> {
  const decided = await manager.findBy(StatementRow, { statementId, decision: Not(IsNull()) });
  return new Map(decided.map(({ rowNumberInFile, decision }) => [rowNumberInFile, decision!]));
}

/**
 * Stores the rows that are not movements, as they were read now. A treasurer's decision on a row stays, with its
 * original reason.
 */
export async function storeRowsBeside(tx: Tx, statementId: string, beside: readonly BesideRow[]): Promise<void> {
  await tx.manager.delete(StatementRow, { statementId, decision: IsNull() });
  const decided = new Map(
    (await tx.manager.findBy(StatementRow, { statementId })).map((row) => [row.rowNumberInFile, row]),
  );
  const fresh: StatementRow[] = [];
  for (const { row, text, amountFen, reason, undecided } of beside) {
    const known = decided.get(row);
    if (known === undefined)
      fresh.push(
        Object.assign(new StatementRow(), {
          id: newId(tx.now),
          statementId,
          rowNumberInFile: row,
          content: text,
          amountFen,
          reason,
          undecided,
          decision: null,
          decidedById: null,
          decidedAt: null,
        }),
      );
    else if (known.content === '')
      await tx.manager.update(StatementRow, { id: known.id }, { content: text, amountFen });
  }
  insertRows(tx, StatementRow, fresh);
}

/** Returns the rows of a statement that are not movements or may not be, in the order of the file. */
export const listStatementRows = (
  context: RequestContext,
  statementId: string,
  args: PageArgs,
): Promise<Page<StatementRow>> =>
  paginate(
    context.db.read.createQueryBuilder(StatementRow, 'row').where('row.statementId = :statementId', { statementId }),
    [
      { column: 'row.rowNumberInFile', of: ({ rowNumberInFile }: StatementRow) => rowNumberInFile, direction: 'ASC' },
      { column: 'row.id', of: ({ id }: StatementRow) => id, direction: 'ASC' },
    ],
    args,
  );

interface BesideCounts {
  readonly leftOut: number;
  readonly waiting: number;
}

/** Loads how many rows of a statement are left out, and how many wait for a treasurer. */
export const besideCountsLoader = defineLoader<string, BesideCounts>(async ({ db }, ids) => {
  const rows: { statement_id: string; left_out: number | string; waiting: number | string }[] = await db.read.query(
    `SELECT statement_id, SUM(CASE WHEN (decision IS NULL AND undecided = 0) OR decision = '${RowDecision.NO_MOVEMENT}' THEN 1 ELSE 0 END) AS left_out,
      SUM(CASE WHEN decision IS NULL AND undecided = 1 THEN 1 ELSE 0 END) AS waiting
    FROM statement_rows WHERE ${sqlIn('statement_id', ids)} GROUP BY statement_id`,
    [...ids],
  );
  const found = new Map(
    rows.map(({ statement_id, left_out, waiting }) => [
      statement_id,
      { leftOut: Number(left_out), waiting: Number(waiting) },
    ]),
  );
  return ids.map((id) => found.get(id) ?? { leftOut: 0, waiting: 0 });
});

/** Loads the names of those who decided. */
export const deciderLoader = defineLoader<string, string | null>(async (context, ids) => {
  const names = await namesOf(context, ids);
  return ids.map((id) => names.get(id) ?? null);
});

/**
 * Records a treasurer's decision whether rows are movements, or removes it. The decision takes effect at the next
 * import of the file and stays on record with it.
 */
export async function decideStatementRows(
  context: RequestContext,
  input: DecideStatementRowsInput,
): Promise<Statement> {
  const { userId } = requirePermission(context, keepStatements);
  const id = readId('id', input.id);
  const rows = [...new Set(readList('rows', input.rows, LIMITS.decided))];
  const decision = input.decision ?? null;
  return context.db.transact(async (tx) => {
    tx.changed(STATEMENTS);
    const statement = await tx.lock(Statement, { id });
    if (statement === null) throw notFound('id');
    if (!CHOOSING.includes(statement.state)) throw invalidState('statement.wrongState', { state: statement.state });
    const outside = rows.findIndex((row) => row <= statement.headerRow || row > FILE_LIMITS.rows);
    if (outside !== -1) throw badInput(`rows.${outside}`, 'statement.notBelowHeader', { row: statement.headerRow });
    record(tx, context, rowsDecided, { subject: id, after: { rows: rows.length, decision } });
    const known = await tx.manager.findBy(StatementRow, { statementId: id, rowNumberInFile: In(rows) });
    const said =
      decision === null
        ? { decision, decidedById: null, decidedAt: null }
        : { decision, decidedById: userId, decidedAt: tx.now };
    if (known.length > 0) await tx.manager.update(StatementRow, { id: In(known.map((row) => row.id)) }, said);
    const unknown =
      decision === null ? [] : rows.filter((row) => !known.some(({ rowNumberInFile }) => rowNumberInFile === row));
    // The row is not stored yet, because it looks like a normal movement. The next reading of the file fills in its
    // text.
    insertRows(
      tx,
      StatementRow,
      unknown.map((row) =>
        Object.assign(new StatementRow(), {
          id: newId(tx.now),
          statementId: id,
          rowNumberInFile: row,
          content: '',
          amountFen: null,
          reason: BesideReason.DECIDED,
          undecided: false,
          ...said,
        }),
      ),
    );
    return statement;
  });
}
