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

/** What was booked between two ids of entries, reversals included. */
export async function sumOwnBetween(manager: EntityManager, fromId: string, beforeId: string): Promise<OwnSums> {
  const rows = await manager.query<{ account_code: string; fen: number | string }[]>(
    `SELECT account_code, SUM(amount_fen) AS fen FROM postings WHERE ${ANY_OWN('account_code')} AND entry_id >= ? AND entry_id < ? GROUP BY account_code`,
    [fromId, beforeId],
  );
  const of = (kind: OwnKind) => rows.filter(({ account_code }) => OWN_PLACES[kind].has(account_code)).reduce((sum, { fen }) => sum + toFen(fen), 0);
  return { charges: of(BookLineKind.BANK_CHARGE), interest: 0 - of(BookLineKind.INTEREST), transferred: of(BookLineKind.OWN_TRANSFER) };
}

/** The charity's own means before an entry: interest for its own costs, less what the bank charged. Below zero it owes the special account so much. */
export async function ownMeansBefore(manager: EntityManager, beforeId: string): Promise<number> {
  const [row] = await manager.query<{ fen: number | string | null }[]>(
    `SELECT SUM(amount_fen) AS fen FROM postings WHERE account_code IN (?, ?) AND entry_id < ?`,
    [BANK_CHARGES_ACCOUNT, interestAccount(null), beforeId],
  );
  return 0 - toFen(row?.fen ?? 0);
}

/** The first entry of the charity's own; null before there was one. */
export async function firstOwnEntry(manager: EntityManager): Promise<string | null> {
  const [row] = await manager.query<{ entry_id: string | null }[]>(`SELECT MIN(entry_id) AS entry_id FROM postings WHERE ${ANY_OWN('account_code')}`);
  return row?.entry_id ?? null;
}
