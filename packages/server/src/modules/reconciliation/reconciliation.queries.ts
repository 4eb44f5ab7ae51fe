import { Brackets, In, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { Bundle } from '../../bundle.js';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, type RequestContext } from '../../context.js';
import { fromSqlTime, sqlTime } from '../../db/columns.js';
import { rowsByKey } from '../../db/keyed-rows.js';
import { hasAllWords } from '../../db/search-conditions.js';
import { readSearch } from '../../input.js';
import { isId } from '../../lib/ids.js';
import { addDays, shanghaiDay } from '../../lib/days.js';
import { searchedFen, toFen } from '../../lib/money.js';
import {
  dayOfDeed,
  JournalEntry,
  LedgerAccount,
  OPENING_SOURCE,
  Posting,
  SPECIAL_BANK_ACCOUNT,
  undoingKinds,
} from '../ledger/index.js';
import type { Order } from '../orders/index.js';
import { movementBooking, movementReversal } from './movement-order.js';
import { StatementLineStatus } from './statement.enums.js';
import {
  BankMovement,
  MovementWords,
  Statement,
  StatementLine,
  StatementLink,
  SuspenseMove,
  SuspenseReturn,
} from './statement.entities.js';
import { suspenseReturn } from './suspense-order.js';
import { BankEntryShown, BankReconciliation, StatementCounts } from './statement.inputs.js';
import { sqlIn } from '../../db/rows.js';

export const findStatement = (context: RequestContext, id: string): Promise<Statement | null> =>
  isId(id) ? context.db.read.findOneBy(Statement, { id }) : Promise.resolve(null);

/** Returns all statements, newest first. */
export const listStatements = (context: RequestContext, args: PageArgs): Promise<Page<Statement>> =>
  paginate(
    context.db.read.createQueryBuilder(Statement, 'statement'),
    [{ column: 'statement.id', of: ({ id }) => id, direction: 'DESC' }],
    args,
  );

export interface LineFilter {
  statementId: string | null;
  statuses: readonly StatementLineStatus[] | null;
  search: string | null;
}

/** Returns lines in the order of booking. When only open lines are asked for, those that need a decision come first. */
export function listLines(
  context: RequestContext,
  { statementId, statuses, search }: LineFilter,
  args: PageArgs,
): Promise<Page<StatementLine>> {
  const query = context.db.read.createQueryBuilder(StatementLine, 'line').where('1 = 1');
  if (statementId !== null) query.andWhere('line.statementId = :statementId', { statementId });
  if (statuses !== null) query.andWhere('line.status IN (:...statuses)', { statuses });
  const term = readSearch(search);
  if (term !== null) {
    const fen = searchedFen(term);
    query.andWhere(
      new Brackets((where) => {
        where
          .where(hasAllWords(term, 'line.searchText'))
          .orWhere('line.serial IN (:...serials)', { serials: [...new Set([term, term.normalize('NFKC')])] });
        if (fen !== null) where.orWhere('line.amountFen = :fen', { fen });
      }),
    );
  }
  const surestFirst = statuses?.length === 1 && statuses[0] === StatementLineStatus.OPEN;
  return paginate(
    query,
    [
      ...(surestFirst
        ? [{ column: 'line.confidence', of: ({ confidence }: StatementLine) => confidence, direction: 'DESC' as const }]
        : []),
      { column: 'line.id', of: ({ id }) => id, direction: 'ASC' },
    ],
    args,
  );
}

const bundle = (count: number | string | null | undefined, sum: number | string | null | undefined): Bundle =>
  Object.assign(new Bundle(), { count: Number(count ?? 0), sum: toFen(sum ?? 0) });

/** Returns the kinds of entries that reverse others, for SQL. */
const undoing = (): string =>
  undoingKinds()
    .map((kind) => `'${kind}'`)
    .join(', ');

/** SQL for entries on the special account that are linked to no line and not reversed. */
const UNLINKED = (): string => `FROM postings p JOIN journal_entries e ON e.id = p.entry_id
  LEFT JOIN statement_links l ON l.entry_id = e.id
  LEFT JOIN journal_entries taken_back ON taken_back.reverses_id = e.id AND taken_back.kind IN (${undoing()})
  WHERE p.account_code = '${SPECIAL_BANK_ACCOUNT}' AND l.entry_id IS NULL AND e.kind NOT IN (${undoing()}) AND taken_back.id IS NULL AND e.source_key <> '${OPENING_SOURCE}'`;

