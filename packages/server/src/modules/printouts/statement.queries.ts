import { In, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { sqlTime } from '../../db/columns.js';
import { beginningOf, shanghaiYear } from '../../lib/days.js';
import { toFen } from '../../lib/money.js';
import { GiftUse } from '../milestones/index.js';
import { PaymentMethod, Pledge, PledgeStatus, Receipt } from '../pledges/index.js';
import { Milestone, Project } from '../projects/index.js';
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
  /** What the ledger holds of these gifts, from its postings alone. */
  readonly ledgerFen: number;
}

export interface StatementLine {
  readonly at: Date;
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

/** The sums of a statement: from the gifts, and once more from the ledger's postings, which know nothing of them. */
export async function sumStatement(manager: EntityManager, scope: StatementScope): Promise<StatementTotals> {
  const given = await gifts(manager, scope).select('COUNT(*)', 'gifts').addSelect('SUM(pledge.amountFen)', 'given').addSelect('SUM(pledge.refundedFen)', 'refunded').getRawOne<Record<string, number | string | null>>();
  const ledger = await gifts(manager, scope)
    // Every entry about a gift begins like this, and the next letter after the colon is the semicolon.
    .innerJoin('journal_entries', 'entry', "entry.source_key > CONCAT('pledge:', pledge.id, ':') AND entry.source_key < CONCAT('pledge:', pledge.id, ';')")
    .innerJoin('postings', 'posting', "posting.entry_id = entry.id AND posting.account_code IN (CONCAT('fund:', pledge.project_id, ':received'), CONCAT('fund:', pledge.project_id, ':refunded'))")
    .select('SUM(0 - posting.amount_fen)', 'fen')
    .getRawOne<{ fen: number | string | null }>();
  return { gifts: Number(given?.gifts ?? 0), givenFen: toFen(given?.given ?? 0), refundedFen: toFen(given?.refunded ?? 0), ledgerFen: toFen(ledger?.fen ?? 0) };
}

/** The lines of a statement, oldest first, `size` at a time: memory does not grow with them. */
export async function* readStatement(manager: EntityManager, scope: StatementScope, size = 500): AsyncGenerator<StatementLine[]> {
  let last: Pledge | undefined;
  do {
    const query = gifts(manager, scope);
    if (last !== undefined) query.andWhere('(pledge.paidAt > :at OR (pledge.paidAt = :at AND pledge.id > :after))', { at: sqlTime(last.paidAt!), after: last.id });
    const batch = await query.orderBy('pledge.paidAt', 'ASC').addOrderBy('pledge.id', 'ASC').limit(size).getMany();
    if (batch.length > 0) yield await toLines(manager, scope, batch);
    last = batch.length < size ? undefined : batch.at(-1);
  } while (last !== undefined);
}

async function toLines(manager: EntityManager, { giver }: StatementScope, pledges: readonly Pledge[]): Promise<StatementLine[]> {
  const ids = pledges.map(({ id }) => id);
  const receipts = await receiptsOf(manager, ids);
  const uses = await usesOf(manager, ids);
  const projects = new Map((await manager.findBy(Project, { id: In([...new Set(pledges.map(({ projectId }) => projectId))]) })).map((project) => [project.id, project]));
  const invoices = new Map((await manager.findBy(OfficialInvoice, { receiptNumber: In([...receipts.values()].map(({ number }) => number)) })).map((invoice) => [invoice.receiptNumber, invoice.invoiceNumber]));
  return pledges.map((pledge) => {
    const receipt = receipts.get(pledge.id);
    if (receipt === undefined) throw new Error(`pledge ${pledge.id} was paid without a receipt`);
    return {
      at: pledge.paidAt!,
      receipt: receipt.number,
      invoiceNumber: invoices.get(receipt.number) ?? null,
      project: projects.get(pledge.projectId)!.title,
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
