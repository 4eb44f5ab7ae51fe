import type { EntityManager } from 'typeorm';
import { toFen } from '../../lib/money.js';
import { BANK_CHARGES_ACCOUNT, interestAccount, OWN_TRANSFERS_ACCOUNT } from '../ledger/index.js';
import { MOVEMENT_REVERSED, MovementKind } from '../reconciliation/index.js';
import { BookLineKind } from './book-line.js';

/** The kinds of lines that are the charity's own and touch no fund. */
export type OwnKind = BookLineKind.BANK_CHARGE | BookLineKind.INTEREST | BookLineKind.OWN_TRANSFER;

interface OwnPlace {
  readonly movement: MovementKind;
  /** SQL that holds for the accounts of the kind. */
  readonly account: (column: string) => string;
  readonly has: (account: string) => boolean;
}

export const OWN_PLACES: Readonly<Record<OwnKind, OwnPlace>> = {
  [BookLineKind.BANK_CHARGE]: { movement: MovementKind.BANK_CHARGE, account: (column) => `${column} = '${BANK_CHARGES_ACCOUNT}'`, has: (account) => account === BANK_CHARGES_ACCOUNT },
  [BookLineKind.INTEREST]: { movement: MovementKind.INTEREST_RECEIVED, account: (column) => `${column} LIKE 'interest:%'`, has: (account) => account.startsWith('interest:') },
  [BookLineKind.OWN_TRANSFER]: { movement: MovementKind.OWN_TRANSFER, account: (column) => `${column} = '${OWN_TRANSFERS_ACCOUNT}'`, has: (account) => account === OWN_TRANSFERS_ACCOUNT },
};

export const OWN_KINDS = Object.keys(OWN_PLACES) as OwnKind[];

const isOwnKind = (kind: BookLineKind): kind is OwnKind => kind in OWN_PLACES;

/** SQL conditions, any of which holds for the lines of a kind that are the charity's own; none where the kind has no such lines. */
export function ownLines(kind: BookLineKind, account: string, entryKind: string): string[] {
  if (kind === BookLineKind.REVERSAL) return OWN_KINDS.map((own) => `(${OWN_PLACES[own].account(account)} AND ${entryKind} = '${MOVEMENT_REVERSED}')`);
  return isOwnKind(kind) ? [`(${OWN_PLACES[kind].account(account)} AND ${entryKind} = '${OWN_PLACES[kind].movement}')`] : [];
}

/** Whose accounts these are; null for a fund's. */
export const ownPlaceOf = (account: string): OwnKind | null => OWN_KINDS.find((kind) => OWN_PLACES[kind].has(account)) ?? null;

/** The kind of a line on one of the charity's own accounts; null for a fund's. */
export function ownKindOf(account: string, entryKind: string): OwnKind | BookLineKind.REVERSAL | null {
  const place = ownPlaceOf(account);
  return place !== null && entryKind === MOVEMENT_REVERSED ? BookLineKind.REVERSAL : place;
}

/** What the charity's own accounts moved by, as people say it: charges and transfers went out, interest came in. */
export interface OwnSums {
  charges: number;
  interest: number;
  transferred: number;
}

const ANY_OWN = (column: string): string => `(${OWN_KINDS.map((kind) => OWN_PLACES[kind].account(column)).join(' OR ')})`;

/** The sums of rows of accounts of the charity's own, reversals included. */
function sumOwn(rows: readonly { account_code: string; fen: number | string }[]): OwnSums {
  const of = (kind: OwnKind) => rows.filter(({ account_code }) => OWN_PLACES[kind].has(account_code)).reduce((sum, { fen }) => sum + toFen(fen), 0);
  return { charges: of(BookLineKind.BANK_CHARGE), interest: 0 - of(BookLineKind.INTEREST), transferred: of(BookLineKind.OWN_TRANSFER) };
}

/** What moved from one day to another, both included. */
export async function sumOwnBetween(manager: EntityManager, from: string, to: string): Promise<OwnSums> {
  return sumOwn(await manager.query(`SELECT account_code, SUM(change_fen) AS fen FROM ledger_days WHERE ${ANY_OWN('account_code')} AND day >= ? AND day <= ? GROUP BY account_code`, [from, to]));
}

/** What moved in each month that has any of it, by months such as "2017-06". */
export async function sumOwnByMonth(manager: EntityManager): Promise<Map<string, OwnSums>> {
  const rows = await manager.query<{ month: string; account_code: string; fen: number | string }[]>(
    `SELECT SUBSTR(day, 1, 7) AS month, account_code, SUM(change_fen) AS fen FROM ledger_days WHERE ${ANY_OWN('account_code')} GROUP BY SUBSTR(day, 1, 7), account_code`,
  );
  return new Map([...new Set(rows.map(({ month }) => month))].map((month) => [month, sumOwn(rows.filter((row) => row.month === month))]));
}

/** The charity's own means at the end of a day: interest for its own costs, less what the bank charged. Below zero it owes the special account so much. */
export async function ownMeansUpTo(manager: EntityManager, to: string): Promise<number> {
  const [row] = await manager.query<{ fen: number | string | null }[]>('SELECT SUM(change_fen) AS fen FROM ledger_days WHERE account_code IN (?, ?) AND day <= ?', [BANK_CHARGES_ACCOUNT, interestAccount(null), to]);
  return 0 - toFen(row?.fen ?? 0);
}
