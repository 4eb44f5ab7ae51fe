import type { EntityManager } from 'typeorm';
import { toFen } from '../../lib/money.js';
import { BANK_CHARGES_ACCOUNT, interestAccount } from '../ledger/index.js';
import { shownEntries } from './line-kinds.js';

/**
 * Returns an SQL condition for accounts whose codes start with one of these words. It is a range, so that an index can
 * serve it.
 */
export const beginsWith = (column: string, words: readonly string[]): string =>
  `(${words.map((word) => `(${column} >= '${word}:' AND ${column} < '${word};')`).join(' OR ')})`;

/** The charity's own movements of one kind, on accounts of their own. */
interface OwnPlace {
  /** The kind of their lines. */
  readonly kind: string;
  readonly words: readonly string[];
  readonly bookedFen: (manager: EntityManager) => Promise<number>;
}

/** Returns the accounts of each kind, as the module that books such movements declares them. */
export const ownPlaces = (): OwnPlace[] =>
  shownEntries().flatMap(({ line, on }) =>
    'words' in on && on.bookedFen !== undefined
      ? [{ kind: line.name, words: on.words, bookedFen: on.bookedFen.bind(on) }]
      : [],
  );

/** Returns the kind of movement that this account belongs to; null for a fund's account. */
export const ownPlaceOf = (account: string): string | null =>
  ownPlaces().find(({ words }) => words.includes(account.split(':')[0]!))?.kind ?? null;

/** Sums of the charity's own accounts, each as a positive number: charges and transfers went out, interest came in. */
export interface OwnSums {
  charges: number;
  interest: number;
  transferred: number;
}

const anyOwn = (column: string): string =>
  beginsWith(
    column,
    ownPlaces().flatMap(({ words }) => words),
  );

/** Adds up the rows of the charity's own accounts, reversals included. */
function sumOwn(rows: readonly { account_code: string; fen: number | string }[]): OwnSums {
  const of = (kind: string) =>
    rows.filter(({ account_code }) => ownPlaceOf(account_code) === kind).reduce((sum, { fen }) => sum + toFen(fen), 0);
  return {
    charges: of('BANK_CHARGE'),
    interest: 0 - of('INTEREST'),
    transferred: of('OWN_TRANSFER'),
  };
}

/** Returns the sums from one day to another, both included. */
export async function sumOwnBetween(manager: EntityManager, from: string, to: string): Promise<OwnSums> {
  return sumOwn(
    await manager.query(
      `SELECT account_code, SUM(change_fen) AS fen FROM ledger_days WHERE ${anyOwn('account_code')} AND day >= ? AND day <= ? GROUP BY account_code`,
      [from, to],
    ),
  );
}

/** Returns the sums of each month with movements, by months such as "2017-06". */
export async function sumOwnByMonth(manager: EntityManager): Promise<Map<string, OwnSums>> {
  const rows = await manager.query<{ month: string; account_code: string; fen: number | string }[]>(
    `SELECT SUBSTR(day, 1, 7) AS month, account_code, SUM(change_fen) AS fen FROM ledger_days WHERE ${anyOwn('account_code')} GROUP BY SUBSTR(day, 1, 7), account_code`,
  );
  return new Map(
    [...new Set(rows.map(({ month }) => month))].map((month) => [
      month,
      sumOwn(rows.filter((row) => row.month === month)),
    ]),
  );
}

/**
 * Returns the charity's own money at the end of a day: interest for its own costs less bank charges. A negative sum is
 * owed to the special account.
 */
export async function ownMeansUpTo(manager: EntityManager, to: string): Promise<number> {
  const [row] = await manager.query<{ fen: number | string | null }[]>(
    'SELECT SUM(change_fen) AS fen FROM ledger_days WHERE account_code IN (?, ?) AND day <= ?',
    [BANK_CHARGES_ACCOUNT, interestAccount(null), to],
  );
  return 0 - toFen(row?.fen ?? 0);
}
