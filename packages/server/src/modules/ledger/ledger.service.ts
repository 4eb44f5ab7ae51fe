import { In, type EntityManager } from 'typeorm';
import { defineLoader } from '../../context.js';
import { fromSqlTime } from '../../db/columns.js';
import type { RowQuery, Tx } from '../../db/database.js';
import { findRows, insertRows, sqlIn } from '../../db/rows.js';
import { shanghaiDay } from '../../lib/days.js';
import { newId } from '../../lib/ids.js';
import { readAccountCode, type FundPart } from './account-kinds.js';
import { accountBalances, accountDays } from './balances.js';
import { entryKinds } from './entry-kinds.js';
import { FundStatement } from './fund-statement.js';
import { JournalEntry, LedgerAccount, Posting } from './ledger.entity.js';
import {
  assertBalanced,
  assertDeedDay,
  assertOwnWords,
  changesByAccount,
  fundAccounts,
  OPENING_SOURCE,
  type Line,
} from './ledger.rules.js';

/** A movement to post. */
export interface NewEntry {
  /** The name of a declared kind. */
  kind: string;
  /** The cause of the movement. A unique index refuses a second entry with the same cause. */
  sourceKey: string;
  /** The number of the paper behind it, such as the receipt of a gift. */
  document?: string;
  lines: readonly Line[];
  /** The entry that this one reverses. */
  reversesId?: string;
  /** The day in Shanghai on which the money moved; today when not given. */
  day?: string;
}

/** Posts one balanced entry and changes the balances of its accounts, in the caller's transaction. Returns its id. */
export const postEntry = async (tx: Tx, entry: NewEntry): Promise<string> => (await postEntries(tx, [entry]))[0]!;

/**
 * Posts several entries with few statements, and changes each account's balance once. Returns their ids in the order of
 * `entries`.
 */
export async function postEntries(tx: Tx, entries: readonly NewEntry[]): Promise<string[]> {
  const journal: Partial<JournalEntry>[] = [];
  const postings: Partial<Posting>[] = [];
  const today = shanghaiDay(tx.now);
  for (const entry of entries) {
    const { kind, sourceKey, document, lines, reversesId, day = today } = entry;
    entryKinds.get(kind);
    assertBalanced(lines);
    assertOwnWords(entry);
    assertDeedDay(day, today);
    const id = newId(tx.now);
    journal.push({
      id,
      kind,
      sourceKey,
      document: document ?? null,
      postedAt: tx.now,
      deedDay: day === today ? null : day,
      reversesId: reversesId ?? null,
    });
    lines.forEach(({ account, amountFen }, index) =>
      postings.push({ entryId: id, line: index + 1, accountCode: account, amountFen }),
    );
  }
  insertRows(tx, JournalEntry, journal);
  insertRows(tx, Posting, postings);
  for (const { account, amountFen, days } of changesByAccount(
    entries.flatMap(({ lines, day = today }) => lines.map((line) => ({ ...line, day }))),
  )) {
    const { kind, ownerKind, ownerId, fundId, part } = readAccountCode(account);
    // Runs even when the balance stays equal, because the account's row is the lock under which its days change.
    await accountBalances.add(
      tx,
      { code: account },
      { balance_fen: amountFen },
      { kind, owner_kind: ownerKind, owner_id: ownerId, fund_id: fundId, part },
    );
    for (const [day, change_fen] of days) await accountDays.add(tx, { account_code: account, day }, { change_fen });
  }
  return journal.map(({ id }) => id!);
}

/** The day in Shanghai on which the money of an entry moved. */
export const dayOfDeed = ({ postedAt, deedDay }: Pick<JournalEntry, 'postedAt' | 'deedDay'>): string =>
  deedDay ?? shanghaiDay(postedAt);

/** An entry as it was posted. */
export interface PostedEntry {
  readonly id: string;
  readonly lines: readonly Line[];
  /** The day in Shanghai on which the money moved. */
  readonly day: string;
}

/** Returns the entries with these source keys, by source key: the data that a reversal needs. */
export async function findEntries(
  manager: EntityManager,
  sourceKeys: readonly string[],
): Promise<Map<string, PostedEntry>> {
  const entries = await manager.find(JournalEntry, {
    select: { id: true, sourceKey: true, postedAt: true, deedDay: true },
    where: { sourceKey: In([...sourceKeys]) },
  });
  const postings = await manager.find(Posting, {
    where: { entryId: In(entries.map(({ id }) => id)) },
    order: { line: 'ASC' },
  });
  const lines = new Map<string, Line[]>(entries.map(({ id }) => [id, []]));
  for (const { entryId, accountCode, amountFen } of postings)
    lines.get(entryId)!.push({ account: accountCode, amountFen });
  return new Map(
    entries.map((entry) => [entry.sourceKey, { id: entry.id, lines: lines.get(entry.id)!, day: dayOfDeed(entry) }]),
  );
}

/**
 * The query for the opening day of the special account: its books begin with the end of this day, the day of the
 * opening balance. It finds nothing before an opening balance was entered.
 */
export const openingDay: RowQuery<string[]> = {
  sql: 'SELECT posted_at, deed_day FROM journal_entries WHERE source_key = ?',
  values: [OPENING_SOURCE],
  read: (rows) =>
    rows.map(({ posted_at, deed_day }) =>
      dayOfDeed({ postedAt: fromSqlTime(posted_at as Date | string), deedDay: deed_day as string | null }),
    ),
};

const statementOf = (balances: Partial<Record<FundPart, number>>): FundStatement =>
  // Money that comes in is a credit, so the balance of the account `received` is negative. Money that leaves is a
  // debit.
  new FundStatement(0 - (balances.received ?? 0), balances.released ?? 0, balances.refunded ?? 0);

/**
 * Returns the statements of funds that have the ids of their owners, by these ids. All figures are zero before the
 * first posting.
 */
export async function readFundStatements(
  manager: EntityManager,
  fundIds: readonly string[],
): Promise<Map<string, FundStatement>> {
  const codes = fundIds.flatMap((id) => Object.values(fundAccounts(id)));
  const accounts = await findRows(manager, LedgerAccount, sqlIn('code', codes), codes);
  const balances = new Map<string, Partial<Record<FundPart, number>>>();
  for (const { fundId, part, balanceFen } of accounts)
    balances.set(fundId!, { ...balances.get(fundId!), [part!]: balanceFen });
  return new Map(fundIds.map((id) => [id, statementOf(balances.get(id) ?? {})]));
}

export const fundStatementLoader = defineLoader<string, FundStatement>(async ({ db }, fundIds) => {
  const statements = await readFundStatements(db.read, fundIds);
  return fundIds.map((id) => statements.get(id)!);
});
