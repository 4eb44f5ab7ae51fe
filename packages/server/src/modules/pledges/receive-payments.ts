import type { Services } from '../../context.js';
import { addToCounters } from '../../db/counters.js';
import type { Question, Tx } from '../../db/database.js';
import { insertRows } from '../../db/rows.js';
import { shanghaiDay, shanghaiYear } from '../../lib/days.js';
import { foldedAndWritten } from '../../lib/folding.js';
import { fundAccounts, postEntries } from '../ledger/index.js';
import { canTake, changeCounters, comesBack, takeStep, type LockedProject } from '../projects/index.js';
import { freedBy } from './hold-places.js';
import { PledgeStatus } from './pledge.enums.js';
import { Receipt, type Pledge } from './pledge.entity.js';
import { nameIn, type UnitNames } from './names-of-then.js';
import { receiptNumber } from './pledge.rules.js';

/** The source key of a pledge's newest payment. */
export const sourceOfPayment = ({ id, timesPaid }: Pick<Pledge, 'id' | 'timesPaid'>): string => `pledge:${id}:paid${timesPaid === 1 ? '' : `:${timesPaid}`}`;

/** The pledge whose money a journal entry with this source key moved; null for other entries. */
export const pledgeOfSource = (sourceKey: string): string | null => /^pledge:([^:]+):/.exec(sourceKey)?.[1] ?? null;

/** Money that arrived for a pledge, whose row the caller writes. */
export interface Payment {
  /** The project; its counters as they stand with this payment. */
  readonly to: LockedProject;
  readonly pledge: Pledge;
  /** The account that it arrived on. */
  readonly account: string;
  /** Fen for which the pledge was counted as pending until now: what was promised, where another amount arrived. */
  readonly pendingFen: number;
  /** What the unpaid promise kept of its project's room until now; null for a gift that was never one. */
  readonly promise: ReturnType<typeof freedBy> | null;
  /** Whether the donor had no paid pledge to the project before. */
  readonly isFirstOfDonor: boolean;
}

/** Marks a pledge as paid by money that reached the bank at `paidAt`, in memory. */
export const markPaid = (pledge: Pledge, paidAt: Date, names: UnitNames): Pledge => {
  const { onBehalfOfId, timesPaid } = pledge;
  return Object.assign(pledge, { status: PledgeStatus.PAID, paidAt, timesPaid: timesPaid + 1, heldFen: 0, heldUntil: null, onBehalfOfName: onBehalfOfId === null ? null : nameIn(names, onBehalfOfId) });
};

/** The day in Shanghai on which the money of a paid pledge reached the bank. */
export function dayOfGift({ id, paidAt }: Pick<Pledge, 'id' | 'paidAt'>): string {
  if (paidAt === null) throw new Error(`pledge ${id} is not paid`);
  return shanghaiDay(paidAt);
}

/**
 * Everything that follows from money having arrived for pledges of locked projects, as one: the ledger has its entries, each receipt
 * its number, and every counter that a page reads has moved. Answers the ids of the entries, in the same order.
 */
export async function receivePayments(services: Services, tx: Tx, payments: readonly Payment[], names: UnitNames, series?: ReceiptSeries): Promise<string[]> {
  if (payments.length === 0) return [];
  const numbers = await takeReceiptNumbers(tx, payments.length, series);
  const entryIds = await postEntries(tx, payments.map(({ to, pledge, account }, index) => ({
    kind: 'GIFT_RECEIVED',
    sourceKey: sourceOfPayment(pledge),
    document: numbers[index]!,
    day: dayOfGift(pledge),
    lines: [
      { account, amountFen: pledge.amountFen },
      { account: fundAccounts(to.project.id).received, amountFen: -pledge.amountFen },
    ],
  })));
  issueReceipts(tx, payments, numbers, names);
  for (const [to, toProject] of groupBy(payments, (payment) => payment.to)) await countPayments(services, tx, to, toProject, names);
  return entryIds;
}

/** The receipt numbers of a year, locked. */
export interface ReceiptSeries {
  readonly year: number;
  readonly lastNumber: number;
}

/** Asks for the newest series and locks it, after projects and before any account; none before the first receipt of all. */
export const receiptSeriesLock = ({ forUpdate }: Tx): Question<ReceiptSeries[]> => ({
  sql: `SELECT series_year, last_number FROM receipt_series ORDER BY series_year DESC LIMIT 1${forUpdate}`,
  values: [],
  read: (rows) => rows.map(({ series_year, last_number }) => ({ year: Number(series_year), lastNumber: Number(last_number) })),
});

