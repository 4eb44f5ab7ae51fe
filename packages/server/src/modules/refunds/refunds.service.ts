import { setImmediate as endOfTurn } from 'node:timers/promises';
import { IsNull, MoreThan, Not } from 'typeorm';
import { type RequestContext, requirePermission } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { badInput, forbidden, invalidState, notFound } from '../../errors.js';
import { readId, readList, readOptionalText, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { withdrawPreparedReleases } from '../milestones/index.js';
import {
  closeOrder,
  decideOrders,
  findStandingOrder,
  type Order,
  prepareOrder,
  prepareOrders,
  signOrder,
} from '../orders/index.js';
import { isBoundTo } from '../organizations/index.js';
import { giveBackGifts, Pledge, takeBackConfirmations, type ReturnRefusal } from '../pledges/index.js';
import {
  getVisibleProject,
  lockExisting,
  ProjectEvent,
  ProjectStatus,
  reconsiderFunding,
  type Project,
} from '../projects/index.js';
import { findGifts, putDueGiftsInto, sumUpDueGifts } from './gifts.js';
import { RefundCause, RefundItem, RefundOrder } from './refund.entities.js';
import type { PrepareRefundInput, PrepareReversalInput } from './refund.inputs.js';
import {
  causeOfEnd,
  dueFen,
  LIMITS,
  refuseDecision,
  refuseProjectRefund,
  refuseRefund,
  refuseReversal,
} from './refund.rules.js';
import { kindOfRefund } from './refund-order-kinds.js';
import { noteRefund } from './refunds.notices.js';
import { refundDueQueue } from './refunds.queues.js';
import { REFUNDS } from './refunds.topics.js';

/**
 * Gifts that a few statements refund together. A project with ten thousand gifts then takes a few hundred statements
 * and little memory.
 */
const GIFTS_AT_ONCE = 500;

/** Returns the project. Throws when the viewer belongs to its organisation. */
async function requireOutsider(context: RequestContext, projectId: string, field: string): Promise<Project> {
  const project = await getVisibleProject(context, projectId, field);
  if (await isBoundTo(context, project.organizationId)) throw forbidden('refund.ownProject');
  return project;
}

/**
 * Returns the cause of the project's last end, from its history. The project may have reopened after an earlier end.
 */
async function causeOf(tx: Tx, projectId: string): Promise<RefundCause> {
  const { actor } = await tx.manager.findOneOrFail(ProjectEvent, {
    where: { projectId, to: ProjectStatus.CANCELLED },
    order: { id: 'DESC' },
  });
  return causeOfEnd(actor);
}

/**
 * Prepares a refund of an ended project's gifts, by a treasurer: of the named gifts, or of all that are due. No money
 * moves yet.
 */
export async function prepareRefund(context: RequestContext, input: PrepareRefundInput): Promise<RefundOrder> {
  requirePermission(context, prepareOrders);
  const { id } = await requireOutsider(context, input.projectId, 'projectId');
  const reason = readText('reason', input.reason, LIMITS.reason);
  const pledgeIds =
    input.pledgeIds == null
      ? null
      : [
          ...new Set(
            readList('pledgeIds', input.pledgeIds, LIMITS.pledges).map((pledgeId, index) =>
              readId(`pledgeIds.${index}`, pledgeId),
            ),
          ),
        ];
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

/** Throws for the first named gift that cannot go back, with its index in the list. */
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

/** Late money cannot reopen a project whose gifts are already being refunded. */
export const refuseWhileGivingBack: ReturnRefusal = async (tx, { id }) =>
  (await tx.manager.existsBy(RefundOrder, {
    projectId: id,
    withdrawnAt: IsNull(),
    cause: Not(RefundCause.MISTAKEN_CONFIRMATION),
  }))
    ? invalidState('refund.begun')
    : null;

/** Prepares the reversal of a payment that was confirmed by mistake, by a treasurer. No money moves yet. */
export async function prepareReversal(context: RequestContext, input: PrepareReversalInput): Promise<RefundOrder> {
  requirePermission(context, prepareOrders);
  const found = await context.db.read.findOneBy(Pledge, { id: readId('pledgeId', input.pledgeId) });
  if (found === null) throw notFound('pledgeId');
  await requireOutsider(context, found.projectId, 'pledgeId');
  const reason = readText('reason', input.reason, LIMITS.reason);
  return context.db.transact(async (tx) => {
    const project = await lockExisting(context, tx, found.projectId);
    const gift = (await findGifts(tx.manager, [found.id])).get(found.id)!;
    const refusal = refuseReversal(gift);
    if (refusal !== null) throw refusal;
    const order = await insertOrder(context, tx, project, {
      cause: RefundCause.MISTAKEN_CONFIRMATION,
      reason,
      giftCount: 1,
      totalFen: gift.keptFen,
    });
    await tx.manager.insert(RefundItem, { orderId: order.id, pledgeId: found.id, amountFen: gift.keptFen });
    return order;
  });
}

async function insertOrder(
  context: RequestContext,
  tx: Tx,
  project: Project,
  content: Pick<RefundOrder, 'cause' | 'reason' | 'giftCount' | 'totalFen'>,
): Promise<RefundOrder> {
  const id = newId(tx.now);
  const { preparedAt } = await prepareOrder(context, tx, kindOfRefund(content), {
    subjectId: id,
    projectId: project.id,
    unitId: project.organizationId,
    amountFen: content.totalFen,
    reason: content.reason,
    limitScope: `project:${project.id}`,
    title: project.title,
  });
  const order = tx.manager.create(RefundOrder, {
    id,
    projectId: project.id,
    preparedAt,
    approvedAt: null,
    withdrawnAt: null,
    bankReference: null,
    ...content,
  });
  await tx.manager.insert(RefundOrder, order);
  tx.changed(REFUNDS, refundDueQueue.topic);
  return order;
}

/**
 * Approves an order as the second person and carries it out at once. Every gift must go back as it was prepared;
 * otherwise none does.
 */
export async function approveRefund(
  context: RequestContext,
  rawId: string,
  rawBankReference: string | null | undefined,
): Promise<RefundOrder> {
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

/** Withdraws an order. The person who prepared it withdraws it; another person refuses it. No money has moved. */
export async function withdrawRefund(
  context: RequestContext,
  rawId: string,
  rawReason?: string | null,
): Promise<RefundOrder> {
  const found = await getOrder(context, rawId);
  await getVisibleProject(context, found.projectId, 'id');
  const reason = readOptionalText('reason', rawReason, LIMITS.reason);
  return decide(context, found, async (tx, project, _, people) => {
    await closeOrder(context, tx, people, project.title, reason);
    return { withdrawnAt: tx.now };
  });
}

/** Returns the order. Throws unless the viewer is a treasurer or administrator. */
async function getOrder(context: RequestContext, rawId: string): Promise<RefundOrder> {
  requirePermission(context, decideOrders);
  const found = await context.db.read.findOneBy(RefundOrder, { id: readId('id', rawId) });
  if (found === null) throw notFound('id');
  return found;
}

/** Decides on a waiting order, with its project and the order locked. */
async function decide(
  context: RequestContext,
  found: RefundOrder,
  decision: (tx: Tx, project: Project, order: RefundOrder, people: Order) => Promise<Partial<RefundOrder>>,
): Promise<RefundOrder> {
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
    tx.changed(REFUNDS, refundDueQueue.topic);
    return Object.assign(order, decided);
  });
}

/** Refunds every gift of an order, in batches within one transaction. */
async function carryOut(context: RequestContext, tx: Tx, project: Project, order: RefundOrder): Promise<void> {
  for (let last = ''; ;) {
    const items = await tx.manager.find(RefundItem, {
      where: { orderId: order.id, pledgeId: MoreThan(last) },
      order: { pledgeId: 'ASC' },
      take: GIFTS_AT_ONCE,
    });
    if (items.length > 0) await carryOutItems(context, tx, project, order, items);
    if (items.length < GIFTS_AT_ONCE) break;
    // SQLite queries do not leave the current turn of the event loop. Without this line, the server would read no other
    // request until all gifts are back.
    await endOfTurn();
    last = items.at(-1)!.pledgeId;
  }
  if (order.cause !== RefundCause.MISTAKEN_CONFIRMATION) return;
  await withdrawPreparedReleases(tx, project.id);
  await reconsiderFunding(context, tx, project);
}

async function carryOutItems(
  context: RequestContext,
  tx: Tx,
  project: Project,
  order: RefundOrder,
  items: readonly RefundItem[],
): Promise<void> {
  const isReversal = order.cause === RefundCause.MISTAKEN_CONFIRMATION;
  const found = await findGifts(
    tx.manager,
    items.map(({ pledgeId }) => pledgeId),
    order.id,
  );
  const gifts = items.map(({ pledgeId, amountFen }) => {
    const gift = found.get(pledgeId)!;
    // A stage may have used a part of the gift since the order was prepared.
    if ((isReversal ? refuseReversal(gift) : refuseRefund(gift)) !== null || dueFen(gift) !== amountFen)
      throw invalidState('refund.changed');
    return { pledge: gift.pledge, amountFen, matchedFen: gift.matchedDueFen };
  });
  if (isReversal)
    await takeBackConfirmations(
      context,
      tx,
      project,
      gifts.map(({ pledge }) => pledge),
      order.reason,
    );
  else await giveBackGifts(context, tx, project, gifts, order.reason);
}
