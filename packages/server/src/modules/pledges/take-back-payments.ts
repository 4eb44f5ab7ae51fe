import { In, IsNull } from 'typeorm';
import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { insertRows, sqlIn } from '../../db/rows.js';
import { shanghaiDay } from '../../lib/days.js';
import {
  CLEARING_ACCOUNTS,
  findEntries,
  fundAccounts,
  postEntries,
  SANDBOX_ACCOUNT,
  SPECIAL_BANK_ACCOUNT,
  type PostedEntry,
} from '../ledger/index.js';
import { changeCounters, ProjectCounters, type Project } from '../projects/index.js';
import { RECEIVES } from './confirm-payments.js';
import { giftFollowers, giftReturns, type GiftsGone } from './pledge-hooks.js';
import { isOnline, PaymentMethod, PledgeStatus } from './pledge.enums.js';
import { Pledge, Receipt } from './pledge.entity.js';
import { expiryOf, ownKeptFen, roomFor } from './pledge.rules.js';
import { isStranger } from './promise.rules.js';
import { projectDays, projectSponsors } from './gift-counters.js';
import { confirmationReversed, giftRefunded } from './gift-entries.js';
import { sourceOfPayment, sourceOfRefund } from './gift-sources.js';
import { dayOfGift, groupBy, takeReceiptNumbers } from './receive-payments.js';
import { transferQueue } from './pledges.queues.js';
import { RECEIPTS } from './pledges.topics.js';

/**
 * The account from which money of a gift goes back: the one of the way in which it came, so that the special account
 * still equals the bank's statement. A provider pays refunds out of what it collected.
 */
function accountOf({ payment }: Pledge): string {
  if (payment === PaymentMethod.SANDBOX) return SANDBOX_ACCOUNT;
  return isOnline(payment) ? CLEARING_ACCOUNTS[payment] : SPECIAL_BANK_ACCOUNT;
}

/** The part of a paid gift that goes back: all of it, or what no stage used. */
export interface GivenBack {
  readonly pledge: Pledge;
  /** What goes back to the donor. */
  readonly amountFen: number;
  /** What others had added to the gift and get back. */
  readonly matchedFen: number;
}

const isWhole = ({ pledge, amountFen }: GivenBack): boolean => amountFen === ownKeptFen(pledge);
const addedTo = (gifts: readonly GivenBack[]): number => gifts.reduce((fen, { matchedFen }) => fen + matchedFen, 0);
const sumOf = (gifts: readonly GivenBack[]): number => gifts.reduce((fen, { amountFen }) => fen + amountFen, 0);
const pledgesOf = (gifts: readonly GivenBack[]): Pledge[] => gifts.map(({ pledge }) => pledge);
const idsOf = (pledges: readonly Pledge[]): string[] => pledges.map(({ id }) => id);

/**
 * Returns a function that finds the journal entry that booked a pledge's money in. That function throws when there is
 * no such entry.
 */
async function paymentsOf(tx: Tx, pledges: readonly Pledge[]): Promise<(pledge: Pledge) => PostedEntry> {
  const entries = await findEntries(tx.manager, pledges.map(sourceOfPayment));
  return (pledge) => {
    const entry = entries.get(sourceOfPayment(pledge));
    if (entry === undefined) throw new Error(`pledge ${pledge.id} was paid without a journal entry`);
    return entry;
  };
}

/**
 * Gives back gifts of a locked project and applies every consequence together. Each gift gets a ledger entry that
 * reverses the entry of its payment. Each receipt becomes void; a gift that is partly kept gets a new receipt of the
 * kept part. All counters that pages read are changed.
 */
export async function giveBackGifts(
  services: Services,
  tx: Tx,
  project: Project,
  gifts: readonly GivenBack[],
  reason: string,
): Promise<void> {
  const paymentOf = await paymentsOf(tx, pledgesOf(gifts));
  const numbers = await replaceReceipts(tx, gifts, reason);
  await tellFollowers(services, tx, { project, gifts, wasMistake: false, dayOf: () => shanghaiDay(tx.now) });
  await postEntries(
    tx,
    gifts.map(({ pledge, amountFen }) => ({
      kind: giftRefunded.name,
      sourceKey: sourceOfRefund(pledge.id),
      // The receipt of the kept part. When the whole gift went back there is no such receipt, and the entry of the gift
      // names the void one.
      document: numbers.get(pledge.id),
      reversesId: paymentOf(pledge).id,
      lines: [
        { account: fundAccounts(project.id).refunded, amountFen },
        {
          account: accountOf(pledge),
          amountFen: -amountFen,
        },
      ],
    })),
  );
  const whole = gifts.filter(isWhole);
  if (whole.length > 0) {
    await tx.manager.update(
      Pledge,
      { id: In(idsOf(pledgesOf(whole))) },
      { status: PledgeStatus.REFUNDED, refundedFen: () => 'amount_fen', matchedFen: 0 },
    );
  }
  // Money of gifts is used first in, first out, so at most one gift is partly used.
  for (const { pledge, amountFen, matchedFen } of gifts)
    if (!whole.some((gift) => gift.pledge === pledge))
      await tx.manager.update(
        Pledge,
        { id: pledge.id },
        { refundedFen: pledge.refundedFen + amountFen, matchedFen: pledge.matchedFen - matchedFen },
      );
  await countTakenBack(services, tx, project, gifts, () => shanghaiDay(tx.now));
  for (const goBack of giftReturns) await goBack(tx, gifts);
}

