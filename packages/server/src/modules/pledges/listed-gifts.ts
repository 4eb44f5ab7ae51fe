import type { EntityManager } from 'typeorm';
import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { insertRows, lockedRowsOf } from '../../db/rows.js';
import { notFound } from '../../errors.js';
import { newId, newReadableCode } from '../../lib/ids.js';
import { sumFen, toFen } from '../../lib/money.js';
import { advanceLocked, changeCounters, lockProject, projectLocks, takesPledges } from '../projects/index.js';
import { AmountHolds, freedBy, type DonorFacts } from './amount-holds.js';
import { joinFollowers, type GiftAsked } from './pledge-hooks.js';
import { DonorCategory, PaymentMethod, PledgeStatus } from './pledge.enums.js';
import { Donor, Pledge } from './pledge.entity.js';
import { expiryOf, isGiven, refusePledge, roomFor } from './pledge.rules.js';
import { transferQueue } from './pledges.queues.js';
import { newPledge } from './record-pledges.js';

/** A gift that a unit collected from somebody without an account here. */
export interface ListedGift {
  readonly giverName: string;
  readonly category: DonorCategory | null;
  readonly amountFen: number;
}

/** Gifts that one unit collected for one project, and pays by one transfer. */
export interface ListedGifts {
  /** The scope of their idempotency keys, which also finds them again. */
  readonly listId: string;
  readonly projectId: string;
  readonly onBehalfOfId: string;
  /** The campaign for which all of them count; null for none. */
  readonly campaignId: string | null;
  readonly gifts: readonly ListedGift[];
}

/** Digits behind the code of a list in the remark code of each of its gifts. */
const PLACES = 5;
const CODE_LENGTH = 10;

/** The code by which one transfer pays all gifts of a list; null for a gift that is paid alone. */
export const sharedCodeOf = (remarkCode: string): string | null =>
  remarkCode.length > CODE_LENGTH ? remarkCode.slice(0, CODE_LENGTH) : null;

/** The remark code of the first gift of the list with this code. */
export const firstOfList = (code: string): string => `${code}${'1'.padStart(PLACES, '0')}`;

/**
 * Makes all gifts of a list, or none. They count for the unit. The name of each giver is kept for receipts and is not
 * public. The whole list has to find room in the project. Returns the code for the transfer, and the ids of the gifts
 * in the order of the list.
 */
export async function recordListedGifts(
  services: Services,
  tx: Tx,
  { listId, projectId, onBehalfOfId, campaignId, gifts }: ListedGifts,
): Promise<{ remarkCode: string; pledgeIds: string[]; expiresAt: Date }> {
  const asked = gifts.map(({ amountFen }): GiftAsked => ({
    projectId,
    amountFen,
    onBehalfOfId,
    userId: null,
    guestKey: null,
    donorId: null,
    campaignId,
  }));
  const joining = joinFollowers(tx, asked);
  const [projects, counters, ...others] = await tx.query(...projectLocks(tx, [projectId]), ...joining.queries);
  const to = (await advanceLocked(services, tx, projects, counters)).get(projectId);
  if (to === undefined) throw notFound('projectId');
  const following = joining.begin(services, others);
  const refusal =
    refusePledge(
      takesPledges(to.project, tx.now),
      roomFor(to.project, to.counters),
      sumFen(gifts.map(({ amountFen }) => amountFen)),
    ) ??
    asked.map((gift) => following.refuse!(gift)).find((one) => one !== null) ??
    null;
  if (refusal !== null) throw refusal;
  const remarkCode = `HC${newReadableCode(CODE_LENGTH - 2)}`;
  // The unit is who promises, so all gifts of the list share what one donor's promises may keep.
  const facts: DonorFacts = { hasPaid: false, heldFen: 0 };
  const places = new AmountHolds(services, tx, () => facts);
  const donors: Donor[] = [];
  const pledges = gifts.map(({ giverName, amountFen, category }, index) => {
    const donor = Object.assign(new Donor(), {
      id: newId(tx.now),
      userId: null,
      guestName: giverName,
      phoneSealed: null,
      phoneCheckAt: null,
      guestKey: null,
    });
    donors.push(donor);
    const number = String(index + 1);
    const request = {
      projectId,
      amountFen,
      idempotencyKey: number,
      payment: PaymentMethod.BANK_TRANSFER,
      onBehalfOfId,
      anonymous: true,
      message: null,
      guest: null,
      campaign: campaignId === null ? null : { id: campaignId, donorCategory: category ?? DonorCategory.NOT_STATED },
    };
    const pledge = newPledge(tx, { request, donorScope: listId, donorName: giverName }, to.project, donor);
    pledge.remarkCode = `${remarkCode}${number.padStart(PLACES, '0')}`;
    places.promise(pledge, to, '');
    return pledge;
  });
  insertRows(tx, Donor, donors);
  insertRows(tx, Pledge, pledges);
  for (const [id, changes] of places.changes) await changeCounters(services, tx, id, changes);
  tx.changed(transferQueue.topic);
  return { remarkCode, pledgeIds: pledges.map(({ id }) => id), expiresAt: expiryOf(tx.now) };
}

