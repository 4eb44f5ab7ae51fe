import { In, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { sqlTime } from '../../db/columns.js';
import { beginningOf, shanghaiYear } from '../../lib/days.js';
import { toFen } from '../../lib/money.js';
import { JournalEntry, Posting } from '../ledger/index.js';
import { GiftUse } from '../milestones/index.js';
import { PaymentMethod, Pledge, pledgeOfSource, PledgeStatus, Receipt, sourceOfPayment } from '../pledges/index.js';
import { Milestone } from '../projects/index.js';
import { OfficialInvoice } from './invoice.entities.js';

/** The giver: a person with all personal gifts, or a unit with all gifts on its behalf. */
export type Giver = { readonly userId: string } | { readonly organizationId: string };

/** The gifts of `giver` that arrived in `year`, in Shanghai time. */
export interface StatementScope {
  readonly giver: Giver;
  readonly year: number;
}

export interface StatementTotals {
  readonly gifts: number;
  readonly givenFen: number;
  readonly refundedFen: number;
  /** Number of gifts for which the ledger has another sum. It is zero when the books are right. */
  readonly different: number;
}

export interface StatementLine {
  /** The day in Shanghai on which the money reached the bank. */
  readonly day: string;
  readonly receipt: string;
  readonly invoiceNumber: string | null;
  readonly project: string;
  /** On a unit's statement the person whom an older receipt names as the donor; otherwise null. */
  readonly donor: string | null;
  /** On a unit's statement the person who handled the gift, when that person chose to be named; otherwise null. */
  readonly handler: string | null;
  readonly amountFen: number;
  readonly refundedFen: number;
  /** The stages that the gift paid for. */
  readonly uses: readonly { readonly stage: string; readonly amountFen: number }[];
  readonly sandbox: boolean;
}

const ofGiver = (giver: Giver): [column: 'userId' | 'onBehalfOfId', id: string] =>
  'userId' in giver ? ['userId', giver.userId] : ['onBehalfOfId', giver.organizationId];

function gifts(manager: EntityManager, { giver, year }: StatementScope): SelectQueryBuilder<Pledge> {
  const [column, id] = ofGiver(giver);
  return manager
    .createQueryBuilder(Pledge, 'pledge')
    .where(`pledge.${column} = :id AND pledge.status IN (:...arrived)`, {
      id,
      arrived: [PledgeStatus.PAID, PledgeStatus.REFUNDED],
    })
    .andWhere('pledge.paidAt >= :from AND pledge.paidAt < :to', {
      from: sqlTime(beginningOf(`${year}-01-01`)),
      to: sqlTime(beginningOf(`${year + 1}-01-01`)),
    });
}

/**
 * Yields the gifts of a statement, oldest first, in batches of `size`, so that memory does not grow with their number.
 */
async function* readGifts(manager: EntityManager, scope: StatementScope, size: number): AsyncGenerator<Pledge[]> {
  let last: Pledge | undefined;
  do {
    const query = gifts(manager, scope);
    if (last !== undefined)
      query.andWhere('(pledge.paidAt > :at OR (pledge.paidAt = :at AND pledge.id > :after))', {
        at: sqlTime(last.paidAt!),
        after: last.id,
      });
    const batch = await query.orderBy('pledge.paidAt', 'ASC').addOrderBy('pledge.id', 'ASC').limit(size).getMany();
    if (batch.length > 0) yield batch;
    last = batch.length < size ? undefined : batch.at(-1);
  } while (last !== undefined);
}

/** Returns what the ledger has of each pledge, from postings alone: its payment, less what a later entry reversed. */
async function ledgerOf(manager: EntityManager, pledges: readonly Pledge[]): Promise<ReadonlyMap<string, number>> {
  const payments = await manager.findBy(JournalEntry, { sourceKey: In(pledges.map(sourceOfPayment)) });
  const reversals = await manager.findBy(JournalEntry, { reversesId: In(payments.map(({ id }) => id)) });
  const pledgeOf = new Map([...payments, ...reversals].map(({ id, sourceKey }) => [id, pledgeOfSource(sourceKey)!]));
  const sums = new Map<string, number>();
  for (const { entryId, accountCode, amountFen } of await manager.findBy(Posting, {
    entryId: In([...pledgeOf.keys()]),
  })) {
    const pledge = pledgeOf.get(entryId)!;
    // Gifts are credits to the fund, so the sign is turned round.
    if (accountCode.startsWith('fund:')) sums.set(pledge, (sums.get(pledge) ?? 0) - amountFen);
  }
  return sums;
}

/** How a statement names its giver. */
export interface GiverName {
  readonly name: string;
  /** The unified social credit code of a unit; null for people and for units without one. */
  readonly code: string | null;
}

/**
 * Returns the giver's name and code on the last receipt of the year, even if the giver has others now. Null without a
 * gift.
 */
export async function nameOnStatement(manager: EntityManager, scope: StatementScope): Promise<GiverName | null> {
  const [last] = await gifts(manager, scope)
    .orderBy('pledge.paidAt', 'DESC')
    .addOrderBy('pledge.id', 'DESC')
    .limit(1)
    .getMany();
  if (last === undefined) return null;
  if ('userId' in scope.giver) return { name: last.donorName, code: null };
  const receipt = (await receiptsOf(manager, [last.id])).get(last.id);
  return { name: last.onBehalfOfName!, code: receipt?.onBehalfOfCode ?? null };
}

/** Returns the sums of a statement, and compares each gift with the ledger's postings. */
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

/** Yields the lines of a statement, oldest first, in batches of `size`. */
export async function* readStatement(
  manager: EntityManager,
  scope: StatementScope,
  size: number,
): AsyncGenerator<StatementLine[]> {
  for await (const batch of readGifts(manager, scope, size)) yield await toLines(manager, scope, batch);
}

async function toLines(
  manager: EntityManager,
  { giver }: StatementScope,
  pledges: readonly Pledge[],
): Promise<StatementLine[]> {
  const ids = pledges.map(({ id }) => id);
  const receipts = await receiptsOf(manager, ids);
  const uses = await usesOf(manager, ids);
  const invoices = new Map(
    (
      await manager.findBy(OfficialInvoice, { receiptNumber: In([...receipts.values()].map(({ number }) => number)) })
    ).map((invoice) => [invoice.receiptNumber, invoice.invoiceNumber]),
  );
  return pledges.map((pledge) => {
    const receipt = receipts.get(pledge.id);
    if (receipt === undefined) throw new Error(`pledge ${pledge.id} was paid without a receipt`);
    return {
      day: receipt.paidOn,
      receipt: receipt.number,
      invoiceNumber: invoices.get(receipt.number) ?? null,
      project: receipt.projectTitle,
      donor: 'userId' in giver || receipt.isMadeOutToUnit ? null : pledge.displayName,
      handler: 'organizationId' in giver && receipt.isMadeOutToUnit ? pledge.handledBy : null,
      amountFen: pledge.amountFen,
      refundedFen: pledge.refundedFen,
      uses: uses.get(pledge.id) ?? [],
      sandbox: pledge.payment === PaymentMethod.SANDBOX,
    };
  });
}

/** Returns one receipt for each pledge: the valid one, or the last one that was valid. */
async function receiptsOf(manager: EntityManager, pledgeIds: readonly string[]): Promise<ReadonlyMap<string, Receipt>> {
  const receipts = await manager.find(Receipt, {
    where: { pledgeId: In([...pledgeIds]) },
    order: { issuedAt: 'ASC', number: 'ASC' },
  });
  const void_ = receipts.filter(({ voidedAt }) => voidedAt !== null);
  const valid = receipts.filter(({ voidedAt }) => voidedAt === null);
  return new Map([...void_, ...valid].map((receipt) => [receipt.pledgeId, receipt]));
}

async function usesOf(
  manager: EntityManager,
  pledgeIds: readonly string[],
): Promise<ReadonlyMap<string, StatementLine['uses']>> {
  const rows = await manager
    .createQueryBuilder(GiftUse, 'gift_use')
    .innerJoin(Milestone, 'milestone', 'milestone.id = gift_use.milestoneId')
    .select('gift_use.pledgeId', 'pledge')
    .addSelect('milestone.title', 'stage')
    .addSelect('gift_use.amountFen', 'fen')
    .where('gift_use.pledgeId IN (:...pledgeIds)', { pledgeIds })
    .orderBy('milestone.position', 'ASC')
    .getRawMany<{ pledge: string; stage: string; fen: number | string }>();
  const uses = new Map<string, { stage: string; amountFen: number }[]>();
  for (const { pledge, stage, fen } of rows)
    uses.set(pledge, [...(uses.get(pledge) ?? []), { stage, amountFen: toFen(fen) }]);
  return uses;
}

export const countGifts = (manager: EntityManager, scope: StatementScope): Promise<number> =>
  gifts(manager, scope).getCount();

/** Returns the years with a statement, newest first, each with the number of its gifts. */
export const listStatements = async (
  manager: EntityManager,
  giver: Giver,
): Promise<{ year: number; gifts: number }[]> =>
  Promise.all(
    (await listStatementYears(manager, giver)).map(async (year) => ({
      year,
      gifts: await countGifts(manager, { giver, year }),
    })),
  );

/** Returns the years in which gifts of `giver` arrived, newest first. */
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
