import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { RowQuery, Tx } from '../../db/database.js';
import { findRows, lockedRowsOf, sqlIn } from '../../db/rows.js';
import { StatementLineStatus } from './statement.enums.js';
import { StatementLine } from './statement.entities.js';

/** Rows in one query that locks nothing. */
const SOME = 500;

/** Returns the lines whose money came in. */
export const incoming = <L extends { amountFen: number }>(lines: readonly L[]): L[] =>
  lines.filter(({ amountFen }) => amountFen > 0);

export const isOpen = ({ status }: StatementLine): boolean => status === StatementLineStatus.OPEN;

/** Reads and locks lines, in the order of their ids. */
export const linesLock = (tx: Tx, ids: readonly string[]): RowQuery<StatementLine[]> =>
  lockedRowsOf(tx, StatementLine, `${sqlIn('id', ids)} ORDER BY id`, ids);

export const lockLines = async (tx: Tx, ids: readonly string[]): Promise<StatementLine[]> =>
  (await tx.query(linesLock(tx, ids)))[0];

const OPEN_LINE = ['id', 'confidence', 'amountFen', 'remark', 'name', 'bookedAt'] as const;
export type OpenLine = Pick<StatementLine, (typeof OPEN_LINE)[number]>;

/**
 * Yields the open lines of a statement whose proposal has at least this confidence, in batches, in the order of their
 * index.
 */
export async function* openLines(
  manager: EntityManager,
  statementId: string,
  confidence = 0,
): AsyncGenerator<OpenLine[]> {
  for (let last = { confidence, id: '' }; ;) {
    const some = await findRows(
      manager,
      StatementLine,
      `statement_id = ? AND status = 'OPEN' AND confidence >= ? AND (confidence > ? OR id > ?) ORDER BY confidence, id LIMIT ${SOME}`,
      [statementId, last.confidence, last.confidence, last.id],
      OPEN_LINE,
    );
    if (some.length === 0) return;
    yield some;
    last = some.at(-1)!;
    await endOfTurn();
  }
}
