import { Field, Int, ObjectType } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import type { Database } from '../../db/database.js';
import { addMonths, shanghaiDay } from '../../lib/days.js';
import { toFen } from '../../lib/money.js';
import { SafeInt } from '../../scalars.js';
import { FUND, type FundPart } from '../ledger/index.js';
import { sumLines } from './books.queries.js';
import { ownMeansUpTo, sumOwnBetween, sumOwnByMonth, type OwnSums } from './own-means.js';
import type { Scope } from './books.scope.js';

@ObjectType({
  description:
    'The books of a period. opening + received - released - refunded = closing holds always. The other fields say what the filter finds in the period.',
})
export class BooksPeriod {
  @Field(() => SafeInt, { description: 'Fen that the funds held at the beginning of the period.' })
  opening: number;

  @Field(() => SafeInt, { description: 'Fen that came in, less confirmations that were taken back.' })
  received: number;

  @Field(() => SafeInt, { description: 'Fen paid to implementers.' })
  released: number;

  @Field(() => SafeInt, { description: 'Fen given back to donors.' })
  refunded: number;

  @Field(() => Int, { description: 'The number of lines that the filter finds.' })
  lines: number;

  @Field(() => SafeInt, { description: 'The money that came in by these lines, in fen.' })
  moneyIn: number;

  @Field(() => SafeInt, { description: 'The money that went out by these lines, in fen, as an amount above zero.' })
  moneyOut: number;

  @Field(() => SafeInt, {
    description:
      "Fen that the bank charged, less what it gave back. It is the charity's own, and zero in the books of one project.",
  })
  charges: number;

  @Field(() => SafeInt, {
    description: "Fen of interest. It is the charity's own, and zero in the books of one project.",
  })
  interest: number;

  @Field(() => SafeInt, {
    description:
      'Fen that went to other accounts of the charity, less what came from them. Zero in the books of one project.',
  })
  transferred: number;

  @Field(() => SafeInt, {
    description:
      "The charity's own means at the end of the period, in fen: interest for its own costs, less the bank's charges. A value below zero is what the charity owes the special account.",
  })
  ownMeans: number;

  @Field(() => SafeInt, { description: 'Fen that the funds held at the end of the period.' })
  get closing(): number {
    return this.opening + this.received - this.released - this.refunded;
  }
}

@ObjectType({ description: 'The books of one month in Shanghai.' })
export class BooksMonth {
  @Field(() => String, { description: 'The month, for example "2017-06".' })
  month: string;

  @Field(() => SafeInt, { description: 'Fen that came in, less confirmations that were taken back.' })
  received: number;

  @Field(() => SafeInt, { description: 'Fen paid to implementers.' })
  released: number;

  @Field(() => SafeInt, { description: 'Fen given back to donors.' })
  refunded: number;

  @Field(() => SafeInt, {
    description: 'Fen that the funds held at the end of the month; of the current month, fen that they hold now.',
  })
  balance: number;

  @Field(() => SafeInt, {
    description:
      "Fen that the bank charged, less what it gave back. It is the charity's own, and zero in the books of one project.",
  })
  charges: number;

  @Field(() => SafeInt, {
    description: "Fen of interest. It is the charity's own, and zero in the books of one project.",
  })
  interest: number;

  @Field(() => SafeInt, {
    description:
      'Fen that went to other accounts of the charity, less what came from them. Zero in the books of one project.',
  })
  transferred: number;
}

type Sums = Record<FundPart, number>;

/** Signs as on statements: money that came in is a credit, money that went out a debit. */
const asStatement = (part: FundPart, fen: number): number => (part === 'received' ? 0 - fen : fen);
const balanceOf = ({ received, released, refunded }: Sums): number => received - released - refunded;

/** Returns SQL for the daily sums of the funds of all projects, or of one project. */
const daysOfFunds = (projectId: string | null): [sql: string, parameters: string[]] => {
  const sql = `FROM ledger_accounts a JOIN ledger_days d ON d.account_code = a.code WHERE a.kind = '${FUND}'`;
  return projectId === null ? [sql, []] : [`${sql} AND a.owner_id = ?`, [projectId]];
};

/** A day before all days and a day after all days. */
const [FIRST_DAY, LAST_DAY] = ['0000-01-01', '9999-12-31'];

const NO_OWN: OwnSums = { charges: 0, interest: 0, transferred: 0 };

/**
 * Returns the period of `scope` and its sums. The query reads the sums of days, so that its cost does not grow with the
 * number of gifts. One statement reads all sums of the funds, so that these belong to one moment.
 */
export async function readPeriod(manager: EntityManager, scope: Scope): Promise<BooksPeriod> {
  const { projectId, from, to } = scope;
  const [begin, end] = [from ?? FIRST_DAY, to ?? LAST_DAY];
  const [funds, parameters] = daysOfFunds(projectId);
  const rows = await manager.query<{ part: FundPart; before_fen: number | string; within_fen: number | string }[]>(
    `SELECT a.part, SUM(CASE WHEN d.day < ? THEN d.change_fen ELSE 0 END) AS before_fen, SUM(CASE WHEN d.day < ? THEN 0 ELSE d.change_fen END) AS within_fen
     ${funds} AND d.day <= ? GROUP BY a.part`,
    [begin, begin, ...parameters, end],
  );
  const period = Object.assign(new BooksPeriod(), {
    opening: 0,
    received: 0,
    released: 0,
    refunded: 0,
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

/** Returns the books month by month, from the first movement until now. Returns nothing when there was no movement. */
export async function readMonths(db: Database, now: Date, projectId: string | null): Promise<BooksMonth[]> {
  const [funds, parameters] = daysOfFunds(projectId);
  const rows = await db.read.query<{ month: string; part: FundPart; fen: number | string }[]>(
    `SELECT SUBSTR(d.day, 1, 7) AS month, a.part, SUM(d.change_fen) AS fen ${funds} GROUP BY SUBSTR(d.day, 1, 7), a.part`,
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