/** What became of the gifts of a list. */
export interface ListStanding {
  readonly gifts: number;
  readonly amountFen: number;
  readonly waiting: number;
  readonly paid: number;
  readonly paidFen: number;
}

/** Returns what became of the gifts of each list, by the id of the list. */
export async function standingOfLists(
  manager: EntityManager,
  listIds: readonly string[],
): Promise<ReadonlyMap<string, ListStanding>> {
  const rows = await manager.query<{ donor_scope: string; status: PledgeStatus; gifts: string; fen: string }[]>(
    `SELECT donor_scope, status, COUNT(*) AS gifts, SUM(amount_fen) AS fen FROM pledges
     WHERE donor_scope IN (${listIds.map(() => '?').join(', ')}) GROUP BY donor_scope, status`,
    [...listIds],
  );
  const standings = new Map<string, ListStanding>();
  for (const { donor_scope: id, status, gifts, fen } of rows) {
    const before = standings.get(id) ?? { gifts: 0, amountFen: 0, waiting: 0, paid: 0, paidFen: 0 };
    const [count, sum] = [Number(gifts), toFen(fen)];
    standings.set(id, {
      gifts: before.gifts + count,
      amountFen: before.amountFen + sum,
      waiting: before.waiting + (status === PledgeStatus.PENDING ? count : 0),
      paid: before.paid + (status === PledgeStatus.PAID ? count : 0),
      paidFen: before.paidFen + (status === PledgeStatus.PAID ? sum : 0),
    });
  }
  return standings;
}

/**
 * Cancels all gifts of a list that wait for their transfer or have lapsed, so that a late transfer pays none of them.
 * Returns false, and cancels nothing, when some were paid.
 */
export async function withdrawListedGifts(
  services: Services,
  tx: Tx,
  { listId, projectId }: Pick<ListedGifts, 'listId' | 'projectId'>,
): Promise<boolean> {
  if ((await lockProject(services, tx, projectId)) === null) throw notFound('projectId');
  const [pledges] = await tx.query(lockedRowsOf(tx, Pledge, 'donor_scope = ? ORDER BY id', [listId]));
  if (pledges.some(isGiven)) return false;
  const waiting = pledges.filter(({ status }) => status === PledgeStatus.PENDING);
  const freed = waiting.map(freedBy);
  await changeCounters(services, tx, projectId, {
    pendingFen: 0 - sumFen(waiting.map(({ amountFen }) => amountFen)),
    heldFen: sumFen(freed.map(({ heldFen }) => heldFen)),
    heldByStrangersFen: sumFen(freed.map(({ heldByStrangersFen }) => heldByStrangersFen)),
  });
  tx.defer(
    `UPDATE pledges SET status = '${PledgeStatus.CANCELLED}', held_fen = 0, held_until = NULL WHERE donor_scope = ? AND status IN ('${PledgeStatus.PENDING}', '${PledgeStatus.EXPIRED}')`,
    [listId],
  );
  tx.changed(transferQueue.topic);
  return true;
}
