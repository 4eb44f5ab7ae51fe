import type { EntityManager } from 'typeorm';
import { PlatformRole, type RequestContext, requirePermission, type ViewerSession } from '../../context.js';
import { sqlTime } from '../../db/columns.js';
import type { Tx } from '../../db/database.js';
import { badInput, forbidden, invalidState, notFound } from '../../errors.js';
import { readId, readOptionalText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import {
  type Account,
  accountsOf,
  giveRole,
  grantsOf,
  lockOpenAccount,
  PlatformRoleGrant,
  requireCompatible,
  requireVerifiedAccount,
  takeRole,
  User,
} from '../identity/index.js';
import { closeOrder, findStandingOrder, type Order, prepareOrder, signOrder } from '../orders/index.js';
import { getVisibleOrganization, requireOpen } from '../organizations/index.js';
import { grantRoles } from './appointments.permissions.js';
import { roleChangeQueue } from './appointments.queues.js';
import { changesTo, readEnd, requireUnitRoles } from './appointments.rules.js';
import { RoleChange } from './role-change.entity.js';
import { roleChange, titleOfChange, TWO_PERSON_ROLES, waitingChanges } from './role-change.order.js';

const REASON_LENGTH = { max: 500, multiline: true };

export interface RolesToSet {
  readonly userId: string;
  readonly roles: readonly PlatformRole[];
  readonly organizationId?: string | null;
  readonly validUntil?: Date | null;
  readonly reason?: string | null;
}

/**
 * Gives an account exactly `roles` for the whole city, or for one unit and all units below it. Roles that the account
 * holds for something else stay. A role that needs two people is only prepared: `signRoleChange` gives or takes it.
 * Administrators cannot give up their own role here.
 */
export async function setPlatformRoles(context: RequestContext, input: RolesToSet): Promise<Account> {
  const admin = requirePermission(context, grantRoles);
  const userId = readId('userId', input.userId);
  const user = await context.db.read.findOneBy(User, { id: userId });
  if (user === null) throw notFound('userId');
  const unit =
    input.organizationId == null ? null : await getVisibleOrganization(context, input.organizationId, 'organizationId');
  // Roles for a unit that was merged can only be taken.
  if (unit !== null && input.roles.length > 0) requireOpen(unit);
  const organizationId = unit?.id ?? null;
  if (organizationId !== null) requireUnitRoles('roles', input.roles);
  else if (userId === admin.userId && !input.roles.includes(PlatformRole.ADMIN))
    throw badInput('roles', 'roles.ownAdmin');
  const validUntil = readEnd('validUntil', input.validUntil, context.clock.now());
  const reason = readOptionalText('reason', input.reason, REASON_LENGTH);
  await context.db.transact(async (tx) => {
    await lockOwnRole(tx, admin);
    await lockOpenAccount(tx, userId);
    const grants = await grantsOf(tx.manager, [userId], tx.now);
    const held = grants.filter(({ scopeId }) => scopeId === (organizationId ?? '')).map(({ role }) => role);
    const { given, taken } = changesTo(held, input.roles);
    if (given.length > 0) await requireVerifiedAccount(tx.manager, userId);
    for (const role of given) {
      if (TWO_PERSON_ROLES.includes(role))
        await prepareChange(context, tx, { userId, role, isGiven: true, validUntil }, reason);
      else
        await giveRole(tx, context, {
          userId,
          role,
          organizationId,
          validUntil,
          grantedById: admin.userId,
          orderId: null,
        });
    }
    for (const role of taken) {
      if (TWO_PERSON_ROLES.includes(role))
        await prepareChange(context, tx, { userId, role, isGiven: false, validUntil: null }, reason);
      else await takeRole(tx, context, userId, { role, organizationId });
    }
  });
  return (await accountsOf(context, [user]))[0]!;
}

/**
 * Locks the viewer's own role. Two administrators who remove each other's role at the same time come one after the
 * other, and the second one no longer has the right to do it.
 */
async function lockOwnRole(tx: Tx, { userId }: ViewerSession): Promise<void> {
  if ((await tx.lock(PlatformRoleGrant, { userId, role: PlatformRole.ADMIN, scopeId: '' })) === null)
    throw forbidden('needsRole', { role: PlatformRole.ADMIN });
}

/** Prepares a change for a second administrator. The same change is prepared only once at a time. */
async function prepareChange(
  context: RequestContext,
  tx: Tx,
  content: Pick<RoleChange, 'userId' | 'role' | 'isGiven' | 'validUntil'>,
  reason: string | null,
): Promise<void> {
  if (content.isGiven) await requireCompatible(tx, content.userId, content.role);
  const waiting = await findWaitingChanges(tx.manager, content.userId);
  if (waiting.some(({ role, isGiven }) => role === content.role && isGiven === content.isGiven)) return;
  const change = tx.manager.create(RoleChange, { id: newId(tx.now), createdAt: tx.now, ...content });
  await tx.manager.insert(RoleChange, change);
  tx.changed(roleChangeQueue.topic);
  await prepareOrder(context, tx, roleChange, {
    subjectId: change.id,
    projectId: null,
    unitId: null,
    amountFen: 0,
    reason,
    limitScope: 'roles',
    title: titleOfChange(change),
  });
}

/** Returns the changes of a person's roles that wait for a signature, oldest first. */
const findWaitingChanges = (manager: EntityManager, userId: string): Promise<RoleChange[]> =>
  waitingChanges(manager).andWhere('roleChange.userId = :userId', { userId }).orderBy('roleChange.id').getMany();

/** Runs `decide` with a change that waits, its order, and the person's account locked. */
async function withWaitingChange(
  context: RequestContext,
  rawId: string,
  decide: (tx: Tx, change: RoleChange, order: Order) => Promise<unknown>,
): Promise<RoleChange> {
  const admin = requirePermission(context, grantRoles);
  const change = await context.db.read.findOneBy(RoleChange, { id: readId('id', rawId) });
  if (change === null) throw notFound('id');
  await context.db.transact(async (tx) => {
    await lockOwnRole(tx, admin);
    await tx.lock(User, { id: change.userId });
    const order = await findStandingOrder(tx.manager, roleChange, change.id);
    if (order === null) throw invalidState('appointments.closed');
    await decide(tx, change, order);
    tx.changed(roleChangeQueue.topic);
  });
  return change;
}

/** Signs a change as the second administrator. The role is given or taken at once. */
export const signRoleChange = (context: RequestContext, id: string): Promise<RoleChange> =>
  withWaitingChange(context, id, async (tx, change, waiting) => {
    const { userId, role, isGiven, validUntil } = change;
    const order = await signOrder(context, tx, waiting, titleOfChange(change));
    if (isGiven) {
      if (validUntil !== null && validUntil <= tx.now) throw invalidState('appointments.over');
      await giveRole(tx, context, {
        userId,
        role,
        organizationId: null,
        validUntil,
        grantedById: order.preparedById,
        orderId: order.id,
      });
      return;
    }
    if (role === PlatformRole.ADMIN) await requireOtherAdmin(tx, userId);
    await takeRole(tx, context, userId, { role, organizationId: null });
  });

/** Withdraws the own change before it is signed, or refuses one that another administrator prepared. */
export function withdrawRoleChange(
  context: RequestContext,
  id: string,
  rawReason: string | null | undefined,
): Promise<RoleChange> {
  const reason = readOptionalText('reason', rawReason, REASON_LENGTH);
  return withWaitingChange(context, id, (tx, change, order) =>
    closeOrder(context, tx, order, titleOfChange(change), reason),
  );
}

/** Throws when nobody else is an administrator who can act. Locks all administrators, so that two losses cannot overlap. */
async function requireOtherAdmin(tx: Tx, userId: string): Promise<void> {
  const rows = await tx.manager.query<{ user_id: string }[]>(
    `SELECT g.user_id FROM role_grants g JOIN users u ON u.id = g.user_id AND u.suspended_at IS NULL
     WHERE g.role = 'ADMIN' AND (g.valid_until IS NULL OR g.valid_until > ?) ORDER BY g.user_id`,
    [sqlTime(tx.now)],
  );
  let others = 0;
  for (const { user_id } of rows) {
    const grant = await tx.lock(PlatformRoleGrant, { userId: user_id, role: PlatformRole.ADMIN, scopeId: '' });
    if (grant !== null && user_id !== userId) others += 1;
  }
  if (others === 0) throw invalidState('appointments.lastAdmin');
}
