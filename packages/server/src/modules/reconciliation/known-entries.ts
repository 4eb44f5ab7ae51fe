import { In, type EntityManager } from 'typeorm';
import type { Question, Tx } from '../../db/database.js';
import { among, insertRows, rowsOf } from '../../db/rows.js';
import { JournalEntry, Posting, SPECIAL_BANK_ACCOUNT } from '../ledger/index.js';
import { Release, sourceOfStage } from '../milestones/index.js';
import { PaymentMethod, Pledge, PledgeStatus, referenceKey, sourceOfPayment } from '../pledges/index.js';
import { withdrawOrders } from '../orders/index.js';
import { codesIn } from './matching.rules.js';
import { movementBooking } from './movement-order.js';
import { StatementLineStatus } from './statement.enums.js';
import { BankMovement, StatementLine, StatementLink, SuspenseReturn } from './statement.entities.js';
import { sourceOfReturn } from './suspense.rules.js';

/** A journal entry that moved money on the special account and is no line of a statement yet. */
export interface BankEntry {
  readonly entryId: string;
  readonly sourceKey: string;
  /** On the special account: above zero came in. */
  readonly amountFen: number;
}

/** Entries on the special account by their source keys, without those that are lines already. */
async function findUnlinked(tx: Tx, sourceKeys: readonly string[]): Promise<BankEntry[]> {
  if (sourceKeys.length === 0) return [];
  const [entries] = await tx.ask(rowsOf(tx, JournalEntry, among('source_key', sourceKeys), sourceKeys, ['id', 'sourceKey']));
  const ids = entries.map(({ id }) => id);
  const [links, reversals, postings] = await tx.ask(
    rowsOf(tx, StatementLink, among('entry_id', ids), ids),
    rowsOf(tx, JournalEntry, `${among('reverses_id', ids)} AND kind = 'CONFIRMATION_REVERSED'`, ids, ['reversesId']),
    rowsOf(tx, Posting, `${among('entry_id', ids)} AND account_code = '${SPECIAL_BANK_ACCOUNT}'`, ids, ['entryId', 'amountFen']),
  );
  const linked = new Set(links.map(({ entryId }) => entryId));
  const reversed = new Set(reversals.map(({ reversesId }) => reversesId));
  const amounts = new Map(postings.map(({ entryId, amountFen }) => [entryId, amountFen]));
  return entries.flatMap(({ id, sourceKey }) => {
    const amountFen = amounts.get(id);
    return amountFen === undefined || linked.has(id) || reversed.has(id) ? [] : [{ entryId: id, sourceKey, amountFen }];
  });
}

/** What the ledger's side knows of a payment: the bank's reference or the remark code that names it, and the entry that it is. */
interface Clue {
  readonly word: string;
  readonly sourceKey: string;
}

async function findClues(tx: Tx, lines: readonly StatementLine[]): Promise<Clue[]> {
  const references = [...new Set(lines.map(({ bankReference }) => bankReference))];
  const codes = [...new Set(lines.flatMap(({ remark }) => codesIn(remark)))];
  const keys = [...new Set(references.map(referenceKey))];
  const byReference = among('bank_reference', references);
  // One question for each index: asked together, or for the statuses that are meant, another would be used.
  const [named, coded, releases, returns, refunds] = await tx.ask(
    rowsOf(tx, Pledge, `${among('reference_key', keys)} AND status <> '${PledgeStatus.PENDING}'`, keys, CLUES),
    rowsOf(tx, Pledge, `${among('remark_code', codes)} AND status <> '${PledgeStatus.PENDING}'`, codes, CLUES),
    rowsOf(tx, Release, byReference, references, ['milestoneId', 'bankReference']),
    rowsOf(tx, SuspenseReturn, byReference, references, ['lineId', 'bankReference']),
    paidRefunds(references),
  );
  const isPaid = ({ status, payment }: Pick<Pledge, 'status' | 'payment'>) => payment === PaymentMethod.BANK_TRANSFER && (status === PledgeStatus.PAID || status === PledgeStatus.REFUNDED);
  return [
    ...[...named, ...coded].filter(isPaid).flatMap((pledge) => [pledge.bankReference ?? '', pledge.remarkCode].map((word) => ({ word, sourceKey: sourceOfPayment(pledge) }))),
    ...releases.map(({ milestoneId, bankReference }) => ({ word: bankReference!, sourceKey: sourceOfStage(milestoneId) })),
    ...returns.map(({ lineId, bankReference }) => ({ word: bankReference!, sourceKey: sourceOfReturn(lineId) })),
    ...(await cluesOfRefunds(tx.manager, refunds)),
  ];
}

const CLUES = ['id', 'status', 'payment', 'timesPaid', 'bankReference', 'remarkCode'] as const;

interface PaidRefund {
  readonly pledgeId: string;
  readonly bankReference: string;
}

/** Asks for the gifts of refund orders: those are paid by one transfer, which has one reference for all of them. */
const paidRefunds = (references: readonly string[]): Question<PaidRefund[]> => ({
  sql: `SELECT i.pledge_id, o.bank_reference FROM refund_orders o JOIN refund_items i ON i.order_id = o.id WHERE o.approved_at IS NOT NULL AND ${among('o.bank_reference', references)}`,
  values: references,
  read: (rows) => rows.map(({ pledge_id, bank_reference }) => ({ pledgeId: String(pledge_id), bankReference: String(bank_reference) })),
});