interface StatementEdge {
  first_at: Date | string;
  last_at: Date | string;
  opening_fen: number | string;
  closing_fen: number | string;
}

const BEFORE_ALL = new Date(0);

/**
 * SQL for: the money of the entry `e` moved at `moment` or later. For an entry that was recorded on another day, the
 * day of the deed counts.
 */
const movedSince = (e: string, moment: Date): { sql: string; values: string[] } => ({
  sql: `((${e}.deed_day IS NULL AND ${e}.posted_at >= ?) OR (${e}.deed_day IS NOT NULL AND ${e}.deed_day >= ?))`,
  values: [sqlTime(moment), shanghaiDay(moment)],
});

/** Compares the ledger's special account with the bank's, from the stored lines and the postings themselves. */
export async function reconcile(manager: EntityManager): Promise<BankReconciliation> {
  const one = async <T>(sql: string, parameters: unknown[] = []): Promise<T | undefined> =>
    (await manager.query<T[]>(sql, parameters))[0];
  const [first] = await manager.query<StatementEdge[]>(
    'SELECT first_at, opening_fen FROM statements WHERE first_at IS NOT NULL AND opening_fen IS NOT NULL ORDER BY first_at, id LIMIT 1',
  );
  const [last] = await manager.query<StatementEdge[]>(
    'SELECT last_at, closing_fen FROM statements WHERE last_at IS NOT NULL AND closing_fen IS NOT NULL ORDER BY last_at DESC, id DESC LIMIT 1',
  );
  const start = first === undefined ? BEFORE_ALL : fromSqlTime(first.first_at);
  const since = movedSince('e', start);
  type Sum = { n: number | string; fen: number | string | null };
  const lines = await one<Sum>(
    "SELECT COUNT(*) AS n, SUM(amount_fen) AS fen FROM statement_lines WHERE status = 'OPEN'",
  );
  const all = await one<Sum>('SELECT COUNT(*) AS n, SUM(amount_fen) AS fen FROM statement_lines');
  const suspense = await one<Sum>(
    "SELECT COUNT(*) AS n, SUM(suspense_fen) AS fen FROM statement_lines WHERE status = 'SUSPENSE'",
  );
  const entries = await one<Sum>(
    `SELECT COUNT(*) AS n, SUM(p.amount_fen) AS fen ${UNLINKED()} AND ${since.sql}`,
    since.values,
  );
  const before = await one<Sum>(
    `SELECT COUNT(*) AS n, SUM(p.amount_fen) AS fen ${UNLINKED()} AND NOT ${since.sql}`,
    since.values,
  );
  const opened = await one<Sum>(
    'SELECT COUNT(*) AS n, SUM(p.amount_fen) AS fen FROM postings p JOIN journal_entries e ON e.id = p.entry_id WHERE p.account_code = ? AND e.source_key = ?',
    [SPECIAL_BANK_ACCOUNT, OPENING_SOURCE],
  );
  const account = await manager.findOneBy(LedgerAccount, { code: SPECIAL_BANK_ACCOUNT });
  const ledger = account?.balanceFen ?? 0;
  const closing = last === undefined ? null : toFen(last.closing_fen);
  const openingFen = first === undefined ? null : toFen(first.opening_fen);
  const opening = openingFen === null ? null : openingFen - toFen(before?.fen ?? 0) - toFen(opened?.fen ?? 0);
  return Object.assign(new BankReconciliation(), {
    closing,
    openingDay: first === undefined ? null : addDays(shanghaiDay(start), -1),
    closingAt: last === undefined ? null : fromSqlTime(last.last_at),
    ledger,
    difference: closing === null ? null : closing - ledger,
    opening,
    // Posting is possible only when the bank has more than the ledger. An excess in the ledger is a mistake, and an
    // opening entry would hide it.
    canPostOpening: opening !== null && opening > 0 && Number(opened?.n ?? 0) === 0,
    gap: closing === null || openingFen === null ? null : closing - openingFen - toFen(all?.fen ?? 0),
    lines: bundle(lines?.n, lines?.fen),
    entries: bundle(entries?.n, entries?.fen),
    suspense: bundle(suspense?.n, suspense?.fen),
  });
}