/**
 * Takes the next `count` numbers of the year, whose receipts are written in the same transaction: a number that is taken is
 * used, and none is left out. The series stays locked until the commit; it is locked before any account. `locked` is what
 * `receiptSeriesLock` answered, where that was asked.
 */
export async function takeReceiptNumbers(tx: Tx, count: number, locked?: ReceiptSeries): Promise<string[]> {
  const year = shanghaiYear(tx.now);
  await addToCounters(tx, 'receipt_series', { series_year: year }, { last_number: count });
  // Another year than the locked one begins its own series.
  const before = locked?.year === year ? locked.lastNumber : (await lastNumberOf(tx, year)) - count;
  return Array.from({ length: count }, (_, index) => receiptNumber(tx.now, before + 1 + index));
}

async function lastNumberOf(tx: Tx, year: number): Promise<number> {
  const [row] = await tx.manager.query<{ last_number: number | string }[]>('SELECT last_number FROM receipt_series WHERE series_year = ?', [year]);
  return Number(row!.last_number);
}

/** Asks which of the donors that `where` finds have a paid pledge to the project. */
export const paidDonors = (projectId: string, where: string, values: readonly unknown[]): Question<string[]> => ({
  // One look at the index for each donor, however many gifts there are. As EXISTS it would be joined, which reads all gifts of the project.
  sql: `SELECT d.id FROM donors d WHERE (${where}) AND (SELECT 1 FROM pledges p WHERE p.project_id = ? AND p.donor_id = d.id AND p.status = 'PAID' LIMIT 1) = 1`,
  values: [...values, projectId],
  read: (rows) => rows.map(({ id }) => String(id)),
});

function issueReceipts(tx: Tx, payments: readonly Payment[], numbers: readonly string[], names: UnitNames): void {
  insertRows(tx, Receipt, payments.map(({ to: { project }, pledge }, index) => ({
    number: numbers[index]!,
    pledgeId: pledge.id,
    amountFen: pledge.amountFen,
    issuedAt: tx.now,
    paidOn: dayOfGift(pledge),
    projectTitle: project.title,
    searchText: foldedAndWritten(project.title),
    projectSlug: project.slug,
    onBehalfOfName: pledge.onBehalfOfName,
    implementerName: nameIn(names, project.organizationId),
    voidedAt: null,
    voidReason: null,
    replacedBy: null,
  })));
  for (const [index, { pledge }] of payments.entries()) {
    // Its confirmation was taken back before: the receipt that became void then names the one that stands now.
    if (pledge.timesPaid > 1) tx.defer('UPDATE receipts SET replaced_by = ? WHERE pledge_id = ? AND voided_at IS NOT NULL AND replaced_by IS NULL', [numbers[index]!, pledge.id]);
  }
}

async function countPayments(services: Services, tx: Tx, { project, counters }: LockedProject, payments: readonly Payment[], names: UnitNames): Promise<void> {
  const sum = (of: readonly Payment[]) => of.reduce((fen, { pledge }) => fen + pledge.amountFen, 0);
  await changeCounters(services, tx, project.id, {
    raisedFen: sum(payments),
    pendingFen: 0 - payments.reduce((fen, payment) => fen + payment.pendingFen, 0),
    heldFen: payments.reduce((fen, { promise }) => fen + (promise?.heldFen ?? 0), 0),
    heldByStrangersFen: payments.reduce((fen, { promise }) => fen + (promise?.heldByStrangersFen ?? 0), 0),
    backerCount: payments.filter(({ isFirstOfDonor }) => isFirstOfDonor).length,
    pledgeCount: payments.length,
  });
  for (const [day, ofDay] of groupBy(payments, ({ pledge }) => dayOfGift(pledge))) {
    await addToCounters(tx, 'project_days', { project_id: project.id, day }, { raised_fen: sum(ofDay), pledge_count: ofDay.length });
  }
  for (const [unit, ofUnit] of groupBy(payments, ({ pledge }) => pledge.onBehalfOfId)) {
    if (unit !== null) await addToCounters(tx, 'project_sponsors', { project_id: project.id, organization_id: unit }, { amount_fen: sum(ofUnit), pledge_count: ofUnit.length }, {}, { organization_name: nameIn(names, unit) });
  }
  if (counters.raisedFen >= project.goalFen && canTake('reachGoal', project.status)) await takeStep(services, tx, project, 'reachGoal');
  if (comesBack(project, counters)) await takeStep(services, tx, project, 'comeBack');
}

export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
