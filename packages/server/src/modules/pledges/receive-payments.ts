import type { Services } from '../../context.js';
import type { RowQuery, Tx } from '../../db/database.js';
import { insertRows } from '../../db/rows.js';
import { shanghaiDay, shanghaiYear } from '../../lib/days.js';
import { foldedAndWritten } from '../../lib/folding.js';
import { fundAccounts, postEntries } from '../ledger/index.js';
import { canTake, changeCounters, comesBack, takeStep, type LockedProject } from '../projects/index.js';
import { announceTo, type Announcement, type Webhook, WebhookTopic } from '../webhooks/index.js';
import { projectDays, projectSponsors, receiptSeries } from './gift-counters.js';
import { giftReceived } from './gift-entries.js';
import { sourceOfPayment } from './gift-sources.js';
import { freedBy } from './amount-holds.js';
import { PledgeStatus } from './pledge.enums.js';
import { Receipt, type Pledge } from './pledge.entity.js';
import { nameIn, unitIn, type UnitNames } from './unit-names.js';
import { receiptNumber } from './pledge.rules.js';
import { noteArrived } from './gift-arrived.notices.js';
import { transferQueue } from './pledges.queues.js';
import { RECEIPTS } from './pledges.topics.js';

/** Money that arrived for a pledge. The caller writes the row of the pledge. */
export interface Payment {
  /** The project, with counters that already include this payment. */
  readonly to: LockedProject;
  readonly pledge: Pledge;
  /** The ledger account on which the money arrived. */
  readonly account: string;
  /**
   * How many fen of the pledge counted as pending until now. This is the promised amount, even when another amount
   * arrived.
   */
  readonly pendingFen: number;
  /** How many fen of the project's room the unpaid promise kept until now; null for a gift that was never a promise. */
  readonly promise: ReturnType<typeof freedBy> | null;
  /** Whether the donor had no paid pledge in this project before. */
  readonly isFirstOfDonor: boolean;
}

/** Marks `pledge` as paid, in memory. `paidAt` is the time at which the money reached the bank. */
export const markPaid = (pledge: Pledge, paidAt: Date, names: UnitNames): Pledge => {
  const { onBehalfOfId, timesPaid } = pledge;
  return Object.assign(pledge, {
    status: PledgeStatus.PAID,
    paidAt,
    timesPaid: timesPaid + 1,
    heldFen: 0,
    heldUntil: null,
    onBehalfOfName: onBehalfOfId === null ? null : nameIn(names, onBehalfOfId),
  });
};

/** The day in Shanghai on which the money of a paid pledge reached the bank. */
export function dayOfGift({ id, paidAt }: Pick<Pledge, 'id' | 'paidAt'>): string {
  if (paidAt === null) throw new Error(`pledge ${id} is not paid`);
  return shanghaiDay(paidAt);
}

/** What the caller reads together with its locks, so that no read stands between the writes. */
export interface ReadBefore {
  readonly names: UnitNames;
  /** The locked series of receipt numbers; undefined before the first receipt. */
  readonly series: ReceiptSeries | undefined;
  /** The webhooks of the units that carry out the projects. */
  readonly webhooks: readonly Webhook[];
}

/**
 * Applies everything that follows when money has arrived for pledges of locked projects: it posts the ledger entries,
 * issues the numbered receipts, and changes every counter that a page reads. Returns the ids of the entries, in the
 * order of the payments.
 */
export async function receivePayments(
  services: Services,
  tx: Tx,
  payments: readonly Payment[],
  { names, series, webhooks }: ReadBefore,
): Promise<string[]> {
  if (payments.length === 0) return [];
  tx.changed(RECEIPTS);
  if (payments.some(({ promise }) => promise !== null)) tx.changed(transferQueue.topic);
  const numbers = await takeReceiptNumbers(tx, payments.length, series);
  const entryIds = await postEntries(
    tx,
    payments.map(({ to, pledge, account }, index) => ({
      kind: giftReceived.name,
      sourceKey: sourceOfPayment(pledge),
      document: numbers[index]!,
      day: dayOfGift(pledge),
      lines: [
        { account, amountFen: pledge.amountFen },
        { account: fundAccounts(to.project.id).received, amountFen: -pledge.amountFen },
      ],
    })),
  );
  issueReceipts(tx, payments, numbers, names);
  const told = numbers.filter((_, index) => isTold(payments[index]!.pledge));
  if (told.length > 0) await noteArrived(tx, told);
  const byProject = groupBy(payments, (payment) => payment.to);
  announceTo(
    services,
    tx,
    webhooks,
    [...byProject].map(([to, toProject]) => arrivalOf(to, toProject)),
  );
  for (const [to, toProject] of byProject) await countPayments(services, tx, to, toProject, names);
  return entryIds;
}

/** Whether somebody can be told of the gift: a person with an account, or a guest who left an address. */
const isTold = ({ userId, guestMail }: Pledge): boolean => userId !== null || guestMail;

/** What everybody may know of gifts that arrived: how many, how much, and the total of the project with them. */
const arrivalOf = ({ project, counters }: LockedProject, payments: readonly Payment[]): Announcement => ({
  project,
  topic: WebhookTopic.GIFTS_ARRIVED,
  data: {
    gifts: payments.length,
    amount: payments.reduce((fen, { pledge }) => fen + pledge.amountFen, 0),
    raised: counters.raisedFen,
    goal: project.goalFen,
  },
});

/** The locked series of receipt numbers of a year. */
export interface ReceiptSeries {
  readonly year: number;
  readonly lastNumber: number;
}

