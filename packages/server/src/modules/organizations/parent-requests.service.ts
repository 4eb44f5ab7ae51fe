import { In, type EntityManager } from 'typeorm';
import { defineLoader, may, type RequestContext, requireViewer } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { insertRows } from '../../db/rows.js';
import { forbidden, invalidState, notFound } from '../../errors.js';
import { readId, readOptionalText, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { notify } from '../notices/index.js';
import { record } from '../trace/index.js';
import { isBoundTo } from './former-memberships.js';
import { Membership, MembershipRole } from './membership.entity.js';
import { Organization } from './organization.entity.js';
import { findMembershipRole } from './organizations.loaders.js';
import { manageUnits, seeAllUnits } from './organizations.permissions.js';
import { COMMENT_LENGTH, publicNameOf } from './organizations.rules.js';
import { parentAsked as parentAskedKind, parentDecided as parentDecidedKind } from './organizations.trace.js';
import { ParentRequest, ParentRequestState } from './parent-request.entity.js';
import { parentAccepted, parentAsked, parentRefused } from './parent-requests.notices.js';
import { parentRequestQueue } from './parent-requests.queues.js';
import { checkPlace, moveUnit } from './unit-tree.js';

const newRequest = (tx: Tx, organizationId: string, parentId: string): ParentRequest =>
  tx.manager.create(ParentRequest, {
    id: newId(tx.now),
    organizationId,
    parentId,
    state: ParentRequestState.WAITING,
    askedById: null,
    askedAt: tx.now,
    decidedById: null,
    decidedAt: null,
    reason: null,
  });

const ownsUnit = (manager: EntityManager, userId: string, organizationId: string): Promise<boolean> =>
  manager.existsBy(Membership, { userId, organizationId, role: MembershipRole.OWNER });

/** Records the consent of the operator, for units that the demo and the command line register below others. */
export async function acceptByOperator(tx: Tx, organizationId: string, parentId: string): Promise<void> {
  await tx.manager.insert(
    ParentRequest,
    Object.assign(newRequest(tx, organizationId, parentId), {
      state: ParentRequestState.ACCEPTED,
      decidedAt: tx.now,
    }),
  );
}

/** Records the consent with which a decision on other units put these ones below `parentId`. */
export function acceptByDecision(
  context: RequestContext,
  tx: Tx,
  organizationIds: readonly string[],
  parentId: string,
  reason: string,
): void {
  const { userId } = requireViewer(context);
  insertRows(
    tx,
    ParentRequest,
    organizationIds.map((id) =>
      Object.assign(newRequest(tx, id, parentId), {
        state: ParentRequestState.ACCEPTED,
        askedById: userId,
        decidedById: userId,
        decidedAt: tx.now,
        reason,
      }),
    ),
  );
}

/** Closes what a unit that is being closed asked of others, and refuses what others asked of it, with the reason. */
export async function closeRequestsOf(
  context: RequestContext,
  tx: Tx,
  unit: Organization,
  reason: string,
): Promise<void> {
  const waiting = await tx.manager.find(ParentRequest, {
    where: [
      { organizationId: unit.id, state: ParentRequestState.WAITING },
      { parentId: unit.id, state: ParentRequestState.WAITING },
    ],
    order: { id: 'ASC' },
  });
  for (const request of waiting) {
    const own = request.organizationId === unit.id;
    await close(context, tx, request, own ? ParentRequestState.WITHDRAWN : ParentRequestState.REFUSED, reason);
    if (!own) await notify(tx, parentRefused, eventOf(request, unit));
  }
}

/**
 * Puts a locked unit below another, or asks the other for its consent. An owner of the other unit consents by asking,
 * and so does an administrator with a reason. The unit stays where it is until then. `parentId` null takes the unit
 * out of any tree, for which nobody has to consent. Returns the parent that the unit has afterwards.
 */
export async function changeParent(
  context: RequestContext,
  tx: Tx,
  unit: Pick<Organization, 'id' | 'parentId'>,
  parentId: string | null,
  givenReason: string | null,
  asAdmin: boolean,
): Promise<string | null> {
  const { userId } = requireViewer(context);
  // The units above are locked before the moment of the transaction is read, so that moves of one branch follow each
  // other in time as well.
  const parent = parentId === null || parentId === unit.parentId ? null : await checkPlace(tx, unit.id, parentId);
  const waiting = await tx.manager.findOneBy(ParentRequest, {
    organizationId: unit.id,
    state: ParentRequestState.WAITING,
  });
  if (parentId !== null && waiting?.parentId === parentId && !asAdmin) return unit.parentId;
  if (parentId === null) await moveUnit(tx, unit, null);
  if (waiting !== null) await close(context, tx, waiting, ParentRequestState.WITHDRAWN, null);
  if (parentId === null || parent === null) return parentId;
  const owns = await ownsUnit(tx.manager, userId, parentId);
  const reason = owns || !asAdmin ? null : readText('parentReason', givenReason ?? '', COMMENT_LENGTH);
  const request = newRequest(tx, unit.id, parentId);
  request.askedById = userId;
  if (!owns && !asAdmin) {
    await tx.manager.insert(ParentRequest, request);
    record(tx, context, parentAskedKind, { subject: unit.id, after: { parent: parentId } });
    await notify(tx, parentAsked, eventOf(request, parent));
    tx.changed(parentRequestQueue.topic);
    return unit.parentId;
  }
  if (asAdmin && !owns && (await isBoundTo(context, unit.id))) throw forbidden('unitParent.ownUnit');
  Object.assign(request, { state: ParentRequestState.ACCEPTED, decidedById: userId, decidedAt: tx.now, reason });
  await tx.manager.insert(ParentRequest, request);
  await moveUnit(tx, unit, parentId);
  record(tx, context, parentDecidedKind, {
    subject: unit.id,
    after: { parent: parentId, state: request.state },
    reason,
  });
  return parentId;
}

/**
 * Accepts or refuses a request. An owner of the unit above decides, and gives a reason for a refusal. An administrator
 * gives a reason for either. An owner of the unit that asks withdraws the request by refusing it.
 */
export async function decideParentRequest(
  context: RequestContext,
  rawId: string,
  accepted: boolean,
  rawReason: string | null | undefined,
): Promise<ParentRequest> {
  const { userId } = requireViewer(context);
  const found = await context.db.read.findOneBy(ParentRequest, { id: readId('id', rawId) });
  if (found === null || !(await maySee(context, found))) throw notFound('id');
  return context.db.transact(async (tx) => {
    const unit = await tx.lock(Organization, { id: found.organizationId });
    const request = await tx.manager.findOneBy(ParentRequest, { id: found.id });
    if (unit === null || request === null) throw notFound('id');
    const owns = await ownsUnit(tx.manager, userId, request.parentId);
    const asAdmin = may(context, manageUnits);
    const withdraws = !owns && !accepted && (await ownsUnit(tx.manager, userId, unit.id));
    if (!owns && !withdraws && !asAdmin) throw forbidden('unitParent.notYours');
    if (!owns && !withdraws && (await isBoundTo(context, unit.id))) throw forbidden('unitParent.ownUnit');
    if (request.state !== ParentRequestState.WAITING) throw invalidState('unitParent.decided');
    const needsReason = !withdraws && (!accepted || !owns);
    const reason = needsReason
      ? readText('reason', rawReason ?? '', COMMENT_LENGTH)
      : readOptionalText('reason', rawReason, COMMENT_LENGTH);
    if (withdraws) return close(context, tx, request, ParentRequestState.WITHDRAWN, null);
    if (accepted) {
      await moveUnit(tx, unit, request.parentId);
      await tx.manager.update(Organization, { id: unit.id }, { parentId: request.parentId });
    }
    await close(context, tx, request, accepted ? ParentRequestState.ACCEPTED : ParentRequestState.REFUSED, reason);
    const parent = await tx.manager.findOneByOrFail(Organization, { id: request.parentId });
    await notify(tx, accepted ? parentAccepted : parentRefused, eventOf(request, parent));
    return request;
  });
}

const eventOf = ({ organizationId, parentId }: ParentRequest, parent: Organization) => ({
  organizationId,
  parentId,
  parentName: publicNameOf(parent),
});

async function close(
  context: RequestContext,
  tx: Tx,
  request: ParentRequest,
  state: ParentRequestState,
  reason: string | null,
): Promise<ParentRequest> {
  const decided = { state, reason, decidedById: requireViewer(context).userId, decidedAt: tx.now };
  await tx.manager.update(ParentRequest, { id: request.id }, decided);
  record(tx, context, parentDecidedKind, {
    subject: request.organizationId,
    after: { parent: request.parentId, state },
    reason,
  });
  tx.changed(parentRequestQueue.topic);
  return Object.assign(request, decided);
}

/** Whether the viewer may know of a request: members of the unit that asks, owners of the unit above, administrators. */
async function maySee(context: RequestContext, { organizationId, parentId }: ParentRequest): Promise<boolean> {
  if (may(context, seeAllUnits)) return true;
  if ((await findMembershipRole(context, organizationId)) !== null) return true;
  return (await findMembershipRole(context, parentId)) === MembershipRole.OWNER;
}

const newestLoader = defineLoader<string, ParentRequest | null>(async ({ db }, organizationIds) => {
  const requests = await db.read.find(ParentRequest, {
    where: { organizationId: In([...organizationIds]) },
    order: { id: 'ASC' },
  });
  const newest = new Map(requests.map((request) => [request.organizationId, request]));
  return organizationIds.map((id) => newest.get(id) ?? null);
});

/**
 * Returns the unit's newest request while it waits or was refused, for members and administrators; null for others and
 * otherwise.
 */
export async function findOwnRequest(context: RequestContext, { id }: Organization): Promise<ParentRequest | null> {
  if (!may(context, seeAllUnits) && (await findMembershipRole(context, id)) === null) return null;
  const request = await newestLoader(context).load(id);
  const shown = [ParentRequestState.WAITING, ParentRequestState.REFUSED];
  return request !== null && shown.includes(request.state) ? request : null;
}

const waitingLoader = defineLoader<string, ParentRequest[]>(async ({ db }, parentIds) => {
  const requests = await db.read.find(ParentRequest, {
    where: { parentId: In([...parentIds]), state: ParentRequestState.WAITING },
    order: { id: 'ASC' },
  });
  return parentIds.map((id) => requests.filter(({ parentId }) => parentId === id));
});

/** Returns the requests that wait for the unit's consent, for its owners and administrators; null for others. */
export async function listRequestsTo(context: RequestContext, { id }: Organization): Promise<ParentRequest[] | null> {
  if (!may(context, seeAllUnits) && (await findMembershipRole(context, id)) !== MembershipRole.OWNER) return null;
  return waitingLoader(context).load(id);
}