/** What went back of a gift reverses its entry. */
async function cluesOfRefunds(manager: EntityManager, paid: readonly PaidRefund[]): Promise<Clue[]> {
  if (paid.length === 0) return [];
  const pledges = await manager.findBy(Pledge, { id: In(paid.map(({ pledgeId }) => pledgeId)) });
  const gifts = new Map((await manager.findBy(JournalEntry, { sourceKey: In(pledges.map(sourceOfPayment)) })).map(({ sourceKey, id }) => [sourceKey, id]));
  const refunds = new Map((await manager.findBy(JournalEntry, { reversesId: In([...gifts.values()]), kind: 'GIFT_REFUNDED' })).map(({ reversesId, sourceKey }) => [reversesId, sourceKey]));
  const giftOf = new Map(pledges.map((pledge) => [pledge.id, gifts.get(sourceOfPayment(pledge)) ?? '']));
  return paid.flatMap(({ pledgeId, bankReference }) => {
    const sourceKey = refunds.get(giftOf.get(pledgeId) ?? '');
    return sourceKey === undefined ? [] : [{ word: bankReference, sourceKey }];
  });
}

/** Those of `candidates` that are exactly the line's amount: all of them together, or else the one that is. */
function exactly(amountFen: number, candidates: readonly BankEntry[]): readonly BankEntry[] {
  const sameWay = candidates.filter((entry) => entry.amountFen > 0 === amountFen > 0);
  if (sameWay.length > 0 && sameWay.reduce((sum, entry) => sum + entry.amountFen, 0) === amountFen) return sameWay;
  return sameWay.filter((entry) => entry.amountFen === amountFen).slice(0, 1);
}

/**
 * Links open lines to entries that the ledger has already: gifts confirmed by hand, releases, refunds. Nothing is posted; what
 * is the same by its reference or remark code and by its amount is the same money. Answers the lines that are settled by this.
 */
export async function linkKnownEntries(tx: Tx, lines: readonly StatementLine[]): Promise<Set<string>> {
  const open = lines.filter(({ status }) => status === StatementLineStatus.OPEN);
  if (open.length === 0) return new Set();
  const clues = await findClues(tx, open);
  const entries = new Map((await findUnlinked(tx, [...new Set(clues.map(({ sourceKey }) => sourceKey))])).map((entry) => [entry.sourceKey, entry]));
  const byWord = new Map<string, BankEntry[]>();
  for (const { word, sourceKey } of clues) {
    const entry = entries.get(sourceKey);
    const key = referenceKey(word);
    if (entry !== undefined && word !== '' && byWord.get(key)?.includes(entry) !== true) byWord.set(key, [...(byWord.get(key) ?? []), entry]);
  }
  const taken = new Set<string>();
  const links: StatementLink[] = [];
  const settle = (line: StatementLine, words: readonly string[]) => {
    const candidates = [...new Set(words.flatMap((word) => byWord.get(referenceKey(word)) ?? []))].filter(({ entryId }) => !taken.has(entryId));
    for (const { entryId } of exactly(line.amountFen, candidates)) {
      taken.add(entryId);
      links.push({ entryId, lineId: line.id });
    }
  };
  // The bank's own number says it for certain, so it has its turn before any code.
  for (const line of open) settle(line, [line.bankReference]);
  const settled = new Set(links.map(({ lineId }) => lineId));
  for (const line of open) if (!settled.has(line.id) && line.amountFen > 0) settle(line, codesIn(line.remark));
  insertRows(tx, StatementLink, links);
  const ids = [...new Set(links.map(({ lineId }) => lineId))];
  await settleLines(tx, ids);
  return new Set(ids);
}

/** What a line proposes that needs no decision any longer, for `UPDATE statement_lines SET`. */
export const NOTHING_PROPOSED = 'pledge_id = NULL, further_pledges = NULL, movement_kind = NULL, movement_purpose = NULL, movement_project_id = NULL, confidence = 0';

/** Marks lines whose money the ledger has, with nothing left to do. */
export async function settleLines(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await dropPreparedMovements(tx, ids);
  tx.defer(`UPDATE statement_lines SET status = '${StatementLineStatus.SETTLED}', suspense_fen = 0, ${NOTHING_PROPOSED} WHERE ${among('id', ids)}`, ids);
}

/** Drops bookings that wait for a second signature: something else has become of their lines. */
export async function dropPreparedMovements(tx: Tx, lineIds: readonly string[]): Promise<void> {
  if (lineIds.length === 0) return;
  const [prepared] = await tx.ask(rowsOf(tx, BankMovement, `${among('line_id', lineIds)} AND booked_at IS NULL`, lineIds, ['id']));
  const ids = prepared.map(({ id }) => id);
  if (ids.length === 0) return;
  await withdrawOrders(tx, movementBooking, ids);
  await tx.manager.delete(BankMovement, { id: In(ids) });
}