/**
 * Takes back payments of a locked project that were confirmed by mistake, and applies every consequence together. Each
 * payment gets a ledger entry that undoes its confirmation, receipts become void, and counters change. The pledges wait
 * for their money again, or are cancelled when the project has ended.
 */
export async function takeBackConfirmations(
  services: Services,
  tx: Tx,
  project: Project,
  pledges: readonly Pledge[],
  reason: string,
): Promise<void> {
  const gifts = pledges.map((pledge) => ({
    pledge,
    amountFen: ownKeptFen(pledge),
    matchedFen: pledge.matchedFen,
  }));
  tx.changed(transferQueue.topic);
  const paymentOf = await paymentsOf(tx, pledges);
  await replaceReceipts(tx, gifts, reason);
  await tellFollowers(services, tx, { project, gifts, wasMistake: true, dayOf: ({ pledge }) => dayOfGift(pledge) });
  await postEntries(
    tx,
    pledges.map((pledge) => {
      const { id, lines, day } = paymentOf(pledge);
      return {
        kind: confirmationReversed.name,
        sourceKey: sourceOfPayment(pledge).replace(':paid', ':unconfirmed'),
        reversesId: id,
        // The money did not arrive on that day, so the reversal has the same day, and that day's balance equals the
        // bank's again.
        day,
        // The same lines with opposite signs, so that the money is back where it was.
        lines: lines
          .map(({ account, amountFen }) => ({ account, amountFen: -amountFen }))
          .sort((a, b) => b.amountFen - a.amountFen),
      };
    }),
  );
  // A project that has ended receives nothing more.
  const status = RECEIVES.includes(project.status) ? PledgeStatus.PENDING : PledgeStatus.CANCELLED;
  const unpaid = {
    status,
    expiresAt: expiryOf(tx.now),
    matchedFen: 0,
    paidAt: null,
    onBehalfOfName: null,
    bankReference: null,
    referenceKey: null,
    referenceReason: null,
    confirmedById: null,
  };
  await tx.manager.update(Pledge, { id: In(idsOf(pledges)) }, unpaid);
  await countTakenBack(services, tx, project, gifts, dayOfGift);
  await restorePromises(tx, project, pledges, status === PledgeStatus.PENDING);
  if (status !== PledgeStatus.PENDING) return;
  // The promise keeps the place that the money kept, because nobody may lose a place through somebody else's mistake.
  await tx.manager.update(
    Pledge,
    { id: In(idsOf(pledges)) },
    { heldFen: () => 'amount_fen', heldUntil: unpaid.expiresAt },
  );
  const sum = (of: readonly Pledge[]) => of.reduce((fen, { amountFen }) => fen + amountFen, 0);
  const byStrangers = pledges.filter(({ promisedBy }) => promisedBy !== null && isStranger(promisedBy));
  await changeCounters(services, tx, project.id, {
    pendingFen: sum(pledges),
    heldFen: sum(pledges),
    heldByStrangersFen: sum(byStrangers),
  });
}

async function tellFollowers(services: Services, tx: Tx, gone: GiftsGone): Promise<void> {
  for (const follower of giftFollowers) await follower.takenBack?.(services, tx, gone);
}

/**
 * Sets pledges whose amount was changed to what arrived back to what was promised. Runs after the counters no longer
 * contain what arrived. When a project takes nothing past its goal and others have taken its room, a promise is
 * restored only as far as there is room.
 */
async function restorePromises(
  tx: Tx,
  project: Project,
  pledges: readonly Pledge[],
  isWaiting: boolean,
): Promise<void> {
  const corrected = pledges.filter(({ promisedFen }) => promisedFen !== null);
  if (corrected.length === 0) return;
  const counters = await tx.manager.findOneByOrFail(ProjectCounters, { projectId: project.id });
  let room = isWaiting ? (roomFor(project, counters) ?? Infinity) : Infinity;
  for (const pledge of pledges) room -= pledge.amountFen;
  for (const pledge of corrected) {
    const promisedFen = pledge.promisedFen!;
    const amountFen = Math.min(promisedFen, pledge.amountFen + Math.max(0, room));
    room -= amountFen - pledge.amountFen;
    Object.assign(pledge, { amountFen, promisedFen: amountFen === promisedFen ? null : promisedFen });
    await tx.manager.update(
      Pledge,
      { id: pledge.id },
      { amountFen: pledge.amountFen, promisedFen: pledge.promisedFen },
    );
  }
}

