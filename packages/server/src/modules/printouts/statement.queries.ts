import { In, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { sqlTime } from '../../db/columns.js';
import { beginningOf, shanghaiYear } from '../../lib/days.js';
import { toFen } from '../../lib/money.js';
import { JournalEntry, Posting } from '../ledger/index.js';
import { GiftUse } from '../milestones/index.js';
import { PaymentMethod, Pledge, pledgeOfSource, PledgeStatus, Receipt, sourceOfPayment } from '../pledges/index.js';
import { Milestone } from '../projects/index.js';
import { OfficialInvoice } from './invoice.entities.js';

/** Whose gifts: a person's own, or all on a unit's behalf. */
export type Giver = { readonly userId: string } | { readonly organizationId: string };

/** The gifts of `giver` that arrived in `year`, as Shanghai counts it. */
export interface StatementScope {
  readonly giver: Giver;
  readonly year: number;
}

export interface StatementTotals {
  readonly gifts: number;
  readonly givenFen: number;
  readonly refundedFen: number;
  /** How many gifts the ledger holds another sum of: none, in books that are right. */
  readonly different: number;
}

export interface StatementLine {
  /** The day in Shanghai on which the money reached the bank. */
  readonly day: string;
  readonly receipt: string;
  readonly invoiceNumber: string | null;
  readonly project: string;
  /** As the donor chose to be shown; null on a donor's own statement. */
  readonly donor: string | null;
  readonly amountFen: number;
  readonly refundedFen: number;
  /** What it paid, stage by stage. */
  readonly uses: readonly { readonly stage: string; readonly amountFen: number }[];
  readonly sandbox: boolean;
}

const ofGiver = (giver: Giver): [column: 'userId' | 'onBehalfOfId', id: string] => ('userId' in giver ? ['userId', giver.userId] : ['onBehalfOfId', giver.organizationId]);

function gifts(manager: EntityManager, { giver, year }: StatementScope): SelectQueryBuilder<Pledge> {
  const [column, id] = ofGiver(giver);
  return manager
    .createQueryBuilder(Pledge, 'pledge')
    .where(`pledge.${column} = :id AND pledge.status IN (:...arrived)`, { id, arrived: [PledgeStatus.PAID, PledgeStatus.REFUNDED] })
    .andWhere('pledge.paidAt >= :from AND pledge.paidAt < :to', { from: sqlTime(beginningOf(`${year}-01-01`)), to: sqlTime(beginningOf(`${year + 1}-01-01`)) });
}

/** The gifts of a statement, oldest first, `size` at a time: memory does not grow with them. */
async function* readGifts(manager: EntityManager, scope: StatementScope, size: number): AsyncGenerator<Pledge[]> {
  let last: Pledge | undefined;
  do {
    const query = gifts(manager, scope);
    if (last !== undefined) query.andWhere('(pledge.paidAt > :at OR (pledge.paidAt = :at AND pledge.id > :after))', { at: sqlTime(last.paidAt!), after: last.id });
    const batch = await query.orderBy('pledge.paidAt', 'ASC').addOrderBy('pledge.id', 'ASC').limit(size).getMany();
    if (batch.length > 0) yield batch;
    last = batch.length < size ? undefined : batch.at(-1);
  } while (last !== undefined);
}

/** What the ledger holds of each pledge, from postings alone: its payment, less what an entry took back of it. */
async function ledgerOf(manager: EntityManager, pledges: readonly Pledge[]): Promise<ReadonlyMap<string, number>> {
  const payments = await manager.findBy(JournalEntry, { sourceKey: In(pledges.map(sourceOfPayment)) });
  const reversals = await manager.findBy(JournalEntry, { reversesId: In(payments.map(({ id }) => id)) });
  const pledgeOf = new Map([...payments, ...reversals].map(({ id, sourceKey }) => [id, pledgeOfSource(sourceKey)!]));
  const sums = new Map<string, number>();
  for (const { entryId, accountCode, amountFen } of await manager.findBy(Posting, { entryId: In([...pledgeOf.keys()]) })) {
    const pledge = pledgeOf.get(entryId)!;
    // Gifts are credits to the fund.
    if (accountCode.startsWith('fund:')) sums.set(pledge, (sums.get(pledge) ?? 0) - amountFen);
  }
  return sums;
}

/** The name on the last receipt of the year: the giver's name of then, whatever it is now. Null without a gift. */
export async function nameOnStatement(manager: EntityManager, scope: StatementScope): Promise<string | null> {
  const [last] = await gifts(manager, scope).orderBy('pledge.paidAt', 'DESC').addOrderBy('pledge.id', 'DESC').limit(1).getMany();
  if (last === undefined) return null;
  return 'userId' in scope.giver ? last.donorName : last.onBehalfOfName;
}

/** The sums of a statement: from the gifts, and once more from the ledger's postings, gift by gift. */
export async function sumStatement(manager: EntityManager, scope: StatementScope): Promise<StatementTotals> {
  const totals = { gifts: 0, givenFen: 0, refundedFen: 0, different: 0 };
  for await (const batch of readGifts(manager, scope, 100)) {
    const ledger = await ledgerOf(manager, batch);
    for (const { id, amountFen, refundedFen } of batch) {
      totals.gifts += 1;
      totals.givenFen += amountFen;
      totals.refundedFen += refundedFen;
      if (ledger.get(id) !== amountFen - refundedFen) totals.different += 1;
    }
  }
  return totals;
}

/** The lines of a statement, oldest first, `size` at a time. */
export async function* readStatement(manager: EntityManager, scope: StatementScope, size: number): AsyncGenerator<StatementLine[]> {
  for await (const batch of readGifts(manager, scope, size)) yield await toLines(manager, scope, batch);
}

async function toLines(manager: EntityManager, { giver }: StatementScope, pledges: readonly Pledge[]): Promise<StatementLine[]> {
  const ids = pledges.map(({ id }) => id);
  const receipts = await receiptsOf(manager, ids);
  const uses = await usesOf(manager, ids);
  const invoices = new Map((await manager.findBy(OfficialInvoice, { receiptNumber: In([...receipts.values()].map(({ number }) => number)) })).map((invoice) => [invoice.receiptNumber, invoice.invoiceNumber]));
  return pledges.map((pledge) => {
    const receipt = receipts.get(pledge.id);
    if (receipt === undefined) throw new Error(`pledge ${pledge.id} was paid without a receipt`);
    return {
      day: receipt.paidOn,
      receipt: receipt.number,
      invoiceNumber: invoices.get(receipt.number) ?? null,
      project: receipt.projectTitle,
      donor: 'userId' in giver ? null : pledge.displayName,
      amountFen: pledge.amountFen,
      refundedFen: pledge.refundedFen,
      uses: uses.get(pledge.id) ?? [],
      sandbox: pledge.payment === PaymentMethod.SANDBOX,
    };
  });
}

/** The receipt of each pledge that counts: the valid one, or the last that was. */
async function receiptsOf(manager: EntityManager, pledgeIds: readonly string[]): Promise<ReadonlyMap<string, Receipt>> {
  const receipts = await manager.find(Receipt, { where: { pledgeId: In([...pledgeIds]) }, order: { issuedAt: 'ASC', number: 'ASC' } });
  const void_ = receipts.filter(({ voidedAt }) => voidedAt !== null);
  const valid = receipts.filter(({ voidedAt }) => voidedAt === null);
  return new Map([...void_, ...valid].map((receipt) => [receipt.pledgeId, receipt]));
}

async function usesOf(manager: EntityManager, pledgeIds: readonly string[]): Promise<ReadonlyMap<string, StatementLine['uses']>> {
  const rows = await manager
    .createQueryBuilder(GiftUse, 'gift_use')
    .innerJoin(Milestone, 'milestone', 'milestone.id = gift_use.milestoneId')
    .select('gift_use.pledgeId', 'pledge').addSelect('milestone.title', 'stage').addSelect('gift_use.amountFen', 'fen')
    .where('gift_use.pledgeId IN (:...pledgeIds)', { pledgeIds })
    .orderBy('milestone.position', 'ASC')
    .getRawMany<{ pledge: string; stage: string; fen: number | string }>();
  const uses = new Map<string, { stage: string; amountFen: number }[]>();
  for (const { pledge, stage, fen } of rows) uses.set(pledge, [...(uses.get(pledge) ?? []), { stage, amountFen: toFen(fen) }]);
  return uses;
}

/** The years in which gifts of `giver` arrived, newest first. */
export async function listStatementYears(manager: EntityManager, giver: Giver): Promise<number[]> {
  const [column, id] = ofGiver(giver);
  const arrived = { [column]: id, status: In([PledgeStatus.PAID, PledgeStatus.REFUNDED]) };
  const [first] = await manager.find(Pledge, { where: arrived, order: { paidAt: 'ASC' }, take: 1 });
  const [last] = await manager.find(Pledge, { where: arrived, order: { paidAt: 'DESC' }, take: 1 });
  if (first === undefined || last === undefined) return [];
  const years: number[] = [];
  for (let year = shanghaiYear(last.paidAt!); year >= shanghaiYear(first.paidAt!); year -= 1) {
    if (await gifts(manager, { giver, year }).getExists()) years.push(year);
  }
  return years;
}
