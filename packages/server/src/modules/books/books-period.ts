import { Field, Int, ObjectType } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import type { Database } from '../../db/database.js';
import { addMonths, beginningOf, shanghaiDay } from '../../lib/days.js';
import { idsFrom, momentOf } from '../../lib/ids.js';
import { toFen } from '../../lib/money.js';
import { SafeInt } from '../../scalars.js';
import { sumLines } from './books.queries.js';
import { firstOwnEntry, ownMeansBefore, sumOwnBetween, type OwnSums } from './own-means.js';
import type { Scope } from './books.scope.js';

@ObjectType({ description: 'The books of a period: opening + received - released - refunded = closing, always; and beside it what the filter finds in it.' })
export class BooksPeriod {
  @Field(() => SafeInt, { description: 'Fen that the funds held when it began.' })
  opening: number;

  @Field(() => SafeInt, { description: 'Fen that came in, less confirmations taken back.' })
  received: number;

  @Field(() => SafeInt, { description: 'Fen paid to implementers.' })
  released: number;

  @Field(() => SafeInt, { description: 'Fen given back.' })
  refunded: number;

  @Field(() => Int, { description: 'How many lines the filter finds.' })
  lines: number;

  @Field(() => SafeInt, { description: 'What came in by these lines.' })
  moneyIn: number;

  @Field(() => SafeInt, { description: 'What went out by these lines, as an amount above zero.' })
  moneyOut: number;

  @Field(() => SafeInt, { description: 'Fen that the bank charged, less what it gave back; the charity\'s own, and zero in the books of one project.' })
  charges: number;

  @Field(() => SafeInt, { description: 'Fen of interest; the charity\'s own, and zero in the books of one project.' })
  interest: number;

  @Field(() => SafeInt, { description: 'Fen that went to other accounts of the charity, less what came from them; zero in the books of one project.' })
  transferred: number;

  @Field(() => SafeInt, { description: 'The charity\'s own means when it ended: interest for its own costs, less the bank\'s charges. Below zero it owes the special account so much.' })
  ownMeans: number;

  @Field(() => SafeInt, { description: 'Fen that the funds held when it ended.' })
  get closing(): number {
    return this.opening + this.received - this.released - this.refunded;
  }
}

@ObjectType({ description: 'The books of one month in Shanghai.' })
export class BooksMonth {
  @Field(() => String, { description: 'For example "2017-06".' })
  month: string;

  @Field(() => SafeInt, { description: 'Fen that came in, less confirmations taken back.' })
  received: number;

  @Field(() => SafeInt, { description: 'Fen paid to implementers.' })
  released: number;

  @Field(() => SafeInt, { description: 'Fen given back.' })
  refunded: number;

  @Field(() => SafeInt, { description: 'Fen that the funds held when it ended; of the running month, that they hold now.' })
  balance: number;

  @Field(() => SafeInt, { description: 'Fen that the bank charged, less what it gave back; the charity\'s own, and zero in the books of one project.' })
  charges: number;

  @Field(() => SafeInt, { description: 'Fen of interest; the charity\'s own, and zero in the books of one project.' })
  interest: number;

  @Field(() => SafeInt, { description: 'Fen that went to other accounts of the charity, less what came from them; zero in the books of one project.' })
  transferred: number;
}

const PARTS = ['received', 'released', 'refunded'] as const;
type Part = (typeof PARTS)[number];
type Sums = Record<Part, number>;

/** Signed as statements have it: what came in is a credit, what went out a debit. */
const asStatement = (part: Part, fen: number): number => (part === 'received' ? 0 - fen : fen);
const balanceOf = ({ received, released, refunded }: Sums): number => received - released - refunded;

/** The column holds "fund:", an id of 36 characters, ":" and the part. */
const PART_OF = (column: string) => `SUBSTR(${column}, 43)`;
const ofFunds = (column: string, projectId: string | null): [sql: string, parameters: string[]] =>
  projectId === null ? [`${column} LIKE 'fund:%'`, []] : [`${column} IN (?, ?, ?)`, PARTS.map((part) => `fund:${projectId}:${part}`)];

/** What the funds' accounts moved by, between two ids of entries. */
async function sumBetween(manager: EntityManager, projectId: string | null, fromId: string, beforeId: string): Promise<Sums> {
  const [funds, parameters] = ofFunds('account_code', projectId);
  const rows = await manager.query<{ part: Part; fen: number | string }[]>(
    `SELECT ${PART_OF('account_code')} AS part, SUM(amount_fen) AS fen FROM postings WHERE ${funds} AND entry_id >= ? AND entry_id < ? GROUP BY ${PART_OF('account_code')}`,
    [...parameters, fromId, beforeId],
  );
  const sums: Sums = { received: 0, released: 0, refunded: 0 };
  for (const { part, fen } of rows) sums[part] = asStatement(part, toFen(fen));
  return sums;
}

