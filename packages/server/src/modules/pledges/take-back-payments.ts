import { In, IsNull } from 'typeorm';
import type { Services } from '../../context.js';
import { addToCounters } from '../../db/counters.js';
import type { Tx } from '../../db/database.js';
import { insertRows } from '../../db/rows.js';
import { shanghaiDay } from '../../lib/days.js';
import { findEntries, fundAccounts, postEntries, SANDBOX_ACCOUNT, SPECIAL_BANK_ACCOUNT, type PostedEntry } from '../ledger/index.js';
import { changeCounters, ProjectCounters, type Project } from '../projects/index.js';
import { RECEIVES } from './confirm-payments.js';
import { PaymentMethod, PledgeStatus } from './pledge.enums.js';
import { Pledge, Receipt } from './pledge.entity.js';
import { expiryOf, keptFen, roomFor } from './pledge.rules.js';
import { isStranger } from './promise.rules.js';
import { dayOfGift, groupBy, sourceOfPayment, takeReceiptNumbers } from './receive-payments.js';

/** What goes back of a paid gift: all of it, or what no stage used. */
export interface GivenBack {
  readonly pledge: Pledge;
  readonly amountFen: number;
}

const isWhole = ({ pledge, amountFen }: GivenBack): boolean => amountFen === keptFen(pledge);
const sumOf = (gifts: readonly GivenBack[]): number => gifts.reduce((fen, { amountFen }) => fen + amountFen, 0);
const pledgesOf = (gifts: readonly GivenBack[]): Pledge[] => gifts.map(({ pledge }) => pledge);
const idsOf = (pledges: readonly Pledge[]): string[] => pledges.map(({ id }) => id);

/** The journal entry by which a pledge's money came in. */
async function paymentsOf(tx: Tx, pledges: readonly Pledge[]): Promise<(pledge: Pledge) => PostedEntry> {
  const entries = await findEntries(tx.manager, pledges.map(sourceOfPayment));
  return (pledge) => {
    const entry = entries.get(sourceOfPayment(pledge));
    if (entry === undefined) throw new Error(`pledge ${pledge.id} was paid without a journal entry`);
    return entry;
  };
}

/**
 * Everything that follows from gifts of a locked project having gone back, as one: the ledger has an entry for each that takes the
 * gift's back, receipts are void or replaced by one of what was kept, and every counter that a page reads has moved.
 */
export async function giveBackGifts(services: Services, tx: Tx, project: Project, gifts: readonly GivenBack[], reason: string): Promise<void> {
  const paymentOf = await paymentsOf(tx, pledgesOf(gifts));
  const numbers = await replaceReceipts(tx, gifts, reason);
  await postEntries(tx, gifts.map(({ pledge, amountFen }) => ({
    kind: 'GIFT_REFUNDED',
    sourceKey: `pledge:${pledge.id}:refunded`,
    // The paper of what was kept; where all went back there is none, and the gift's own entry names the one that is void.
    document: numbers.get(pledge.id),
    reversesId: paymentOf(pledge).id,
    lines: [
      { account: fundAccounts(project.id).refunded, amountFen },
      // Play money goes out of the account that it came into, so the special account still equals the bank's statement.
      { account: pledge.payment === PaymentMethod.SANDBOX ? SANDBOX_ACCOUNT : SPECIAL_BANK_ACCOUNT, amountFen: -amountFen },
    ],
  })));
  const whole = gifts.filter(isWhole);
  if (whole.length > 0) {
    await tx.manager.update(Pledge, { id: In(idsOf(pledgesOf(whole))) }, { status: PledgeStatus.REFUNDED, refundedFen: () => 'amount_fen + matched_fen' });
  }
  // Gifts are used first in, first out, so one at most is used in part.
  for (const { pledge, amountFen } of gifts) if (!whole.some((gift) => gift.pledge === pledge)) await tx.manager.increment(Pledge, { id: pledge.id }, 'refundedFen', amountFen);
  await countTakenBack(services, tx, project, gifts, () => shanghaiDay(tx.now));
}

/**
 * Everything that follows from payments of a locked project having been confirmed by mistake: the ledger has an entry for each that
 * undoes the confirmation, receipts are void, counters have moved, and the pledges wait for their money again.
 */
export async function takeBackConfirmations(services: Services, tx: Tx, project: Project, pledges: readonly Pledge[], reason: string): Promise<void> {
  const gifts = pledges.map((pledge) => ({ pledge, amountFen: keptFen(pledge) }));
  const paymentOf = await paymentsOf(tx, pledges);
  await replaceReceipts(tx, gifts, reason);
  await postEntries(tx, pledges.map((pledge) => {
    const { id, lines, day } = paymentOf(pledge);
    return {
      kind: 'CONFIRMATION_REVERSED',
      sourceKey: sourceOfPayment(pledge).replace(':paid', ':unconfirmed'),
      reversesId: id,
      // The money had not come on that day, so the day's balance is again that of the bank.
      day,
      // The same lines the other way round: the money is again where it was.
      lines: lines.map(({ account, amountFen }) => ({ account, amountFen: -amountFen })).sort((a, b) => b.amountFen - a.amountFen),
    };
  }));
  // A project that has ended receives nothing more.
  const status = RECEIVES.includes(project.status) ? PledgeStatus.PENDING : PledgeStatus.CANCELLED;
  const unpaid = { status, expiresAt: expiryOf(tx.now), paidAt: null, onBehalfOfName: null, bankReference: null, referenceKey: null, referenceReason: null, confirmedById: null };
  await tx.manager.update(Pledge, { id: In(idsOf(pledges)) }, unpaid);
  await countTakenBack(services, tx, project, gifts, dayOfGift);
  await restorePromises(tx, project, pledges, status === PledgeStatus.PENDING);
  if (status !== PledgeStatus.PENDING) return;
  // What the money kept, the promise keeps: nobody may lose their place by somebody else's mistake.
  await tx.manager.update(Pledge, { id: In(idsOf(pledges)) }, { heldFen: () => 'amount_fen', heldUntil: unpaid.expiresAt });
  const sum = (of: readonly Pledge[]) => of.reduce((fen, { amountFen }) => fen + amountFen, 0);
  const byStrangers = pledges.filter(({ promisedBy }) => promisedBy !== null && isStranger(promisedBy));
  await changeCounters(services, tx, project.id, { pendingFen: sum(pledges), heldFen: sum(pledges), heldByStrangersFen: sum(byStrangers) });
}

