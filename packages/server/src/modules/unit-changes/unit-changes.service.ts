import { In } from 'typeorm';
import { requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { badInput, invalidState, notFound } from '../../errors.js';
import { readId, readOptionalText, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { recordOnce } from '../../recorded-once.js';
import { notify } from '../notices/index.js';
import {
  closeInto,
  COMMENT_LENGTH,
  getVisibleOrganization,
  lockMerging,
  lockOpenUnit,
  MembershipRole,
  publicNameOf,
  refuseTakenName,
  requireMembership,
  requireVerified,
  type MergingUnits,
  type Organization,
} from '../organizations/index.js';
import { passOnUnpaid } from '../pledges/index.js';
import { record } from '../trace/index.js';
import { UnitChange, UnitChangeKind, UnitChangeState } from './unit-change.entities.js';
import { deciderOf, maySee } from './unit-changes.access.js';
import type { UnitMergerInput } from './unit-changes.inputs.js';
import { changeDecided, mergerAsked, unitsMerged } from './unit-changes.notices.js';
import { unitChangeQueue } from './unit-changes.queues.js';
import { decisionOf, OPEN_STATES } from './unit-changes.rules.js';
import { requireSettled } from './unit-changes.stakes.js';
import { carryOutSplit } from './unit-splits.service.js';
import { unitChangeDecided, unitMerged, unitMergerAsked } from './unit-changes.trace.js';

const namesOf = ({ from, into }: MergingUnits) => ({
  fromId: from.id,
  intoId: into.id,
  from: publicNameOf(from),
  into: publicNameOf(into),
});

/**
 * Asks to merge a unit of the viewer into another. An owner of both units consents by asking. Throws while the unit has
 * something to settle first, and while one of the two takes part in another open change as the unit that closes.
 */
export async function askUnitMerger(context: RequestContext, input: UnitMergerInput): Promise<UnitChange> {
  const { userId } = requireViewer(context);
  const { organization } = await requireMembership(context, input.organizationId, MembershipRole.OWNER);
  requireVerified(organization);
  const into = await getVisibleOrganization(context, input.intoId, 'intoId');
  if (into.id === organization.id) throw badInput('intoId', 'organization.intoOwn');
  requireVerified(into);
  const reason = readText('reason', input.reason, COMMENT_LENGTH);
  const { recorded } = await recordOnce(context, {
    operation: 'askUnitMerger',
    userId,
    input,
    find: (manager, id) => manager.findOneBy(UnitChange, { id }),
    async record(tx) {
      const units = await lockMerging(tx, organization.id, into.id);
      await requireNoOther(tx, organization.id, into.id);
      await requireSettled(tx.manager, units, tx.now);
      const { asker, other } = await deciderOf(context, tx, userId, {
        organizationId: organization.id,
        intoId: into.id,
      });
      if (!asker) throw notFound('organizationId');
      const change = tx.manager.create(UnitChange, {
        id: newId(tx.now),
        kind: UnitChangeKind.MERGER,
        organizationId: organization.id,
        intoId: into.id,
        state: other ? UnitChangeState.CONSENTED : UnitChangeState.ASKED,
        askedById: userId,
        askedAt: tx.now,
        reason,
        consentedById: other ? userId : null,
        consentedAt: other ? tx.now : null,
        decidedById: null,
        decidedAt: null,
        decisionReason: null,
      });
      await tx.manager.insert(UnitChange, change);
      record(tx, context, unitMergerAsked, { subject: organization.id, after: { into: into.id }, reason });
      if (other) tx.changed(unitChangeQueue.topic);
      else await notify(tx, mergerAsked, namesOf(units));
      return change;
    },
  });
  return recorded;
}

/** Throws when one of the units is to be closed already, or when another unit is to be merged into the first. */
async function requireNoOther(tx: Tx, fromId: string, intoId: string): Promise<void> {
  const state = In([...OPEN_STATES]);
  const waits = await tx.manager.existsBy(UnitChange, [
    { organizationId: In([fromId, intoId]), state },
    { intoId: fromId, state },
  ]);
  if (waits) throw invalidState('unitChange.waits');
}

/**
 * Decides on a change: the other unit consents, then an administrator of neither unit carries it out, with a reason.
 * Both units and administrators refuse it until then; the unit that asks withdraws it.
 */
export async function decideUnitChange(
  context: RequestContext,
  rawId: string,
  accepted: boolean,
  rawReason: string | null | undefined,
): Promise<UnitChange> {
  const { userId } = requireViewer(context);
  const found = await context.db.read.findOneBy(UnitChange, { id: readId('id', rawId) });
  if (found === null || !(await maySee(context, found))) throw notFound('id');
  // Of a change that is decided already, one of the units may be closed.
  if (!OPEN_STATES.includes(found.state)) throw invalidState('unitChange.decided');
  const { organizationId, intoId } = found;
  const decide = async (tx: Tx): Promise<UnitChange> => {
    const units = intoId === null ? null : await lockMerging(tx, organizationId, intoId);
    const from = units?.from ?? (await lockOpenUnit(tx, organizationId));
    const change = await tx.manager.findOneByOrFail(UnitChange, { id: found.id });
    const decider = await deciderOf(context, tx, userId, change);
    const { state, needsReason } = decisionOf(change.state, accepted, decider);
    const reason = needsReason
      ? readText('reason', rawReason ?? '', COMMENT_LENGTH)
      : readOptionalText('reason', rawReason, COMMENT_LENGTH);
    if (units !== null && state === UnitChangeState.CONSENTED) return consent(context, tx, change, units);
    if (state === UnitChangeState.REFUSED) await notifyRefusal(tx, from, units);
    else if (state === UnitChangeState.DONE && units !== null) await merge(context, tx, units, reason!);
    else if (state === UnitChangeState.DONE) await carryOutSplit(context, tx, change, from, reason!);
    return close(context, tx, change, state, reason);
  };
  return context.db.transact(decide).catch(refuseTakenName('id'));
}

const notifyRefusal = (tx: Tx, from: Organization, units: MergingUnits | null): Promise<void> =>
  notify(
    tx,
    changeDecided,
    units === null
      ? { fromId: from.id, from: publicNameOf(from), intoId: '', into: '', outcome: 'splitRefused' }
      : { ...namesOf(units), outcome: 'refused' },
  );

async function consent(context: RequestContext, tx: Tx, change: UnitChange, units: MergingUnits): Promise<UnitChange> {
  await requireSettled(tx.manager, units, tx.now);
  const consented = {
    state: UnitChangeState.CONSENTED,
    consentedById: requireViewer(context).userId,
    consentedAt: tx.now,
  };
  await notify(tx, changeDecided, { ...namesOf(units), outcome: 'consented' });
  await tx.manager.update(UnitChange, { id: change.id }, consented);
  record(tx, context, unitChangeDecided, {
    subject: change.organizationId,
    after: { into: change.intoId, state: consented.state },
  });
  tx.changed(unitChangeQueue.topic);
  return Object.assign(change, consented);
}

/** Carries a merger out. Both units are locked, so no gift, member or project joins the one that closes meanwhile. */
async function merge(context: RequestContext, tx: Tx, units: MergingUnits, reason: string): Promise<void> {
  const { from, into } = units;
  requireVerified(from);
  requireVerified(into);
  await requireSettled(tx.manager, units, tx.now);
  const names = namesOf(units);
  const childIds = await closeInto(context, tx, units, reason);
  passOnUnpaid(tx, from.id, into.id);
  record(tx, context, unitMerged, { subject: from.id, after: { into: into.id, children: childIds }, reason });
  record(tx, context, unitMerged, { subject: into.id, after: { from: from.id }, reason });
  await notify(tx, unitsMerged, { ...names, childIds });
}

async function close(
  context: RequestContext,
  tx: Tx,
  change: UnitChange,
  state: UnitChangeState,
  decisionReason: string | null,
): Promise<UnitChange> {
  const decided = { state, decidedById: requireViewer(context).userId, decidedAt: tx.now, decisionReason };
  await tx.manager.update(UnitChange, { id: change.id }, decided);
  record(tx, context, unitChangeDecided, {
    subject: change.organizationId,
    before: { state: change.state },
    after: { into: change.intoId, state },
    reason: decisionReason,
  });
  tx.changed(unitChangeQueue.topic);
  return Object.assign(change, decided);
}
