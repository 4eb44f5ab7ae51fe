import { In, type EntityManager } from 'typeorm';
import type { Tx } from '../../db/database.js';
import { insertRows } from '../../db/rows.js';
import { JournalEntry, Posting, SPECIAL_BANK_ACCOUNT } from '../ledger/index.js';
import { Release, sourceOfStage } from '../milestones/index.js';
import { PaymentMethod, Pledge, PledgeStatus, sourceOfPayment } from '../pledges/index.js';
import { codesIn } from './matching.rules.js';
import { StatementLineStatus } from './statement.enums.js';
import { StatementLine, StatementLink, SuspenseReturn } from './statement.entities.js';
import { sourceOfReturn } from './suspense.rules.js';

/** A journal entry that moved money on the special account and is no line of a statement yet. */
export interface BankEntry {
  readonly entryId: string;
  readonly sourceKey: string;
  /** On the special account: above zero came in. */
  readonly amountFen: number;
}

/** Entries on the special account by their source keys, without those that are lines already. */
async function findUnlinked(manager: EntityManager, sourceKeys: readonly string[]): Promise<BankEntry[]> {
  if (sourceKeys.length === 0) return [];
  const entries = await manager.findBy(JournalEntry, { sourceKey: In([...new Set(sourceKeys)]) });
  if (entries.length === 0) return [];
  const ids = entries.map(({ id }) => id);
  const linked = new Set((await manager.findBy(StatementLink, { entryId: In(ids) })).map(({ entryId }) => entryId));
  const reversed = new Set((await manager.findBy(JournalEntry, { reversesId: In(ids), kind: 'CONFIRMATION_REVERSED' })).map(({ reversesId }) => reversesId));
  const postings = new Map((await manager.findBy(Posting, { entryId: In(ids), accountCode: SPECIAL_BANK_ACCOUNT })).map(({ entryId, amountFen }) => [entryId, amountFen]));
  return entries.flatMap(({ id, sourceKey }) => {
    const amountFen = postings.get(id);
    return amountFen === undefined || linked.has(id) || reversed.has(id) ? [] : [{ entryId: id, sourceKey, amountFen }];
  });
}

/** What the ledger's side knows of a payment: the bank's reference or the remark code that names it, and the entry that it is. */
interface Clue {
  readonly word: string;
  readonly sourceKey: string;
}

const plainReference = (reference: string): string => reference.normalize('NFKC').toUpperCase().trim();

async function findClues(manager: EntityManager, lines: readonly StatementLine[]): Promise<Clue[]> {
  const references = [...new Set(lines.map(({ bankReference }) => bankReference))];
  const codes = [...new Set(lines.flatMap(({ remark }) => codesIn(remark)))];
  const paid = { status: In([PledgeStatus.PAID, PledgeStatus.REFUNDED]), payment: PaymentMethod.BANK_TRANSFER };
  // One question for each index: asked together, neither would be used.
  const pledges = [...(await manager.findBy(Pledge, { ...paid, bankReference: In(references) })), ...(codes.length === 0 ? [] : await manager.findBy(Pledge, { ...paid, remarkCode: In(codes) }))];
  const releases = await manager.findBy(Release, { bankReference: In(references) });
  const returns = await manager.findBy(SuspenseReturn, { bankReference: In(references) });
  return [
    ...pledges.flatMap((pledge) => [pledge.bankReference ?? '', pledge.remarkCode].map((word) => ({ word, sourceKey: sourceOfPayment(pledge) }))),
    ...releases.map(({ milestoneId, bankReference }) => ({ word: bankReference!, sourceKey: sourceOfStage(milestoneId) })),
    ...returns.map(({ lineId, bankReference }) => ({ word: bankReference!, sourceKey: sourceOfReturn(lineId) })),
    ...(await findRefundClues(manager, references)),
  ];
}

/** Refunds are paid by orders, each of which has one reference for all its gifts; what went back of a gift reverses its entry. */
async function findRefundClues(manager: EntityManager, references: readonly string[]): Promise<Clue[]> {
  const rows = await manager.query<{ pledge_id: string; bank_reference: string }[]>(
    `SELECT i.pledge_id, o.bank_reference FROM refund_orders o JOIN refund_items i ON i.order_id = o.id
     WHERE o.approved_at IS NOT NULL AND o.bank_reference IN (${references.map(() => '?').join(', ')})`,
    [...references],
  );
  if (rows.length === 0) return [];
  const pledges = await manager.findBy(Pledge, { id: In(rows.map(({ pledge_id }) => pledge_id)) });
  const gifts = new Map((await manager.findBy(JournalEntry, { sourceKey: In(pledges.map(sourceOfPayment)) })).map(({ sourceKey, id }) => [sourceKey, id]));
  const refunds = new Map((await manager.findBy(JournalEntry, { reversesId: In([...gifts.values()]), kind: 'GIFT_REFUNDED' })).map(({ reversesId, sourceKey }) => [reversesId, sourceKey]));
  const giftOf = new Map(pledges.map((pledge) => [pledge.id, gifts.get(sourceOfPayment(pledge)) ?? '']));
  return rows.flatMap(({ pledge_id, bank_reference }) => {
    const sourceKey = refunds.get(giftOf.get(pledge_id) ?? '');
    return sourceKey === undefined ? [] : [{ word: bank_reference, sourceKey }];
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
  const clues = await findClues(tx.manager, open);
  const entries = new Map((await findUnlinked(tx.manager, clues.map(({ sourceKey }) => sourceKey))).map((entry) => [entry.sourceKey, entry]));
  const byWord = new Map<string, BankEntry[]>();
  for (const { word, sourceKey } of clues) {
    const entry = entries.get(sourceKey);
    const key = plainReference(word);
    if (entry !== undefined && word !== '' && byWord.get(key)?.includes(entry) !== true) byWord.set(key, [...(byWord.get(key) ?? []), entry]);
  }
  const taken = new Set<string>();
  const links: StatementLink[] = [];
  const settle = (line: StatementLine, words: readonly string[]) => {
    const candidates = [...new Set(words.flatMap((word) => byWord.get(plainReference(word)) ?? []))].filter(({ entryId }) => !taken.has(entryId));
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

/** Marks lines whose money the ledger has, with nothing left to do. */
export async function settleLines(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.manager.update(StatementLine, { id: In([...ids]) }, { status: StatementLineStatus.SETTLED, pledgeId: null, confidence: 0 });
}
