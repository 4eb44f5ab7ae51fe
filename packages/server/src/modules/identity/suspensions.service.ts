import { In, IsNull, type EntityManager } from 'typeorm';
import {
  may,
  PlatformRole,
  type RequestContext,
  requirePermission,
  type Services,
  type ViewerSession,
} from '../../context.js';
import type { Tx } from '../../db/database.js';
import { forbidden, invalidState, notFound } from '../../errors.js';
import { readId, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { PLATFORM, record, type Actor } from '../trace/index.js';
import { dropAddressChange } from './address-changes.service.js';
import { stopFactorRemoval } from './factor-removals.service.js';
import type { Account } from './identity.inputs.js';
import { readEmail } from './identity.rules.js';
import { accountRestored, accountSignedOut, accountSuspended } from './identity.trace.js';
import { manageAccounts } from './identity.permissions.js';
import { accountsOf } from './identity.service.js';
import { queueLetter } from './letters.service.js';
import { grantsOf } from './roles.service.js';
import { endAccess } from './session-end.js';
import { Suspension } from './suspension.entity.js';
import { Credential, User } from './user.entity.js';

const REASON_LENGTH = { max: 500, multiline: true };
const IN_FORCE = { restoredAt: IsNull() };

/**
 * Suspends an account: its sessions end at once, nobody signs in to it, and its roles and memberships act for nothing.
 * They stay on record, and so does everything that the person did. Nobody suspends themselves, so an administrator who
 * can act always remains.
 */
export const suspendAccount = (context: RequestContext, userId: string, rawReason: string): Promise<Account> =>
  actOn(context, userId, rawReason, async (tx, { userId: adminId }, user, reason) => {
    if (user.suspendedAt !== null) throw invalidState('account.alreadySuspended');
    const suspension = tx.manager.create(Suspension, {
      id: newId(tx.now),
      userId: user.id,
      suspendedAt: tx.now,
      suspendedById: adminId,
      reason,
      restoredAt: null,
      restoredById: null,
      restoreReason: null,
    });
    await tx.manager.insert(Suspension, suspension);
    await tx.manager.update(User, { id: user.id }, { suspendedAt: tx.now });
    await endAccess(tx, user.id);
    // A thief of the account may have asked for these. Its holder can ask again.
    await dropAddressChange(tx, context, user.id);
    await stopFactorRemoval(tx, context, user.id);
    await tellHolder(context, tx, 'ACCOUNT_SUSPENDED', user.id, reason);
    record(tx, context, accountSuspended, { subject: user.id, person: user.id, reason });
  });

/** Restores a suspended account. Another administrator than the one who suspended it decides. */
export const restoreAccount = (context: RequestContext, userId: string, rawReason: string): Promise<Account> =>
  actOn(context, userId, rawReason, async (tx, { userId: adminId }, user, reason) => {
    const suspension = await tx.manager.findOneBy(Suspension, { userId: user.id, ...IN_FORCE });
    if (suspension === null) throw invalidState('account.notSuspended');
    if (suspension.suspendedById === adminId) throw forbidden('account.suspendedByViewer');
    await endSuspension(context, tx, context, suspension, adminId, reason);
  });

/** Ends all sessions of an account. Its holder signs in again, with the second factor where there is one. */
export const signOutAccount = (context: RequestContext, userId: string, rawReason: string): Promise<Account> =>
  actOn(context, userId, rawReason, async (tx, _admin, user, reason) => {
    const sessions = await endAccess(tx, user.id);
    await tellHolder(context, tx, 'ACCOUNT_SIGNED_OUT', user.id, reason);
    record(tx, context, accountSignedOut, { subject: user.id, person: user.id, before: { sessions }, reason });
  });

/** Restores an account in the name of the command line, where no second administrator is left to do it. */
export const restoreByOperator = (services: Services, rawEmail: string): Promise<void> =>
  services.db.transact(async (tx) => {
    const credential = await tx.manager.findOneBy(Credential, { email: readEmail('email', rawEmail) });
    if (credential === null) throw notFound('email');
    await tx.lock(User, { id: credential.userId });
    const suspension = await tx.manager.findOneBy(Suspension, { userId: credential.userId, ...IN_FORCE });
    if (suspension === null) throw invalidState('account.notSuspended');
    await endSuspension(services, tx, PLATFORM, suspension, null, null);
  });

async function endSuspension(
  services: Services,
  tx: Tx,
  by: Actor,
  { id, userId }: Suspension,
  restoredById: string | null,
  reason: string | null,
): Promise<void> {
  await tx.manager.update(Suspension, { id }, { restoredAt: tx.now, restoredById, restoreReason: reason });
  await tx.manager.update(User, { id: userId }, { suspendedAt: null });
  // A session that a sign-in added while the suspension was being decided must not come to life now.
  await endAccess(tx, userId);
  await tellHolder(services, tx, 'ACCOUNT_RESTORED', userId, reason ?? '');
  record(tx, by, accountRestored, { subject: userId, person: userId, reason });
}

/** Does something to the account of somebody else, with both accounts locked and the administrator's right proved. */
async function actOn(
  context: RequestContext,
  rawUserId: string,
  rawReason: string,
  act: (tx: Tx, admin: ViewerSession, user: User, reason: string) => Promise<void>,
): Promise<Account> {
  const admin = requirePermission(context, manageAccounts);
  const userId = readId('userId', rawUserId);
  const reason = readText('reason', rawReason, REASON_LENGTH);
  if (userId === admin.userId) throw forbidden('account.own');
  await context.db.transact(async (tx) => {
    const users = new Map<string, User | null>();
    for (const id of [admin.userId, userId].sort()) users.set(id, await tx.lock(User, { id }));
    await requireAbleAdmin(tx, users.get(admin.userId) ?? null);
    const user = users.get(userId) ?? null;
    if (user === null || user.closedAt !== null) throw notFound('userId');
    await act(tx, admin, user, reason);
  });
  return (await accountsOf(context, [await context.db.read.findOneByOrFail(User, { id: userId })]))[0]!;
}

/**
 * Throws when the administrator has lost the role or was suspended since the request began. Of two administrators who
 * suspend each other at the same moment, the second one is refused.
 */
async function requireAbleAdmin(tx: Tx, admin: User | null): Promise<void> {
  const grants = admin === null ? [] : await grantsOf(tx.manager, [admin.id], tx.now);
  if (admin?.suspendedAt !== null || !grants.some(({ role }) => role === PlatformRole.ADMIN))
    throw forbidden('needsRole', { role: PlatformRole.ADMIN });
}

async function tellHolder(
  services: Services,
  tx: Tx,
  kind: 'ACCOUNT_SUSPENDED' | 'ACCOUNT_RESTORED' | 'ACCOUNT_SIGNED_OUT',
  userId: string,
  reason: string,
): Promise<void> {
  const { email } = await tx.manager.findOneByOrFail(Credential, { userId });
  await queueLetter(services, tx, kind, { email, userId, detail: reason });
}

/** The suspensions of accounts, newest first, by user id. The caller has checked the viewer's permission. */
export async function suspensionsOf(
  manager: EntityManager,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, Suspension[]>> {
  const rows = await manager.find(Suspension, { where: { userId: In([...userIds]) }, order: { id: 'DESC' } });
  return new Map(userIds.map((id) => [id, rows.filter(({ userId }) => userId === id)]));
}

export const maySuspend = (context: RequestContext, account: Account): boolean =>
  may(context, manageAccounts) && account.suspendedAt === null && account.id !== context.viewer?.userId;

export const mayRestore = (context: RequestContext, suspension: Suspension): boolean =>
  may(context, manageAccounts) && suspension.restoredAt === null && suspension.suspendedById !== context.viewer?.userId;