/**
 * Makes the receipts of `gifts` void, and issues a new receipt for each gift of which a part was kept. Returns the new
 * numbers by pledge id. The series is locked even when no number is needed. Otherwise a caller that takes back several
 * batches could lock it after an account, and deadlock with a writer that locks the series first.
 */
async function replaceReceipts(
  tx: Tx,
  gifts: readonly GivenBack[],
  reason: string,
): Promise<ReadonlyMap<string, string>> {
  tx.changed(RECEIPTS);
  const parts = gifts.filter((gift) => !isWhole(gift));
  const numbers = await takeReceiptNumbers(tx, parts.length);
  const old = await tx.manager.findBy(Receipt, { pledgeId: In(idsOf(pledgesOf(gifts))), voidedAt: IsNull() });
  const valid = new Map(old.map((receipt) => [receipt.pledgeId, receipt]));
  await tx.manager.update(
    Receipt,
    { number: In(old.map(({ number }) => number)) },
    { voidedAt: tx.now, voidReason: reason },
  );
  insertRows(
    tx,
    Receipt,
    parts.map(({ pledge, amountFen }, index) => ({
      ...valid.get(pledge.id)!,
      number: numbers[index]!,
      amountFen: ownKeptFen(pledge) - amountFen,
      issuedAt: tx.now,
    })),
  );
  for (const [index, { pledge }] of parts.entries())
    await tx.manager.update(Receipt, { number: valid.get(pledge.id)!.number }, { replacedBy: numbers[index]! });
  return new Map(parts.map(({ pledge }, index) => [pledge.id, numbers[index]!]));
}

/**
 * Changes the counters, after the pledges have their new status. `dayOf` returns the day whose figures shrink: the day
 * of the refund, or the day of a gift that never arrived.
 */
async function countTakenBack(
  services: Services,
  tx: Tx,
  project: Project,
  gifts: readonly GivenBack[],
  dayOf: (pledge: Pledge) => string,
): Promise<void> {
  const whole = gifts.filter(isWhole);
  await changeCounters(services, tx, project.id, {
    raisedFen: 0 - sumOf(gifts) - addedTo(gifts),
    matchedFen: 0 - addedTo(gifts),
    backerCount: 0 - (await countDonorsGone(tx, pledgesOf(whole))),
    pledgeCount: 0 - whole.length,
  });
  for (const [day, ofDay] of groupBy(gifts, ({ pledge }) => dayOf(pledge))) {
    await projectDays.add(
      tx,
      { project_id: project.id, day },
      { raised_fen: 0 - sumOf(ofDay) - addedTo(ofDay), pledge_count: 0 - ofDay.filter(isWhole).length },
    );
  }
  for (const [unit, ofUnit] of groupBy(gifts, ({ pledge }) => pledge.onBehalfOfId)) {
    if (unit === null) continue;
    await projectSponsors.add(
      tx,
      { project_id: project.id, organization_id: unit },
      { amount_fen: 0 - sumOf(ofUnit), pledge_count: 0 - ofUnit.filter(isWhole).length },
    );
  }
}

/** How many donors of these pledges, which are no longer paid, have no paid pledge left in the project. */
async function countDonorsGone(tx: Tx, pledges: readonly Pledge[]): Promise<number> {
  if (pledges.length === 0) return 0;
  const [row] = await tx.manager.query<{ gone: number | string }[]>(
    `SELECT COUNT(DISTINCT p.donor_id) AS gone FROM pledges p WHERE ${sqlIn('p.id', pledges)}
     AND NOT EXISTS (SELECT 1 FROM pledges q WHERE q.project_id = p.project_id AND q.donor_id = p.donor_id AND q.status = 'PAID')`,
    idsOf(pledges),
  );
  return Number(row!.gone);
}

/** Cancels every pledge that waits for its transfer, because its project has ended. */
export async function cancelPendingPledges(services: Services, tx: Tx, project: Project): Promise<void> {
  const { pendingFen, heldFen, heldByStrangersFen } = await tx.manager.findOneByOrFail(ProjectCounters, {
    projectId: project.id,
  });
  if (pendingFen === 0) return;
  tx.changed(transferQueue.topic);
  await tx.manager.update(
    Pledge,
    { projectId: project.id, status: PledgeStatus.PENDING },
    { status: PledgeStatus.CANCELLED, heldFen: 0, heldUntil: null },
  );
  await changeCounters(services, tx, project.id, {
    pendingFen: -pendingFen,
    heldFen: 0 - heldFen,
    heldByStrangersFen: 0 - heldByStrangersFen,
  });
}
