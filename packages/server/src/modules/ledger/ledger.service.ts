import { In } from 'typeorm';
import { defineLoader } from '../../context.js';
import { addToCounters } from '../../db/counters.js';
import type { Tx } from '../../db/database.js';
import { newId } from '../../lib/ids.js';
import { FundStatement } from './fund-statement.js';
import { JournalEntry, LedgerAccount, Posting } from './ledger.entity.js';
import { assertBalanced, changesByAccount, fundAccounts, type Line } from './ledger.rules.js';

/** A movement to post. */
export interface NewEntry {
  kind: string;
  /** What caused it; a second entry of the same cause is refused by a unique index. */
  sourceKey: string;
  lines: readonly Line[];
  /** The entry that this one takes back. */
  reversesId?: string;
}

/** Posts one balanced entry and moves the balances of its accounts, in the caller's transaction. */
export async function postEntry(tx: Tx, { kind, sourceKey, lines, reversesId }: NewEntry): Promise<JournalEntry> {
  assertBalanced(lines);
  const entry = tx.manager.create(JournalEntry, { id: newId(tx.now), kind, sourceKey, postedAt: tx.now, reversesId: reversesId ?? null });
  await tx.manager.insert(JournalEntry, entry);
  await tx.manager.insert(Posting, lines.map(({ account, amountFen }, index) => ({ entryId: entry.id, line: index + 1, accountCode: account, amountFen })));
  for (const [code, change] of changesByAccount(lines)) await addToCounters(tx, 'ledger_accounts', { code }, { balance_fen: change });
  return entry;
}

/** The statement of a fund by its id, from the balances of its accounts; all zero before the first gift. */
export const fundStatementLoader = defineLoader<string, FundStatement>(async ({ db }, fundIds) => {
  const codes = fundIds.flatMap((id) => Object.values(fundAccounts(id)));
  const accounts = await db.read.findBy(LedgerAccount, { code: In(codes) });
  const balances = new Map(accounts.map(({ code, balanceFen }) => [code, balanceFen]));
  return fundIds.map((id) => {
    const { received, released, refunded } = fundAccounts(id);
    // Gifts are credits, so the received account's balance is negative; what leaves is a debit.
    return new FundStatement(0 - (balances.get(received) ?? 0), balances.get(released) ?? 0, balances.get(refunded) ?? 0);
  });
});
