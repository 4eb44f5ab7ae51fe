import { requirePermission, type RequestContext } from '../../context.js';
import { badInput, invalidState, notFound } from '../../errors.js';
import { readId, readList, readText } from '../../input.js';
import { findPhone } from '../phones/index.js';
import { digestOfText, putTombstone, readTakedown, TakedownOf } from '../privacy/index.js';
import { PROJECT } from '../projects/index.js';
import { record } from '../trace/index.js';
import { Donor, KeptDonorName, Pledge } from './pledge.entity.js';
import { GiftWords, type HideGiftWordsInput } from './donor-data.inputs.js';
import { isGiven } from './pledge.rules.js';
import { readKeptNames, readPhones } from './pledges.permissions.js';
import { keptNameRead, phoneRead } from './pledges.trace.js';
import { findReceipt } from './pledges.queries.js';
import { openKeptName, openPhone } from './sealed-donors.js';

const REASON = { max: 500, multiline: true };

/**
 * Returns the telephone number behind a pledge: the one that a guest left, or, for the gift of a unit, the confirmed one
 * of the person who gave in its name. Null when there is none. The look is on record.
 */
export async function readDonorPhone(context: RequestContext, id: string, rawReason: string): Promise<string | null> {
  requirePermission(context, readPhones);
  const pledgeId = readId('pledgeId', id);
  const reason = readText('reason', rawReason, REASON);
  return context.db.transact(async (tx) => {
    const pledge = await tx.manager.findOneBy(Pledge, { id: pledgeId });
    if (pledge === null) throw notFound('pledgeId');
    const { phoneSealed } = await tx.manager.findOneByOrFail(Donor, { id: pledge.donorId });
    if (phoneSealed !== null) {
      record(tx, context, phoneRead, { subject: pledgeId, reason });
      return openPhone(context, phoneSealed);
    }
    const { onBehalfOfId, userId: handlerId } = pledge;
    const phone = onBehalfOfId === null || handlerId === null ? null : await findPhone(context, tx.manager, handlerId);
    if (phone !== null) record(tx, context, phoneRead, { subject: pledgeId, person: handlerId!, reason });
    return phone;
  });
}

/** Returns the name on the receipt of a closed account; null when none is kept. The look is on record. */
export async function readKeptName(context: RequestContext, number: string, rawReason: string): Promise<string | null> {
  requirePermission(context, readKeptNames);
  const reason = readText('reason', rawReason, REASON);
  const receipt = await findReceipt(context, number);
  if (receipt === null) throw notFound('number');
  return context.db.transact(async (tx) => {
    const kept = await tx.manager.findOneBy(KeptDonorName, { pledgeId: receipt.pledgeId });
    if (kept === null) return null;
    record(tx, context, keptNameRead, { subject: receipt.number, reason });
    return openKeptName(context, kept.nameSealed);
  });
}

/** Takes down what a gift shows of its donor. The gift, its receipt and the ledger stay. */
export async function hideGiftWords(context: RequestContext, input: HideGiftWordsInput): Promise<Pledge> {
  const decision = readTakedown(context, input);
  const id = readId('pledgeId', input.pledgeId);
  const what = readList('what', input.what, { min: 1, max: Object.keys(GiftWords).length });
  if (new Set(what).size < what.length) throw badInput('what', 'takedown.twice');
  await context.db.transact(async (tx) => {
    const pledge = await tx.lock(Pledge, { id });
    // What is not public yet can be seen by its donor and treasurers only.
    if (pledge === null || !isGiven(pledge)) throw notFound('pledgeId');
    const donor = await tx.manager.findOneByOrFail(Donor, { id: pledge.donorId });
    const person = pledge.userId;
    tx.changed(PROJECT.of(pledge.projectId));
    const put = (taken: TakedownOf, digest: string | null) =>
      putTombstone(context, tx, decision, { what: taken, subjectId: id, person, digest });
    for (const one of what) {
      if (one === GiftWords.NAME) {
        if (pledge.anonymous) throw invalidState('takedown.nothing');
        await tx.manager.update(Pledge, { id }, { anonymous: true });
        await put(TakedownOf.GIFT_NAME, null);
      } else if (one === GiftWords.MESSAGE) {
        if (pledge.message === null) throw invalidState('takedown.nothing');
        await tx.manager.update(Pledge, { id }, { message: null });
        await put(TakedownOf.GIFT_MESSAGE, digestOfText(context, id, pledge.message));
      } else {
        if (donor.phoneSealed === null) throw invalidState('takedown.nothing');
        await tx.manager.update(Donor, { id: donor.id }, { phoneSealed: null, guestKey: null, phoneCheckAt: null });
        await put(TakedownOf.GIFT_CONTACT, null);
      }
    }
  });
  return context.db.read.findOneByOrFail(Pledge, { id });
}