/**
 * Builds the query that reads and locks the newest series. Ask it after projects and before any account. It finds
 * nothing before the first receipt.
 */
export const receiptSeriesLock = ({ forUpdate }: Tx): RowQuery<ReceiptSeries[]> => ({
  sql: `SELECT series_year, last_number FROM receipt_series ORDER BY series_year DESC LIMIT 1${forUpdate}`,
  values: [],
  read: (rows) =>
    rows.map(({ series_year, last_number }) => ({ year: Number(series_year), lastNumber: Number(last_number) })),
});

/**
 * Takes the next `count` numbers of the year. The receipts are written in the same transaction, so every number is used
 * and none is left out. The series stays locked until the commit, and must be locked before any account. `locked` is
 * the result of `receiptSeriesLock`, when that query was asked.
 */
export async function takeReceiptNumbers(tx: Tx, count: number, locked?: ReceiptSeries): Promise<string[]> {
  const year = shanghaiYear(tx.now);
  await receiptSeries.add(tx, { series_year: year }, { last_number: count });
  // When the locked series belongs to an earlier year, this year begins its own series.
  const before = locked?.year === year ? locked.lastNumber : (await lastNumberOf(tx, year)) - count;
  return Array.from({ length: count }, (_, index) => receiptNumber(tx.now, before + 1 + index));
}

async function lastNumberOf(tx: Tx, year: number): Promise<number> {
  const [row] = await tx.manager.query<{ last_number: number | string }[]>(
    'SELECT last_number FROM receipt_series WHERE series_year = ?',
    [year],
  );
  return Number(row!.last_number);
}

/** Builds the query for the donors among those that `where` finds who have a paid pledge in the project. */
export const paidDonors = (projectId: string, where: string, values: readonly unknown[]): RowQuery<string[]> => ({
  // The subquery costs one index lookup for each donor, however many gifts there are. The databases would turn EXISTS
  // into a join, which reads all gifts of the project.
  sql: `SELECT d.id FROM donors d WHERE (${where}) AND (SELECT 1 FROM pledges p WHERE p.project_id = ? AND p.donor_id = d.id AND p.status = 'PAID' LIMIT 1) = 1`,
  values: [...values, projectId],
  read: (rows) => rows.map(({ id }) => String(id)),
});

function issueReceipts(tx: Tx, payments: readonly Payment[], numbers: readonly string[], names: UnitNames): void {
  insertRows(
    tx,
    Receipt,
    payments.map(({ to: { project }, pledge }, index) => ({
      number: numbers[index]!,
      pledgeId: pledge.id,
      amountFen: pledge.amountFen,
      issuedAt: tx.now,
      paidOn: dayOfGift(pledge),
      projectTitle: project.title,
      searchText: foldedAndWritten(project.title),
      projectSlug: project.slug,
      onBehalfOfName: pledge.onBehalfOfName,
      onBehalfOfCode: pledge.onBehalfOfId === null ? null : unitIn(names, pledge.onBehalfOfId).code,
      isMadeOutToUnit: pledge.onBehalfOfId !== null,
      implementerName: nameIn(names, project.organizationId),
      voidedAt: null,
      voidReason: null,
      replacedBy: null,
    })),
  );
  for (const [index, { pledge }] of payments.entries()) {
    // An earlier confirmation of this pledge was taken back, so the void receipt names the new receipt as its
    // replacement.
    if (pledge.timesPaid > 1)
      tx.defer(
        'UPDATE receipts SET replaced_by = ? WHERE pledge_id = ? AND voided_at IS NOT NULL AND replaced_by IS NULL',
        [numbers[index]!, pledge.id],
      );
  }
}

async function countPayments(
  services: Services,
  tx: Tx,
  { project, counters }: LockedProject,
  payments: readonly Payment[],
  names: UnitNames,
): Promise<void> {
  const sum = (of: readonly Payment[]) => of.reduce((fen, { pledge }) => fen + pledge.amountFen, 0);
  const added = (to: readonly Payment[]) => to.reduce((fen, { pledge }) => fen + pledge.matchedFen, 0);
  await changeCounters(services, tx, project.id, {
    raisedFen: sum(payments) + added(payments),
    matchedFen: added(payments),
    pendingFen: 0 - payments.reduce((fen, payment) => fen + payment.pendingFen, 0),
    heldFen: payments.reduce((fen, { promise }) => fen + (promise?.heldFen ?? 0), 0),
    heldByStrangersFen: payments.reduce((fen, { promise }) => fen + (promise?.heldByStrangersFen ?? 0), 0),
    backerCount: payments.filter(({ isFirstOfDonor }) => isFirstOfDonor).length,
    pledgeCount: payments.length,
  });
  for (const [day, ofDay] of groupBy(payments, ({ pledge }) => dayOfGift(pledge))) {
    await projectDays.add(
      tx,
      { project_id: project.id, day },
      { raised_fen: sum(ofDay) + added(ofDay), pledge_count: ofDay.length },
    );
  }
  for (const [unit, ofUnit] of groupBy(payments, ({ pledge }) => pledge.onBehalfOfId)) {
    if (unit !== null)
      await projectSponsors.add(
        tx,
        { project_id: project.id, organization_id: unit },
        { amount_fen: sum(ofUnit), pledge_count: ofUnit.length },
        {},
        { organization_name: nameIn(names, unit) },
      );
  }
  if (counters.raisedFen >= project.goalFen && canTake('reachGoal', project.status))
    await takeStep(services, tx, project, 'reachGoal');
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
