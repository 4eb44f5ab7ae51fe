import type { Tx } from '../../db/database.js';
import { among, insertRows } from '../../db/rows.js';
import { shanghaiDay } from '../../lib/days.js';
import { postEntries, SPECIAL_BANK_ACCOUNT, SUSPENSE_ACCOUNT } from '../ledger/index.js';
import { dropPreparedMovements, NOTHING_PROPOSED } from './known-entries.js';
import { StatementLineStatus } from './statement.enums.js';
import { StatementLink, SuspenseMove, type StatementLine } from './statement.entities.js';
import { sourceOfSuspense } from './suspense.rules.js';

/** The day of a line; that of `now` where the bank's clock is ahead of ours. */
export const dayOfLine = ({ bookedAt }: Pick<StatementLine, 'bookedAt'>, now: Date): string => shanghaiDay(bookedAt > now ? now : bookedAt);

/** Enters open incoming lines, which the caller has locked, as money that is nobody's gift yet. */
export async function suspendLines(tx: Tx, lines: readonly StatementLine[]): Promise<void> {
  if (lines.length === 0) return;
  const entryIds = await postEntries(tx, lines.map((line) => ({
    kind: 'SUSPENSE_RECEIVED',
    sourceKey: sourceOfSuspense(line.id),
    day: dayOfLine(line, tx.now),
    lines: [{ account: SPECIAL_BANK_ACCOUNT, amountFen: line.amountFen }, { account: SUSPENSE_ACCOUNT, amountFen: -line.amountFen }],
  })));
  const rows = lines.map(({ id }, index) => ({ entryId: entryIds[index]!, lineId: id }));
  insertRows(tx, StatementLink, rows);
  insertRows(tx, SuspenseMove, rows);
  const ids = lines.map(({ id }) => id);
  await dropPreparedMovements(tx, ids);
  tx.defer(`UPDATE statement_lines SET status = '${StatementLineStatus.SUSPENSE}', suspense_fen = amount_fen, ${NOTHING_PROPOSED} WHERE ${among('id', ids)}`, ids);
}
