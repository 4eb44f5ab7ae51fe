import { In } from 'typeorm';
import type { Tx } from '../../db/database.js';
import { sqlIn, insertRows, rowsOf } from '../../db/rows.js';
import { bankEntrySources, JournalEntry, Posting, SPECIAL_BANK_ACCOUNT, type BankEntryClue } from '../ledger/index.js';
import { referenceKey } from '../pledges/index.js';
import { withdrawOrders } from '../orders/index.js';
import { codesIn } from './matching.rules.js';
import { movementBooking } from './movement-order.js';
import { StatementLineStatus } from './statement.enums.js';
import { BankMovement, StatementLine, StatementLink } from './statement.entities.js';

/** A journal entry that moved money on the special account and is not linked to a statement line yet. */
export interface BankEntry {
  readonly entryId: string;
  readonly sourceKey: string;
  /** The change of the special account: above zero came in. */
  readonly amountFen: number;
}

/** Returns entries on the special account by their source keys, without those that are linked to lines. */
async function findUnlinked(tx: Tx, sourceKeys: readonly string[]): Promise<BankEntry[]> {
  if (sourceKeys.length === 0) return [];
  const [entries] = await tx.query(
    rowsOf(tx, JournalEntry, sqlIn('source_key', sourceKeys), sourceKeys, ['id', 'sourceKey']),
  );
  const ids = entries.map(({ id }) => id);
  const [links, reversals, postings] = await tx.query(
    rowsOf(tx, StatementLink, sqlIn('entry_id', ids), ids),
    rowsOf(tx, JournalEntry, `${sqlIn('reverses_id', ids)} AND kind = 'CONFIRMATION_REVERSED'`, ids, ['reversesId']),
    rowsOf(tx, Posting, `${sqlIn('entry_id', ids)} AND account_code = '${SPECIAL_BANK_ACCOUNT}'`, ids, [
      'entryId',
      'amountFen',
    ]),
  );
  const linked = new Set(links.map(({ entryId }) => entryId));
  const reversed = new Set(reversals.map(({ reversesId }) => reversesId));
  const amounts = new Map(postings.map(({ entryId, amountFen }) => [entryId, amountFen]));
  return entries.flatMap(({ id, sourceKey }) => {
    const amountFen = amounts.get(id);
    return amountFen === undefined || linked.has(id) || reversed.has(id) ? [] : [{ entryId: id, sourceKey, amountFen }];
  });
}

/** Returns what all sources know about the payments that lines name. */
async function findClues(tx: Tx, lines: readonly StatementLine[]): Promise<BankEntryClue[]> {
  const named = {
    references: [...new Set(lines.map(({ bankReference }) => bankReference))],
    codes: [...new Set(lines.flatMap(({ remark }) => codesIn(remark)))],
  };
  return (await tx.query(...bankEntrySources.all().flatMap((source) => source.cluesOf(tx, named)))).flat();
}

/** Returns the candidates that equal the line's amount: all of them together, or else the one that does alone. */
function exactly(amountFen: number, candidates: readonly BankEntry[]): readonly BankEntry[] {
  const sameWay = candidates.filter((entry) => entry.amountFen > 0 === amountFen > 0);
  if (sameWay.length > 0 && sameWay.reduce((sum, entry) => sum + entry.amountFen, 0) === amountFen) return sameWay;
  return sameWay.filter((entry) => entry.amountFen === amountFen).slice(0, 1);
}

/**
 * Links open lines to entries that exist in the ledger: gifts confirmed by hand, releases, refunds. It posts nothing. A
 * line and an entry are the same money when their amounts and their reference or remark code are equal. Returns the ids
 * of the lines that are settled by this.
 */
export async function linkKnownEntries(tx: Tx, lines: readonly StatementLine[]): Promise<Set<string>> {
  const open = lines.filter(({ status }) => status === StatementLineStatus.OPEN);
  if (open.length === 0) return new Set();
  const clues = await findClues(tx, open);
  const entries = new Map(
    (await findUnlinked(tx, [...new Set(clues.map(({ sourceKey }) => sourceKey))])).map((entry) => [
      entry.sourceKey,
      entry,
    ]),
  );
  const byWord = new Map<string, BankEntry[]>();
  for (const { word, sourceKey } of clues) {
    const entry = entries.get(sourceKey);
    const key = referenceKey(word);
    if (entry !== undefined && word !== '' && byWord.get(key)?.includes(entry) !== true)
      byWord.set(key, [...(byWord.get(key) ?? []), entry]);
  }
  const taken = new Set<string>();
  const links: StatementLink[] = [];
  const settle = (line: StatementLine, words: readonly string[]) => {
    const candidates = [...new Set(words.flatMap((word) => byWord.get(referenceKey(word)) ?? []))].filter(
      ({ entryId }) => !taken.has(entryId),
    );
    for (const { entryId } of exactly(line.amountFen, candidates)) {
      taken.add(entryId);
      links.push({ entryId, lineId: line.id });
    }
  };
  // The bank's own number is certain, so it is compared before any code.
  for (const line of open) settle(line, [line.bankReference]);
  const settled = new Set(links.map(({ lineId }) => lineId));
  for (const line of open) if (!settled.has(line.id) && line.amountFen > 0) settle(line, codesIn(line.remark));
  insertRows(tx, StatementLink, links);
  const ids = [...new Set(links.map(({ lineId }) => lineId))];
  await settleLines(tx, ids);
  return new Set(ids);
}

/** Column values for `UPDATE statement_lines SET` that remove the proposal of a settled line. */
export const NOTHING_PROPOSED =
  'pledge_id = NULL, further_pledges = NULL, movement_kind = NULL, movement_purpose = NULL, movement_project_id = NULL, confidence = 0';

/** Marks lines as settled, because the ledger has their money. */
export async function settleLines(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await dropPreparedMovements(tx, ids);
  tx.defer(
    `UPDATE statement_lines SET status = '${StatementLineStatus.SETTLED}', suspense_fen = 0, ${NOTHING_PROPOSED} WHERE ${sqlIn('id', ids)}`,
    ids,
  );
}

/** Drops bookings of these lines that wait for a second signature, because the lines were settled in another way. */
export async function dropPreparedMovements(tx: Tx, lineIds: readonly string[]): Promise<void> {
  if (lineIds.length === 0) return;
  const [prepared] = await tx.query(
    rowsOf(tx, BankMovement, `${sqlIn('line_id', lineIds)} AND booked_at IS NULL`, lineIds, ['id']),
  );
  const ids = prepared.map(({ id }) => id);
  if (ids.length === 0) return;
  await withdrawOrders(tx, movementBooking, ids);
  await tx.manager.delete(BankMovement, { id: In(ids) });
}