type BankPosting = Posting & { entry: JournalEntry };

const shown = ({ entry, amountFen }: BankPosting): BankEntryShown =>
  Object.assign(new BankEntryShown(), {
    id: entry.id,
    at: entry.postedAt,
    day: dayOfDeed(entry),
    kind: entry.kind,
    amount: amountFen,
    sourceKey: entry.sourceKey,
  });

function unlinkedQuery(manager: EntityManager): SelectQueryBuilder<BankPosting> {
  return manager
    .createQueryBuilder(Posting, 'posting')
    .innerJoinAndMapOne('posting.entry', JournalEntry, 'entry', 'entry.id = posting.entryId')
    .leftJoin(StatementLink, 'link', 'link.entryId = posting.entryId')
    .leftJoin(JournalEntry, 'taken_back', `taken_back.reversesId = entry.id AND taken_back.kind IN (${undoing()})`)
    .where(
      `posting.accountCode = :bank AND link.entryId IS NULL AND taken_back.id IS NULL AND entry.kind NOT IN (${undoing()}) AND entry.sourceKey <> :opening`,
      { bank: SPECIAL_BANK_ACCOUNT, opening: OPENING_SOURCE },
    ) as unknown as SelectQueryBuilder<BankPosting>;
}

/** Returns those `ids` that are entries on the special account and linked to no line. */
export const unlinkedEntries = async (manager: EntityManager, ids: readonly string[]): Promise<BankEntryShown[]> =>
  (await unlinkedQuery(manager).andWhere('posting.entryId IN (:...ids)', { ids }).getMany()).map(shown);

/**
 * Returns entries since the first statement that are linked to no line, newest first; only those of one amount when it
 * is given.
 */
export async function listUnlinkedEntries(
  context: RequestContext,
  amountFen: number | null,
  args: PageArgs,
): Promise<Page<BankEntryShown>> {
  const { read } = context.db;
  const [first] = await read.query<{ first_at: Date | string }[]>(
    'SELECT first_at FROM statements WHERE first_at IS NOT NULL AND opening_fen IS NOT NULL ORDER BY first_at, id LIMIT 1',
  );
  const query = unlinkedQuery(read);
  if (first !== undefined) {
    const start = fromSqlTime(first.first_at);
    query.andWhere('((entry.deedDay IS NULL AND entry.postedAt >= :start) OR entry.deedDay >= :startDay)', {
      start: sqlTime(start),
      startDay: shanghaiDay(start),
    });
  }
  if (amountFen !== null) query.andWhere('posting.amountFen = :amountFen', { amountFen });
  const page = await paginate(
    query,
    [{ column: 'posting.entryId', of: ({ entryId }) => entryId, direction: 'DESC' }],
    args,
  );
  return { ...page, edges: page.edges.map(({ node, cursor }) => ({ node: shown(node), cursor })) };
}

/** Loads the number of lines of a statement in each status. */
export const countsLoader = defineLoader<string, StatementCounts>(async ({ db }, ids) => {
  const rows = await db.read.query<
    {
      statement_id: string;
      status: StatementLineStatus;
      incoming: number | string;
      n: number | string;
      fen: number | string;
      suspense: number | string;
    }[]
  >(
    `SELECT statement_id, status, CASE WHEN amount_fen > 0 THEN 1 ELSE 0 END AS incoming, COUNT(*) AS n, SUM(amount_fen) AS fen, SUM(suspense_fen) AS suspense
     FROM statement_lines WHERE ${sqlIn('statement_id', ids)} GROUP BY statement_id, status, CASE WHEN amount_fen > 0 THEN 1 ELSE 0 END`,
    [...ids],
  );
  return ids.map((id) => {
    const of = (status: StatementLineStatus, incoming?: number) =>
      rows.filter(
        (row) =>
          row.statement_id === id &&
          row.status === status &&
          (incoming === undefined || Number(row.incoming) === incoming),
      );
    const together = (found: typeof rows, key: 'fen' | 'suspense' = 'fen') =>
      bundle(
        found.reduce((sum, { n }) => sum + Number(n), 0),
        found.reduce((sum, row) => sum + toFen(row[key]), 0),
      );
    return Object.assign(new StatementCounts(), {
      openIn: together(of(StatementLineStatus.OPEN, 1)),
      openOut: together(of(StatementLineStatus.OPEN, 0)),
      settled: together(of(StatementLineStatus.SETTLED)),
      suspense: together(of(StatementLineStatus.SUSPENSE), 'suspense'),
    });
  });
});

