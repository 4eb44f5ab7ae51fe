import { Field, Int, ObjectType } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import type { Database } from '../../db/database.js';
import { addMonths, shanghaiDay } from '../../lib/days.js';
import { toFen } from '../../lib/money.js';
import { SafeInt } from '../../scalars.js';
import { sumLines } from './books.queries.js';
import { ownMeansUpTo, sumOwnBetween, sumOwnByMonth, type OwnSums } from './own-means.js';
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
const PART = 'SUBSTR(account_code, 43)';
const ofFunds = (projectId: string | null): [sql: string, parameters: string[]] =>
  projectId === null ? ["account_code LIKE 'fund:%'", []] : ['account_code IN (?, ?, ?)', PARTS.map((part) => `fund:${projectId}:${part}`)];

/** Before and behind every day. */
const [FIRST_DAY, LAST_DAY] = ['0000-01-01', '9999-12-31'];

const NO_OWN: OwnSums = { charges: 0, interest: 0, transferred: 0 };

/** The period of `scope`, and what it finds. It reads the sums of days, so that its cost does not grow with what was given; those of the funds in one statement, whose figures are of one moment. */
export async function readPeriod(manager: EntityManager, scope: Scope): Promise<BooksPeriod> {
  const { projectId, from, to } = scope;
  const [begin, end] = [from ?? FIRST_DAY, to ?? LAST_DAY];
  const [funds, parameters] = ofFunds(projectId);
  const rows = await manager.query<{ part: Part; before_fen: number | string; within_fen: number | string }[]>(
    `SELECT ${PART} AS part, SUM(CASE WHEN day < ? THEN change_fen ELSE 0 END) AS before_fen, SUM(CASE WHEN day < ? THEN 0 ELSE change_fen END) AS within_fen
     FROM ledger_days WHERE ${funds} AND day <= ? GROUP BY ${PART}`,
    [begin, begin, ...parameters, end],
  );
  const period = Object.assign(new BooksPeriod(), {
    opening: 0, received: 0, released: 0, refunded: 0,
    ...(await sumLines(manager, scope)),
    ...(projectId === null ? await sumOwnBetween(manager, begin, end) : NO_OWN),
    ownMeans: projectId === null ? await ownMeansUpTo(manager, end) : 0,
  });
  for (const { part, before_fen, within_fen } of rows) {
    const before = asStatement(part, toFen(before_fen));
    period[part] = asStatement(part, toFen(within_fen));
    period.opening += part === 'received' ? before : 0 - before;
  }
  return period;
}

/** The books month by month, from the first movement until now; none before there was one. */
export async function readMonths(db: Database, now: Date, projectId: string | null): Promise<BooksMonth[]> {
  const [funds, parameters] = ofFunds(projectId);
  const rows = await db.read.query<{ month: string; part: Part; fen: number | string }[]>(
    `SELECT SUBSTR(day, 1, 7) AS month, ${PART} AS part, SUM(change_fen) AS fen FROM ledger_days WHERE ${funds} GROUP BY SUBSTR(day, 1, 7), ${PART}`,
    parameters,
  );
  const own = projectId === null ? await sumOwnByMonth(db.read) : new Map<string, OwnSums>();
  const [first] = [...rows.map(({ month }) => month), ...own.keys()].sort();
  if (first === undefined) return [];
  const months: BooksMonth[] = [];
  let balance = 0;
  for (let begin = `${first}-01`; begin <= shanghaiDay(now); begin = addMonths(begin, 1)) {
    const month = begin.slice(0, 7);
    const sums: Sums = { received: 0, released: 0, refunded: 0 };
    for (const row of rows) if (row.month === month) sums[row.part] = asStatement(row.part, toFen(row.fen));
    balance += balanceOf(sums);
    months.push(Object.assign(new BooksMonth(), { month, ...sums, ...(own.get(month) ?? NO_OWN), balance }));
  }
  return months;
}