/**
 * The period of `scope`, and what it finds. The balances of now are kept, so only what was posted since its beginning is read; all in one statement, whose
 * figures are of one moment.
 */
export async function readPeriod(manager: EntityManager, scope: Scope): Promise<BooksPeriod> {
  const { projectId, fromId, beforeId } = scope;
  const [accounts, ofAccounts] = ofFunds('code', projectId);
  const [postings, ofPostings] = ofFunds('account_code', projectId);
  const end = beforeId ?? LAST_ID;
  const rows = await manager.query<{ part: Part; now_fen: number | string; within_fen: number | string; after_fen: number | string }[]>(
    `SELECT part, SUM(now_fen) AS now_fen, SUM(within_fen) AS within_fen, SUM(after_fen) AS after_fen FROM (
       SELECT ${PART_OF('code')} AS part, balance_fen AS now_fen, 0 AS within_fen, 0 AS after_fen FROM ledger_accounts WHERE ${accounts}
       UNION ALL
       SELECT ${PART_OF('account_code')}, 0, CASE WHEN entry_id < ? THEN amount_fen ELSE 0 END, CASE WHEN entry_id < ? THEN 0 ELSE amount_fen END
       FROM postings WHERE ${postings} AND entry_id >= ?) AS movements GROUP BY part`,
    [...ofAccounts, end, end, ...ofPostings, fromId ?? end],
  );
  const period = Object.assign(new BooksPeriod(), {
    opening: 0, received: 0, released: 0, refunded: 0,
    ...(await sumLines(manager, scope)),
    ...(projectId === null ? await sumOwnBetween(manager, fromId ?? '', end) : NO_OWN),
    ownMeans: projectId === null ? await ownMeansBefore(manager, end) : 0,
  });
  for (const row of rows) {
    const [now, within, after] = [row.now_fen, row.within_fen, row.after_fen].map((fen) => asStatement(row.part, toFen(fen))) as [number, number, number];
    // Without a beginning the period begins with the books, and nothing but what came after it has been read.
    const before = fromId === null ? 0 : now - within - after;
    period[row.part] = fromId === null ? now - after : within;
    period.opening += row.part === 'received' ? before : 0 - before;
  }
  return period;
}

const NO_OWN: OwnSums = { charges: 0, interest: 0, transferred: 0 };

/** Behind every id. */
const LAST_ID = 'g';

/** A month may still be written to for so long after its end by a transaction that began in it. */
const SETTLED_AFTER_MS = 3_600_000;

/** Sums of months that are over, of all funds: entries are append-only, so these never change. */
const settled = new WeakMap<Database, Map<string, Sums & OwnSums>>();

/** The books month by month, from the first movement until now; none before there was one. */
export async function readMonths(db: Database, now: Date, projectId: string | null): Promise<BooksMonth[]> {
  const first = await firstMovement(db.read, projectId);
  if (first === null) return [];
  const known = settled.get(db) ?? new Map<string, Sums & OwnSums>();
  settled.set(db, known);
  const months: BooksMonth[] = [];
  let balance = 0;
  for (let begin = `${shanghaiDay(first).slice(0, 7)}-01`; begin <= shanghaiDay(now); begin = addMonths(begin, 1)) {
    const month = begin.slice(0, 7);
    const end = beginningOf(addMonths(begin, 1)).getTime();
    const kept = projectId === null ? known.get(month) : undefined;
    const [fromId, beforeId] = [idsFrom(beginningOf(begin).getTime()), idsFrom(end)];
    const sums = kept ?? { ...(await sumBetween(db.read, projectId, fromId, beforeId)), ...(projectId === null ? await sumOwnBetween(db.read, fromId, beforeId) : NO_OWN) };
    if (projectId === null && end + SETTLED_AFTER_MS < now.getTime()) known.set(month, sums);
    balance += balanceOf(sums);
    months.push(Object.assign(new BooksMonth(), { month, ...sums, balance }));
  }
  return months;
}

async function firstMovement(manager: EntityManager, projectId: string | null): Promise<Date | null> {
  const [funds, parameters] = ofFunds('account_code', projectId);
  const [row] = await manager.query<{ entry_id: string }[]>(`SELECT entry_id FROM postings WHERE ${funds} ORDER BY entry_id LIMIT 1`, parameters);
  const first = [row?.entry_id, projectId === null ? await firstOwnEntry(manager) : null].filter((id) => id != null).sort()[0];
  return first === undefined ? null : new Date(momentOf(first));
}
