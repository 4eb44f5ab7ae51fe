import { In } from 'typeorm';
import { defineLoader } from '../../context.js';
import { addToCounters } from '../../db/counters.js';
import type { Tx } from '../../db/database.js';
import { insertRows } from '../../db/insert-rows.js';
import { newId } from '../../lib/ids.js';
import { FundStatement } from './fund-statement.js';
import { JournalEntry, LedgerAccount, Posting } from './ledger.entity.js';
import { assertBalanced, changesByAccount, fundAccounts, type Line } from './ledger.rules.js';

/** A movement to post. */
export interface NewEntry {
  kind: string;
  /** What caused it; a second entry of the same cause is refused by a unique index. */
  sourceKey: string;
  /** The number of the paper behind it, such as the receipt of a gift. */
  document?: string;
  lines: readonly Line[];
  /** The entry that this one takes back. */
  reversesId?: string;
}

/** Posts one balanced entry and moves the balances of its accounts, in the caller's transaction. */
export const postEntry = (tx: Tx, entry: NewEntry): Promise<void> => postEntries(tx, [entry]);

/** Posts several at once: rows in few statements, and each account's balance moved once. */
export async function postEntries(tx: Tx, entries: readonly NewEntry[]): Promise<void> {
  const journal: Partial<JournalEntry>[] = [];
  const postings: Partial<Posting>[] = [];
  for (const { kind, sourceKey, document, lines, reversesId } of entries) {
    assertBalanced(lines);
    const id = newId(tx.now);
    journal.push({ id, kind, sourceKey, document: document ?? null, postedAt: tx.now, reversesId: reversesId ?? null });
    lines.forEach(({ account, amountFen }, index) => postings.push({ entryId: id, line: index + 1, accountCode: account, amountFen }));
  }
  await insertRows(tx, JournalEntry, journal);
  await insertRows(tx, Posting, postings);
  for (const [code, change] of changesByAccount(entries.flatMap(({ lines }) => lines))) {
    if (change !== 0) await addToCounters(tx, 'ledger_accounts', { code }, { balance_fen: change });
  }
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
