import type { EntityManager } from 'typeorm';
import type { Tx } from '../../db/database.js';
import { findRows, insertRows, sqlIn } from '../../db/rows.js';
import { newId } from '../../lib/ids.js';
import { linkKnownEntries } from './known-entries.js';
import type { ParsedLine } from './lines.rules.js';
import type { Proposal } from './matching.rules.js';
import type { ReadStatement } from './read-statement.js';
import { lineSearch } from './reconciliation.search.js';
import type { BesideRow } from './row-verdicts.rules.js';
import { statementCounters } from './statement-counters.js';
import { storeRowsBeside } from './statement-rows.service.js';
import { StatementLineStatus, StatementState } from './statement.enums.js';
import { LAYOUT_VERSION, Statement, StatementLayout, StatementLine } from './statement.entities.js';
import { columnsOf } from './stored-proposals.js';
import { TimeSlice } from './time-slice.js';

/** Keys in one query. */
const SOME = 500;

export interface LineToStore {
  readonly line: ParsedLine;
  readonly key: string;
  readonly proposal: Proposal;
}

/** Stores the lines of a batch that no earlier file contained, and links them to entries in the ledger. */
export async function storeBatch(
  tx: Tx,
  statement: Statement,
  batch: readonly LineToStore[],
  done: number,
  total: number,
): Promise<void> {
  const known = await findKnown(
    tx.manager,
    batch.map(({ key }) => key),
  );
  const fresh = batch
    .filter(({ key }) => !known.has(key))
    .map(({ line, key, proposal }) =>
      Object.assign(new StatementLine(), {
        id: newId(tx.now),
        statementId: statement.id,
        rowNumberInFile: line.row,
        lineKey: key,
        bookedAt: line.bookedAt,
        amountFen: line.amountFen,
        balanceFen: line.balanceFen,
        name: line.name,
        account: line.account,
        remark: line.text,
        searchText: lineSearch(line.text, line.name),
        serial: line.serial,
        status: StatementLineStatus.OPEN,
        suspenseFen: 0,
        ...columnsOf(proposal),
      }),
    );
  insertRows(tx, StatementLine, fresh);
  await linkKnownEntries(tx, fresh);
  statementCounters.change(tx, { id: statement.id }, { new_lines: fresh.length });
  await tx.manager.update(Statement, { id: statement.id }, { total, done });
}

export async function finishStoring(
  tx: Tx,
  statement: Statement,
  { lines, openingFen, closingFen, notices }: ReadStatement,
  beside: readonly BesideRow[],
): Promise<void> {
  const { id, layoutKey, columnRoles, moneyUnit } = statement;
  await storeRowsBeside(tx, id, beside);
  await tx.manager.update(
    Statement,
    { id },
    {
      state: StatementState.READY,
      lineCount: lines.length,
      firstAt: lines[0]!.bookedAt,
      lastAt: lines.at(-1)!.bookedAt,
      openingFen,
      closingFen,
      noticesJson: JSON.stringify(notices),
      preview: '[]',
      askedById: null,
    },
  );
  await tx.manager.save(StatementLayout, {
    layoutKey,
    columnRoles,
    moneyUnit,
    version: LAYOUT_VERSION,
    usedAt: tx.now,
  });
}

/** Returns those `keys` that are stored already. */
export async function findKnown(manager: EntityManager, keys: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>();
  const slice = new TimeSlice();
  for (let start = 0; start < keys.length; start += SOME) {
    const some = keys.slice(start, start + SOME);
    for (const { lineKey } of await findRows(manager, StatementLine, sqlIn('line_key', some), some, ['lineKey']))
      known.add(lineKey);
    if (slice.isOver) await slice.pause();
  }
  return known;
}
