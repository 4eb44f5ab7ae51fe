import { In, type EntityManager } from 'typeorm';
import { type RequestContext, requirePermission, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { badInput, forbidden, invalidState, notFound } from '../../errors.js';
import { readId, readOptionalText, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { LANGUAGES, translate } from '../../messages/index.js';
import {
  AddressChange,
  beginFactorRemoval,
  Credential,
  FactorRemoval,
  findAddressChange,
  findFactorRemoval,
  hasSecondFactor,
  isSuspended,
  readEmail,
  requireVerifiedAccount,
  User,
  waiveOldAddress,
} from '../identity/index.js';
import { closeOrder, findStandingOrder, Order, OrderState, prepareOrder, signOrder } from '../orders/index.js';
import {
  getVisibleOrganization,
  Organization,
  publicNameOf,
  replaceableOwners,
  replaceOwners,
} from '../organizations/index.js';
import { AccessChange, AccessChangeKind, AccessChangeState } from './access-change.entity.js';
import { ACCESS_ORDERS, preparedChanges } from './access-change.orders.js';
import { recoverAccess } from './recovery.permissions.js';
import { accessChangeQueue } from './recovery.queues.js';

const REASON_LENGTH = { max: 500, multiline: true };
const HOUR_MS = 3_600_000;

/**
 * Prepares that a unit whose only owner left or lost access gets another one: somebody with an account and a verified
 * address.
 */
export async function prepareOwnerReplacement(
  context: RequestContext,
  rawOrganizationId: string,
  rawEmail: string,
  rawReason: string,
): Promise<AccessChange> {
  requirePermission(context, recoverAccess);
  const { id: organizationId } = await getVisibleOrganization(context, rawOrganizationId, 'organizationId');
  const email = readEmail('email', rawEmail);
  const reason = readText('reason', rawReason, REASON_LENGTH);
  return context.db.transact(async (tx) => {
    const organization = await tx.lock(Organization, { id: organizationId });
    if (organization === null) throw notFound('organizationId');
    const owners = await replaceableOwners(tx, organizationId);
    const credential = await tx.manager.findOneBy(Credential, { email });
    if (credential === null) throw notFound('email');
    const { userId } = credential;
    if (owners.includes(userId)) throw badInput('email', 'recovery.isOwner');
    await requireAbleAccount(tx.manager, userId);
    await requireNoneWaits(tx.manager, AccessChangeKind.UNIT_OWNER, { organizationId });
    return prepare(context, tx, { kind: AccessChangeKind.UNIT_OWNER, userId, organizationId }, reason);
  });
}

/** Prepares that the second factors of somebody who lost them are removed. */
export const prepareFactorRemoval = (context: RequestContext, userId: string, reason: string): Promise<AccessChange> =>
  prepareForAccount(context, AccessChangeKind.SECOND_FACTORS, userId, reason, async (tx, user) => {
    if (!(await hasSecondFactor(tx.manager, user.id))) throw invalidState('recovery.noFactor');
    if ((await findFactorRemoval(tx.manager, user.id)) !== null) throw invalidState('recovery.waits');
    return null;
  });

/**
 * Prepares that the address of somebody changes without the old one, which nobody reads any more. The person has asked
 * for the change with the password and confirmed the new address, so no administrator types an address.
 */
export const prepareAddressWaiver = (context: RequestContext, userId: string, reason: string): Promise<AccessChange> =>
  prepareForAccount(context, AccessChangeKind.ADDRESS, userId, reason, async (tx, user) => {
    const change = await findAddressChange(tx.manager, user.id, tx.now);
    if (change?.newConfirmedAt == null) throw invalidState('recovery.noAddressChange');
    if (change.waivedFrom !== null) throw invalidState('recovery.waits');
    return change.id;
  });

async function prepareForAccount(
  context: RequestContext,
  kind: AccessChangeKind,
  rawUserId: string,
  rawReason: string,
  subject: (tx: Tx, user: User) => Promise<string | null>,
): Promise<AccessChange> {
  const admin = requirePermission(context, recoverAccess);
  const userId = readId('userId', rawUserId);
  const reason = readText('reason', rawReason, REASON_LENGTH);
  if (userId === admin.userId) throw forbidden('recovery.ownAccess');
  return context.db.transact(async (tx) => {
    const user = await tx.lock(User, { id: userId });
    if (user === null) throw notFound('userId');
    await requireAbleAccount(tx.manager, userId);
    const addressChangeId = await subject(tx, user);
    await requireNoneWaits(tx.manager, kind, { userId });
    return prepare(context, tx, { kind, userId, addressChangeId }, reason);
  });
}

async function requireAbleAccount(manager: EntityManager, userId: string): Promise<void> {
  await requireVerifiedAccount(manager, userId);
  if (await isSuspended(manager, userId)) throw invalidState('recovery.suspended');
}

async function requireNoneWaits(
  manager: EntityManager,
  kind: AccessChangeKind,
  of: { userId: string } | { organizationId: string },
): Promise<void> {
  const [column, id] = Object.entries(of)[0]!;
  const waits = await preparedChanges(manager)
    .andWhere('accessChange.kind = :kind', { kind })
    .andWhere(`accessChange.${column} = :id`, { id })
    .getCount();
  if (waits > 0) throw invalidState('recovery.waits');
}

async function prepare(
  context: RequestContext,
  tx: Tx,
  content: Pick<AccessChange, 'kind' | 'userId'> & Partial<AccessChange>,
  reason: string,
): Promise<AccessChange> {
  const change = tx.manager.create(AccessChange, {
    id: newId(tx.now),
    organizationId: null,
    addressChangeId: null,
    createdAt: tx.now,
    takesEffectAt: null,
    ...content,
  });
  await tx.manager.insert(AccessChange, change);
  tx.changed(accessChangeQueue.topic);
  await prepareOrder(context, tx, ACCESS_ORDERS[change.kind], {
    subjectId: change.id,
    projectId: null,
    unitId: change.organizationId,
    amountFen: 0,
    reason,
    limitScope: 'access',
    title: await titleOf(tx.manager, change),
  });
  return change;
}

/** The subject in words, without a person's name, because letters show it. */
async function titleOf(manager: EntityManager, { organizationId }: AccessChange): Promise<string> {
  if (organizationId !== null) return publicNameOf(await manager.findOneByOrFail(Organization, { id: organizationId }));
  return LANGUAGES.map((language) => translate(language, 'recovery.account')).join(' / ');
}

/**
 * Signs a change as the second administrator. A unit gets its owner at once. What concerns an account takes effect after
 * a wait, in which its holder can stop it.
 */
export const signAccessChange = (context: RequestContext, id: string): Promise<AccessChange> =>
  withWaitingChange(context, id, async (tx, change, waiting) => {
    const order = await signOrder(context, tx, waiting, await titleOf(tx.manager, change));
    await requireAbleAccount(tx.manager, change.userId);
    const takesEffectAt = await carryOut(context, tx, change, order);
    await tx.manager.update(AccessChange, { id: change.id }, { takesEffectAt });
    Object.assign(change, { takesEffectAt });
  });

async function carryOut(context: RequestContext, tx: Tx, change: AccessChange, order: Order): Promise<Date> {
  const { id, kind, userId } = change;
  const afterWait = new Date(tx.now.getTime() + context.env.accessWaitHours * HOUR_MS);
  switch (kind) {
    case AccessChangeKind.UNIT_OWNER: {
      const organization = await tx.manager.findOneByOrFail(Organization, { id: change.organizationId! });
      const owners = await replaceableOwners(tx, organization.id);
      if (owners.includes(userId)) throw invalidState('recovery.changedSince');
      await replaceOwners(tx, context, organization, { from: owners, to: userId, orderId: order.id });
      return tx.now;
    }
    case AccessChangeKind.SECOND_FACTORS:
      if (!(await hasSecondFactor(tx.manager, userId))) throw invalidState('recovery.noFactor');
      await beginFactorRemoval(context, tx, { id, userId, dueAt: afterWait });
      return afterWait;
    case AccessChangeKind.ADDRESS: {
      const asked = await findAddressChange(tx.manager, userId, tx.now);
      if (asked?.id !== change.addressChangeId) throw invalidState('recovery.changedSince');
      await waiveOldAddress(context, tx, asked!.id, afterWait);
      return afterWait;
    }
  }
}

/** Withdraws the own change before it is signed, or refuses one that another administrator prepared. */
export function withdrawAccessChange(
  context: RequestContext,
  id: string,
  rawReason: string | null | undefined,
): Promise<AccessChange> {
  const reason = readOptionalText('reason', rawReason, REASON_LENGTH);
  return withWaitingChange(context, id, async (tx, change, order) => {
    await closeOrder(context, tx, order, await titleOf(tx.manager, change), reason);
  });
}

/** Runs `decide` with a change that waits, its order, and the unit or the account locked. */
async function withWaitingChange(
  context: RequestContext,
  rawId: string,
  decide: (tx: Tx, change: AccessChange, order: Order) => Promise<void>,
): Promise<AccessChange> {
  requirePermission(context, recoverAccess);
  const change = await context.db.read.findOneBy(AccessChange, { id: readId('id', rawId) });
  if (change === null) throw notFound('id');
  await context.db.transact(async (tx) => {
    if (change.organizationId === null) await tx.lock(User, { id: change.userId });
    else await tx.lock(Organization, { id: change.organizationId });
    const order = await findStandingOrder(tx.manager, ACCESS_ORDERS[change.kind], change.id);
    if (order === null) throw invalidState('recovery.closed');
    await decide(tx, change, order);
    tx.changed(accessChangeQueue.topic);
  });
  return change;
}

/** How far each change has come, in the order of `changes`. */
export async function statesOf({ db }: Services, changes: readonly AccessChange[]): Promise<AccessChangeState[]> {
  const ids = changes.map(({ id }) => id);
  const orders = await db.read.findBy(Order, { subjectId: In(ids), kind: In(Object.values(AccessChangeKind)) });
  const removals = await db.read.findBy(FactorRemoval, { id: In(ids) });
  const addresses = await db.read.findBy(AddressChange, {
    id: In(changes.flatMap(({ addressChangeId }) => addressChangeId ?? [])),
  });
  return changes.map((change) => {
    const order = orders.find(({ subjectId }) => subjectId === change.id);
    if (order?.state === OrderState.PREPARED) return AccessChangeState.PREPARED;
    if (order?.state !== OrderState.DONE) return AccessChangeState.CLOSED;
    if (change.kind === AccessChangeKind.UNIT_OWNER) return AccessChangeState.DONE;
    if (change.kind === AccessChangeKind.SECOND_FACTORS) {
      const removal = removals.find(({ id }) => id === change.id);
      if (removal?.doneAt != null) return AccessChangeState.DONE;
      return removal?.cancelledAt == null ? AccessChangeState.WAITING : AccessChangeState.CLOSED;
    }
    const address = addresses.find(({ id }) => id === change.addressChangeId);
    // The row is gone with an account that was closed.
    if (address === undefined) return AccessChangeState.CLOSED;
    if (address.endedAt === null) return AccessChangeState.WAITING;
    return address.endedHow === 'DONE' ? AccessChangeState.DONE : AccessChangeState.CLOSED;
  });
}
