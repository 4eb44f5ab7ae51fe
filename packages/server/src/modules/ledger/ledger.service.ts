import { In, type EntityManager } from 'typeorm';
import { defineLoader } from '../../context.js';
import { addToCounters } from '../../db/counters.js';
import { fromSqlTime } from '../../db/columns.js';
import type { Question, Tx } from '../../db/database.js';
import { findRows, insertRows, places } from '../../db/rows.js';
import { shanghaiDay } from '../../lib/days.js';
import { newId } from '../../lib/ids.js';
import { FundStatement } from './fund-statement.js';
import { JournalEntry, LedgerAccount, Posting } from './ledger.entity.js';
import { assertBalanced, assertDeedDay, assertOwnWords, changesByAccount, fundAccounts, OPENING_SOURCE, type Line } from './ledger.rules.js';

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
  /** The day in Shanghai on which the money moved; today without it. */
  day?: string;
}

/** Posts one balanced entry and moves the balances of its accounts, in the caller's transaction. Answers its id. */
export const postEntry = async (tx: Tx, entry: NewEntry): Promise<string> => (await postEntries(tx, [entry]))[0]!;

/** Posts several at once: rows in few statements, and each account's balance moved once. Answers their ids, in the same order. */
export async function postEntries(tx: Tx, entries: readonly NewEntry[]): Promise<string[]> {
  const journal: Partial<JournalEntry>[] = [];
  const postings: Partial<Posting>[] = [];
  const today = shanghaiDay(tx.now);
  for (const entry of entries) {
    const { kind, sourceKey, document, lines, reversesId, day = today } = entry;
    assertBalanced(lines);
    assertOwnWords(entry);
    assertDeedDay(day, today);
    const id = newId(tx.now);
    journal.push({ id, kind, sourceKey, document: document ?? null, postedAt: tx.now, deedDay: day === today ? null : day, reversesId: reversesId ?? null });
    lines.forEach(({ account, amountFen }, index) => postings.push({ entryId: id, line: index + 1, accountCode: account, amountFen }));
  }
  insertRows(tx, JournalEntry, journal);
  insertRows(tx, Posting, postings);
  for (const { account, amountFen, days } of changesByAccount(entries.flatMap(({ lines, day = today }) => lines.map((line) => ({ ...line, day }))))) {
    // Also for an account that ends where it was: its row is the lock under which its days change.
    await addToCounters(tx, 'ledger_accounts', { code: account }, { balance_fen: amountFen });
    for (const [day, change_fen] of days) await addToCounters(tx, 'ledger_days', { account_code: account, day }, { change_fen });
  }
  return journal.map(({ id }) => id!);
}

/** The day in Shanghai on which the money of an entry moved. */
export const dayOfDeed = ({ postedAt, deedDay }: Pick<JournalEntry, 'postedAt' | 'deedDay'>): string => deedDay ?? shanghaiDay(postedAt);

/** An entry as it was posted. */
export interface PostedEntry {
  readonly id: string;
  readonly lines: readonly Line[];
  /** The day in Shanghai on which the money moved. */
  readonly day: string;
}

/** The entries with these source keys, by their keys: what a reversal has to know of what it takes back. */
export async function findEntries(manager: EntityManager, sourceKeys: readonly string[]): Promise<Map<string, PostedEntry>> {
  const entries = await manager.find(JournalEntry, { select: { id: true, sourceKey: true, postedAt: true, deedDay: true }, where: { sourceKey: In([...sourceKeys]) } });
  const postings = await manager.find(Posting, { where: { entryId: In(entries.map(({ id }) => id)) }, order: { line: 'ASC' } });
  const lines = new Map<string, Line[]>(entries.map(({ id }) => [id, []]));
  for (const { entryId, accountCode, amountFen } of postings) lines.get(entryId)!.push({ account: accountCode, amountFen });
  return new Map(entries.map((entry) => [entry.sourceKey, { id: entry.id, lines: lines.get(entry.id)!, day: dayOfDeed(entry) }]));
}

/** Asks for the day whose end the books of the special account begin with: that of its opening balance; none before that was entered. */
export const openingDay: Question<string[]> = {
  sql: 'SELECT posted_at, deed_day FROM journal_entries WHERE source_key = ?',
  values: [OPENING_SOURCE],
  read: (rows) => rows.map(({ posted_at, deed_day }) => dayOfDeed({ postedAt: fromSqlTime(posted_at as Date | string), deedDay: deed_day as string | null })),
};

/** The statements of funds by their ids, from the balances of their accounts; all zero before the first gift. */
export async function readFundStatements(manager: EntityManager, fundIds: readonly string[]): Promise<Map<string, FundStatement>> {
  const codes = fundIds.flatMap((id) => Object.values(fundAccounts(id)));
  const accounts = await findRows(manager, LedgerAccount, `code IN ${places(codes)}`, codes);
  const balances = new Map(accounts.map(({ code, balanceFen }) => [code, balanceFen]));
  return new Map(fundIds.map((id) => {
    const { received, released, refunded } = fundAccounts(id);
    // Gifts are credits, so the received account's balance is negative; what leaves is a debit.
    return [id, new FundStatement(0 - (balances.get(received) ?? 0), balances.get(released) ?? 0, balances.get(refunded) ?? 0)];
  }));
}

export const fundStatementLoader = defineLoader<string, FundStatement>(async ({ db }, fundIds) => {
  const statements = await readFundStatements(db.read, fundIds);
  return fundIds.map((id) => statements.get(id)!);
});
