import type { Tx } from '../../db/database.js';
import { sqlIn, insertRows } from '../../db/rows.js';
import { shanghaiDay } from '../../lib/days.js';
import { postEntries, SPECIAL_BANK_ACCOUNT, SUSPENSE_ACCOUNT } from '../ledger/index.js';
import { suspenseReceived } from './bank-entry-kinds.js';
import { dropPreparedMovements, NOTHING_PROPOSED } from './known-entries.js';
import { StatementLineStatus } from './statement.enums.js';
import { StatementLink, SuspenseMove, type StatementLine } from './statement.entities.js';
import { sourceOfSuspense } from './suspense.rules.js';

/** Returns the day of a line. Returns the day of `now` when the bank's clock is ahead of the server's. */
export const dayOfLine = ({ bookedAt }: Pick<StatementLine, 'bookedAt'>, now: Date): string =>
  shanghaiDay(bookedAt > now ? now : bookedAt);

/** Posts open incoming lines as money in suspense. The caller has locked the lines. */
export async function suspendLines(tx: Tx, lines: readonly StatementLine[]): Promise<void> {
  if (lines.length === 0) return;
  const entryIds = await postEntries(
    tx,
    lines.map((line) => ({
      kind: suspenseReceived.name,
      sourceKey: sourceOfSuspense(line.id),
      day: dayOfLine(line, tx.now),
      lines: [
        { account: SPECIAL_BANK_ACCOUNT, amountFen: line.amountFen },
        { account: SUSPENSE_ACCOUNT, amountFen: -line.amountFen },
      ],
    })),
  );
  const rows = lines.map(({ id }, index) => ({ entryId: entryIds[index]!, lineId: id }));
  insertRows(tx, StatementLink, rows);
  insertRows(tx, SuspenseMove, rows);
  const ids = lines.map(({ id }) => id);
  await dropPreparedMovements(tx, ids);
  tx.defer(
    `UPDATE statement_lines SET status = '${StatementLineStatus.SUSPENSE}', suspense_fen = amount_fen, ${NOTHING_PROPOSED} WHERE ${sqlIn('id', ids)}`,
    ids,
  );
}
