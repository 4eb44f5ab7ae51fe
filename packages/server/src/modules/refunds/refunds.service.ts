import { setImmediate as endOfTurn } from 'node:timers/promises';
import { IsNull, MoreThan, Not } from 'typeorm';
import { PlatformRole, requireRole, type RequestContext, type ReturnRefusal } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { badInput, forbidden, invalidState, notFound } from '../../errors.js';
import { readId, readList, readOptionalText, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { withdrawPreparedReleases } from '../milestones/index.js';
import { closeOrder, findStandingOrder, prepareOrder, requireDecider, signOrder, type Order } from '../orders/index.js';
import { isMemberOf } from '../organizations/index.js';
import { giveBackGifts, Pledge, takeBackConfirmations } from '../pledges/index.js';
import { getVisibleProject, lockExisting, ProjectEvent, ProjectStatus, reconsiderFunding, type Project } from '../projects/index.js';
import { findGifts, putDueGiftsInto, sumUpDueGifts } from './gifts.js';
import { RefundCause, RefundItem, RefundOrder } from './refund.entities.js';
import type { PrepareRefundInput, PrepareReversalInput } from './refund.inputs.js';
import { causeOfEnd, dueFen, LIMITS, refuseDecision, refuseProjectRefund, refuseRefund, refuseReversal } from './refund.rules.js';
import { kindOfRefund } from './refund-order-kinds.js';
import { noteRefund } from './refunds.notices.js';

/** Gifts that are given back in a few statements together: a project with ten thousand takes a few hundred statements and little memory. */
const GIFTS_AT_ONCE = 500;

/** The project, for somebody who does not belong to its organisation. */
async function requireOutsider(context: RequestContext, projectId: string, field: string): Promise<Project> {
  const project = await getVisibleProject(context, projectId, field);
  if (await isMemberOf(context, project.organizationId)) throw forbidden('refund.ownProject');
  return project;
}

/** How the project ended, from its history. It may have come back since an earlier end. */
async function causeOf(tx: Tx, projectId: string): Promise<RefundCause> {
  const { actor } = await tx.manager.findOneOrFail(ProjectEvent, { where: { projectId, to: ProjectStatus.CANCELLED }, order: { id: 'DESC' } });
  return causeOfEnd(actor);
}

/** A treasurer puts together which gifts of an ended project go back: those named, or all that are due. Nothing moves yet. */
export async function prepareRefund(context: RequestContext, input: PrepareRefundInput): Promise<RefundOrder> {
  requireRole(context, PlatformRole.TREASURER);
  const { id } = await requireOutsider(context, input.projectId, 'projectId');
  const reason = readText('reason', input.reason, LIMITS.reason);
  const pledgeIds = input.pledgeIds == null ? null : [...new Set(readList('pledgeIds', input.pledgeIds, LIMITS.pledges).map((pledgeId, index) => readId(`pledgeIds.${index}`, pledgeId)))];
  return context.db.transact(async (tx) => {
    const project = await lockExisting(context, tx, id);
    const refusal = refuseProjectRefund(project.status);
    if (refusal !== null) throw refusal;
    if (pledgeIds !== null) await refuseOthers(tx, project, input.pledgeIds!);
    const sums = await sumUpDueGifts(tx.manager, id, pledgeIds);
    if (sums.giftCount === 0) throw invalidState('refund.nothingDue');
    const order = await insertOrder(context, tx, project, { cause: await causeOf(tx, id), reason, ...sums });
    await putDueGiftsInto(tx.manager, order.id, id, pledgeIds);
    return order;
  });
}

/** Refuses the first of the named gifts that cannot go back, with its place in the list. */
async function refuseOthers(tx: Tx, project: Project, pledgeIds: readonly string[]): Promise<void> {
  const gifts = await findGifts(tx.manager, pledgeIds);
  for (const [index, pledgeId] of pledgeIds.entries()) {
    const gift = gifts.get(pledgeId);
    if (gift === undefined) throw notFound(`pledgeIds.${index}`);
    if (gift.pledge.projectId !== project.id) throw badInput(`pledgeIds.${index}`, 'refund.otherProject');
    const refusal = refuseRefund(gift);
    if (refusal !== null) throw refusal;
  }
}

/** Money that comes late cannot bring a project back whose gifts are on their way to the donors. */
export const refuseWhileGivingBack: ReturnRefusal = async (tx, { id }) =>
  (await tx.manager.existsBy(RefundOrder, { projectId: id, withdrawnAt: IsNull(), cause: Not(RefundCause.MISTAKEN_CONFIRMATION) })) ? invalidState('refund.begun') : null;

/** A treasurer says that a payment was confirmed by mistake. Nothing moves yet. */
export async function prepareReversal(context: RequestContext, input: PrepareReversalInput): Promise<RefundOrder> {
  requireRole(context, PlatformRole.TREASURER);
  const found = await context.db.read.findOneBy(Pledge, { id: readId('pledgeId', input.pledgeId) });
  if (found === null) throw notFound('pledgeId');
  await requireOutsider(context, found.projectId, 'pledgeId');
  const reason = readText('reason', input.reason, LIMITS.reason);
  return context.db.transact(async (tx) => {
    const project = await lockExisting(context, tx, found.projectId);
    const gift = (await findGifts(tx.manager, [found.id])).get(found.id)!;
    const refusal = refuseReversal(gift);
    if (refusal !== null) throw refusal;
    const order = await insertOrder(context, tx, project, { cause: RefundCause.MISTAKEN_CONFIRMATION, reason, giftCount: 1, totalFen: gift.keptFen });
    await tx.manager.insert(RefundItem, { orderId: order.id, pledgeId: found.id, amountFen: gift.keptFen });
    return order;
  });
}

async function insertOrder(context: RequestContext, tx: Tx, project: Project, content: Pick<RefundOrder, 'cause' | 'reason' | 'giftCount' | 'totalFen'>): Promise<RefundOrder> {
  const id = newId(tx.now);
  const { preparedAt } = await prepareOrder(context, tx, kindOfRefund(content), {
    subjectId: id, projectId: project.id, unitId: project.organizationId, amountFen: content.totalFen, reason: content.reason, limitScope: `project:${project.id}`, title: project.title,
  });
  const order = tx.manager.create(RefundOrder, { id, projectId: project.id, preparedAt, approvedAt: null, withdrawnAt: null, bankReference: null, ...content });
  await tx.manager.insert(RefundOrder, order);
  return order;
}

/** A second person approves an order, and it is carried out at once: every gift as it was prepared, or none. */
export async function approveRefund(context: RequestContext, rawId: string, rawBankReference: string | null | undefined): Promise<RefundOrder> {
  const found = await getOrder(context, rawId);
  await requireOutsider(context, found.projectId, 'id');
  const bankReference = readOptionalText('bankReference', rawBankReference, LIMITS.bankReference);
  return decide(context, found, async (tx, project, order, people) => {
    await signOrder(context, tx, people, project.title);
    await carryOut(context, tx, project, order);
    await noteRefund(tx, project, order);
    return { approvedAt: tx.now, bankReference };
  });
}

/** An order is withdrawn by whoever prepared it, or refused by somebody who would not approve it. Nothing has moved. */
export async function withdrawRefund(context: RequestContext, rawId: string, rawReason?: string | null): Promise<RefundOrder> {
  const found = await getOrder(context, rawId);
  await getVisibleProject(context, found.projectId, 'id');
  const reason = readOptionalText('reason', rawReason, LIMITS.reason);
  return decide(context, found, async (tx, project, _, people) => {
    await closeOrder(context, tx, people, project.title, reason);
    return { withdrawnAt: tx.now };
  });
}

/** The order, for a treasurer or administrator. */
async function getOrder(context: RequestContext, rawId: string): Promise<RefundOrder> {
  requireDecider(context);
  const found = await context.db.read.findOneBy(RefundOrder, { id: readId('id', rawId) });
  if (found === null) throw notFound('id');
  return found;
}

/** Decides on an order that still waits, with its project and itself locked. */
async function decide(context: RequestContext, found: RefundOrder, decision: (tx: Tx, project: Project, order: RefundOrder, people: Order) => Promise<Partial<RefundOrder>>): Promise<RefundOrder> {
  return context.db.transact(async (tx) => {
    const project = await lockExisting(context, tx, found.projectId);
    const order = await tx.lock(RefundOrder, { id: found.id });
    if (order === null) throw notFound('id');
    const refusal = refuseDecision(order.status);
    if (refusal !== null) throw refusal;
    const people = await findStandingOrder(tx.manager, kindOfRefund(order), order.id);
    if (people === null) throw new Error(`the refund order ${order.id} has no order of two people`);
    const decided = await decision(tx, project, order, people);
    await tx.manager.update(RefundOrder, { id: order.id }, decided);
    return Object.assign(order, decided);
  });
}

/** Gives back every gift of an order, a batch after the other in one transaction. */
async function carryOut(context: RequestContext, tx: Tx, project: Project, order: RefundOrder): Promise<void> {
  for (let last = ''; ; ) {
    const items = await tx.manager.find(RefundItem, { where: { orderId: order.id, pledgeId: MoreThan(last) }, order: { pledgeId: 'ASC' }, take: GIFTS_AT_ONCE });
    if (items.length > 0) await carryOutItems(context, tx, project, order, items);
    if (items.length < GIFTS_AT_ONCE) break;
    // SQLite answers without leaving the event loop's turn: unless it ends here, nobody else is even read until all gifts are back.
    await endOfTurn();
    last = items.at(-1)!.pledgeId;
  }
  if (order.cause !== RefundCause.MISTAKEN_CONFIRMATION) return;
  await withdrawPreparedReleases(tx, project.id);
  await reconsiderFunding(context, tx, project);
}

async function carryOutItems(context: RequestContext, tx: Tx, project: Project, order: RefundOrder, items: readonly RefundItem[]): Promise<void> {
  const isReversal = order.cause === RefundCause.MISTAKEN_CONFIRMATION;
  const found = await findGifts(tx.manager, items.map(({ pledgeId }) => pledgeId), order.id);
  const gifts = items.map(({ pledgeId, amountFen }) => {
    const gift = found.get(pledgeId)!;
    // A stage may have used a part of it since it was prepared.
    if ((isReversal ? refuseReversal(gift) : refuseRefund(gift)) !== null || dueFen(gift) !== amountFen) throw invalidState('refund.changed');
    return { pledge: gift.pledge, amountFen };
  });
  if (isReversal) await takeBackConfirmations(context, tx, project, gifts.map(({ pledge }) => pledge), order.reason);
  else await giveBackGifts(context, tx, project, gifts, order.reason);
}