/**
 * Loads the ledger's entries of a line: those that the line is linked to, and those that its money in suspense paid
 * for.
 */
export const entriesLoader = defineLoader<string, BankEntryShown[]>(async ({ db }, lineIds) => {
  const where = { lineId: In([...lineIds]) };
  const pairs = [...(await db.read.findBy(StatementLink, where)), ...(await db.read.findBy(SuspenseMove, where))];
  const ids = [...new Set(pairs.map(({ entryId }) => entryId))];
  const entries = ids.length === 0 ? [] : await db.read.findBy(JournalEntry, { id: In(ids) });
  const postings = ids.length === 0 ? [] : await db.read.findBy(Posting, { entryId: In(ids) });
  const byId = new Map(
    entries.map((entry) => {
      const ofEntry = postings.filter(({ entryId }) => entryId === entry.id);
      // Money that leaves suspense for a gift does not touch the bank account, so the amount is that of the gift.
      const amountFen =
        ofEntry.find(({ accountCode }) => accountCode === SPECIAL_BANK_ACCOUNT)?.amountFen ??
        Math.max(...ofEntry.map((posting) => posting.amountFen));
      return [
        entry.id,
        Object.assign(new BankEntryShown(), {
          id: entry.id,
          at: entry.postedAt,
          day: dayOfDeed(entry),
          kind: entry.kind,
          amount: amountFen,
          sourceKey: entry.sourceKey,
        }),
      ] as const;
    }),
  );
  return lineIds.map((lineId) =>
    [...new Set(pairs.filter((pair) => pair.lineId === lineId).map(({ entryId }) => entryId))]
      .sort()
      .flatMap((id) => byId.get(id) ?? []),
  );
});

/** Loads every return of each line, withdrawn ones included, oldest first. */
export const returnsLoader = defineLoader<string, SuspenseReturn[]>(async ({ db }, lineIds) => {
  const returns = await db.read.find(SuspenseReturn, { where: { lineId: In([...lineIds]) }, order: { id: 'ASC' } });
  return lineIds.map((id) => returns.filter(({ lineId }) => lineId === id));
});

const returnByIdLoader = defineLoader<string, SuspenseReturn | null>(({ db }, ids) =>
  rowsByKey(db.read, SuspenseReturn, 'id', ids),
);
const lineLoader = defineLoader<string, StatementLine | null>(({ db }, ids) =>
  rowsByKey(db.read, StatementLine, 'id', ids),
);

/** Returns the line that an order returns, books or reverses. Null for orders of other modules. */
export async function lineOfOrder(context: RequestContext, { kind, subjectId }: Order): Promise<StatementLine | null> {
  const loader =
    kind === suspenseReturn.name
      ? returnByIdLoader
      : kind === movementBooking.name || kind === movementReversal.name
        ? movementByIdLoader
        : null;
  const subject = await loader?.(context).load(subjectId);
  return subject == null ? null : lineLoader(context).load(subject.lineId);
}

/** Loads the newest movement of each line, also when it is reversed or waits for a signature. */
export const movementLoader = defineLoader<string, BankMovement | null>(async ({ db }, lineIds) => {
  const movements = await db.read.find(BankMovement, { where: { lineId: In([...lineIds]) }, order: { id: 'ASC' } });
  const newest = new Map(movements.map((movement) => [movement.lineId, movement]));
  return lineIds.map((id) => newest.get(id) ?? null);
});

/** Returns the learned words, newest first. */
export const listMovementWords = (context: RequestContext): Promise<MovementWords[]> =>
  context.db.read.find(MovementWords, { order: { id: 'DESC' } });

export const movementByIdLoader = defineLoader<string, BankMovement | null>(async ({ db }, ids) => {
  const movements = new Map(
    (await db.read.findBy(BankMovement, { id: In([...ids]) })).map((movement) => [movement.id, movement]),
  );
  return ids.map((id) => movements.get(id) ?? null);
});