/**
 * Makes pledges that had become what arrived what was promised again, once the counters show what arrived no more. Where others have taken
 * the room of a project that takes nothing past its goal, a promise is restored as far as there is room for it.
 */
async function restorePromises(tx: Tx, project: Project, pledges: readonly Pledge[], isWaiting: boolean): Promise<void> {
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
    await tx.manager.update(Pledge, { id: pledge.id }, { amountFen: pledge.amountFen, promisedFen: pledge.promisedFen });
  }
}

/**
 * Makes the receipts of `gifts` void, and issues new ones of what was kept where a part was. Answers the new numbers by pledge. The
 * series is locked even for none: whoever takes back several batches must not ask for it after an account, where others wait for that.
 */
async function replaceReceipts(tx: Tx, gifts: readonly GivenBack[], reason: string): Promise<ReadonlyMap<string, string>> {
  const parts = gifts.filter((gift) => !isWhole(gift));
  const numbers = await takeReceiptNumbers(tx, parts.length);
  const old = await tx.manager.findBy(Receipt, { pledgeId: In(idsOf(pledgesOf(gifts))), voidedAt: IsNull() });
  const valid = new Map(old.map((receipt) => [receipt.pledgeId, receipt]));
  await tx.manager.update(Receipt, { number: In(old.map(({ number }) => number)) }, { voidedAt: tx.now, voidReason: reason });
  insertRows(tx, Receipt, parts.map(({ pledge, amountFen }, index) => ({ ...valid.get(pledge.id)!, number: numbers[index]!, amountFen: keptFen(pledge) - amountFen, issuedAt: tx.now })));
  for (const [index, { pledge }] of parts.entries()) await tx.manager.update(Receipt, { number: valid.get(pledge.id)!.number }, { replacedBy: numbers[index]! });
  return new Map(parts.map(({ pledge }, index) => [pledge.id, numbers[index]!]));
}

/** Moves the counters, once the pledges have their new status. `dayOf` tells which day shows less: that of the refund, or of a gift that never came. */
async function countTakenBack(services: Services, tx: Tx, project: Project, gifts: readonly GivenBack[], dayOf: (pledge: Pledge) => string): Promise<void> {
  const whole = gifts.filter(isWhole);
  await changeCounters(services, tx, project.id, {
    raisedFen: 0 - sumOf(gifts),
    matchedFen: 0 - whole.reduce((fen, { pledge }) => fen + pledge.matchedFen, 0),
    backerCount: 0 - (await countDonorsGone(tx, pledgesOf(whole))),
    pledgeCount: 0 - whole.length,
  });
  for (const [day, ofDay] of groupBy(gifts, ({ pledge }) => dayOf(pledge))) {
    await addToCounters(tx, 'project_days', { project_id: project.id, day }, { raised_fen: 0 - sumOf(ofDay), pledge_count: 0 - ofDay.filter(isWhole).length });
  }
  for (const [unit, ofUnit] of groupBy(gifts, ({ pledge }) => pledge.onBehalfOfId)) {
    if (unit === null) continue;
    await addToCounters(tx, 'project_sponsors', { project_id: project.id, organization_id: unit }, { amount_fen: 0 - sumOf(ofUnit), pledge_count: 0 - ofUnit.filter(isWhole).length });
  }
}

/** How many donors of these pledges, which are no longer paid, have no paid one left to the project. */
async function countDonorsGone(tx: Tx, pledges: readonly Pledge[]): Promise<number> {
  if (pledges.length === 0) return 0;
  const [row] = await tx.manager.query<{ gone: number | string }[]>(
    `SELECT COUNT(DISTINCT p.donor_id) AS gone FROM pledges p WHERE p.id IN (${pledges.map(() => '?').join(', ')})
     AND NOT EXISTS (SELECT 1 FROM pledges q WHERE q.project_id = p.project_id AND q.donor_id = p.donor_id AND q.status = 'PAID')`,
    idsOf(pledges),
  );
  return Number(row!.gone);
}

/** Ends every pledge that waits for its transfer, since its project has ended. */
export async function cancelPendingPledges(services: Services, tx: Tx, project: Project): Promise<void> {
  const { pendingFen, heldFen, heldByStrangersFen } = await tx.manager.findOneByOrFail(ProjectCounters, { projectId: project.id });
  if (pendingFen === 0) return;
  await tx.manager.update(Pledge, { projectId: project.id, status: PledgeStatus.PENDING }, { status: PledgeStatus.CANCELLED, heldFen: 0, heldUntil: null });
  await changeCounters(services, tx, project.id, { pendingFen: -pendingFen, heldFen: 0 - heldFen, heldByStrangersFen: 0 - heldByStrangersFen });
}
