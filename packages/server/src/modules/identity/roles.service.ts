import { In, LessThanOrEqual, type EntityManager } from 'typeorm';
import { PlatformRole, type Services } from '../../context.js';
import { sqlTime } from '../../db/columns.js';
import type { Tx } from '../../db/database.js';
import { invalidState, notFound } from '../../errors.js';
import { doEach } from '../../jobs/job.js';
import { shanghaiDay } from '../../lib/days.js';
import type { RoleHolder } from '../../permission.js';
import { PLATFORM, record, type Actor } from '../trace/index.js';
import { lockOpenAccount, markVerified, requireVerifiedAccount } from './emails.service.js';
import { readEmail } from './identity.rules.js';
import { roleEnded, roleGiven, roleTaken } from './identity.trace.js';
import { PlatformRoleGrant, ScopeKind } from './role-grant.entity.js';
import { Credential, User } from './user.entity.js';

/** A role and for what it is held: a unit, or the whole city when `organizationId` is null. */
export interface ScopedRole {
  readonly role: PlatformRole;
  readonly organizationId: string | null;
}

/** A role to be given, and by whom. */
export interface RoleToGive extends ScopedRole {
  readonly userId: string;
  readonly validUntil: Date | null;
  readonly grantedById: string | null;
  readonly orderId: string | null;
}

/** The SQL condition for grants `g` that have not ended. Its one value is the current time as `sqlTime` writes it. */
export const GRANT_IS_VALID = '(g.valid_until IS NULL OR g.valid_until > ?)';

/** The columns of a grant `g` from which `holderOf` makes the roles of a person. */
export const GRANT_COLUMNS = 'g.role, g.scope_kind, g.scope_id';

export interface GrantRow {
  readonly role: PlatformRole | null;
  readonly scope_kind: ScopeKind | null;
  readonly scope_id: string | null;
}

/** Returns the roles of one person from the rows of all their valid grants. A row without a role adds nothing. */
export function holderOf(rows: readonly GrantRow[]): RoleHolder {
  const roles = new Set<PlatformRole>();
  const unitRoles = new Map<PlatformRole, string[]>();
  for (const { role, scope_kind, scope_id } of rows) {
    if (role === null) continue;
    if (scope_kind === ScopeKind.CITY) roles.add(role);
    else unitRoles.set(role, [...(unitRoles.get(role) ?? []), scope_id!]);
  }
  return { roles, unitRoles };
}

/** Returns everybody who holds a platform role now and whose account is not suspended, with their roles, for queues and notifications. */
export async function holdersOf({ db, clock }: Services): Promise<(RoleHolder & { readonly userId: string })[]> {
  const rows = await db.read.query<(GrantRow & { user_id: string })[]>(
    `SELECT g.user_id, ${GRANT_COLUMNS} FROM role_grants g JOIN users u ON u.id = g.user_id AND u.suspended_at IS NULL
     WHERE ${GRANT_IS_VALID} ORDER BY g.user_id`,
    [sqlTime(clock.now())],
  );
  const byUser = new Map<string, GrantRow[]>();
  for (const row of rows) byUser.set(row.user_id, [...(byUser.get(row.user_id) ?? []), row]);
  return [...byUser].map(([userId, own]) => ({ userId, ...holderOf(own) }));
}

/** Returns the roles that people hold at `now`, city first, each as it was given. */
export async function grantsOf(
  manager: EntityManager,
  userIds: readonly string[],
  now: Date,
): Promise<PlatformRoleGrant[]> {
  const grants = await manager.find(PlatformRoleGrant, {
    where: { userId: In([...userIds]) },
    order: { scopeKind: 'ASC', role: 'ASC', scopeId: 'ASC' },
  });
  return grants.filter(({ validUntil }) => validUntil === null || validUntil > now);
}

const keyOf = (userId: string, { role, organizationId }: ScopedRole) => ({
  userId,
  role,
  scopeKind: organizationId === null ? ScopeKind.CITY : ScopeKind.ORGANIZATION,
  scopeId: organizationId ?? '',
});

/** Pairs of roles that nobody holds together: who gives roles neither pays nor verifies. */
const EXCLUSIVE: readonly (readonly [PlatformRole, PlatformRole])[] = [
  [PlatformRole.ADMIN, PlatformRole.TREASURER],
  [PlatformRole.ADMIN, PlatformRole.REVIEWER],
];

/** Throws when the person holds a role that excludes `role`, for whatever scope. The caller has locked the account. */
export async function requireCompatible(tx: Tx, userId: string, role: PlatformRole): Promise<void> {
  const held = (await grantsOf(tx.manager, [userId], tx.now)).map((grant) => grant.role);
  const pair = EXCLUSIVE.find(
    (one) => one.includes(role) && held.some((other) => other !== role && one.includes(other)),
  );
  if (pair !== undefined) throw invalidState('roles.exclusive', { role, other: pair.find((one) => one !== role)! });
}

/**
 * Gives a role. A grant of the same role and scope is replaced, and grants of the person that have ended are removed.
 * The account is locked, so that two changes of its roles come one after the other.
 */
export async function giveRole(
  tx: Tx,
  by: Actor,
  { userId, validUntil, grantedById, orderId, ...what }: RoleToGive,
): Promise<void> {
  await lockOpenAccount(tx, userId);
  await requireVerifiedAccount(tx.manager, userId);
  await requireCompatible(tx, userId, what.role);
  await endDueGrants(tx, userId);
  await tx.manager.delete(PlatformRoleGrant, keyOf(userId, what));
  await tx.manager.insert(PlatformRoleGrant, {
    ...keyOf(userId, what),
    grantedById,
    grantedAt: tx.now,
    orderId,
    validUntil,
  });
  record(tx, by, roleGiven, {
    subject: userId,
    person: userId,
    after: { role: what.role, unit: what.organizationId, order: orderId },
  });
}

/** Removes the grants of a person that have ended by time, each on record. The caller has locked the account. */
async function endDueGrants(tx: Tx, userId: string): Promise<void> {
  for (const { role, scopeKind, scopeId, validUntil } of await tx.manager.findBy(PlatformRoleGrant, {
    userId,
    validUntil: LessThanOrEqual(tx.now),
  })) {
    await tx.manager.delete(PlatformRoleGrant, { userId, role, scopeKind, scopeId });
    record(tx, PLATFORM, roleEnded, {
      subject: userId,
      person: userId,
      before: { role, unit: scopeId === '' ? null : scopeId, validUntil: shanghaiDay(validUntil!) },
    });
  }
}

/** How many people one run of the job looks at; the next run takes the rest. */
const ENDED_AT_ONCE = 200;

/** Puts on record which roles have ended by time. They counted for nothing from that moment on. */
export async function endDueRoles({ db, clock }: Services, signal?: AbortSignal): Promise<void> {
  const due = await db.read.query<{ user_id: string }[]>(
    `SELECT DISTINCT user_id FROM role_grants WHERE valid_until <= ? LIMIT ${ENDED_AT_ONCE}`,
    [sqlTime(clock.now())],
  );
  await doEach(due, signal, ({ user_id: userId }) =>
    db.transact(async (tx) => {
      await tx.lock(User, { id: userId });
      await endDueGrants(tx, userId);
    }),
  );
}

/** Takes a role. Returns whether the person held it. */
export async function takeRole(tx: Tx, by: Actor, userId: string, what: ScopedRole): Promise<boolean> {
  await tx.lock(User, { id: userId });
  const { affected } = await tx.manager.delete(PlatformRoleGrant, keyOf(userId, what));
  if (affected === 0) return false;
  record(tx, by, roleTaken, {
    subject: userId,
    person: userId,
    before: { role: what.role, unit: what.organizationId },
  });
  return true;
}

/**
 * Gives a role to the account with `email` in the name of the command line, which needs no second person: it makes the
 * first administrators. The grant has a time and no giver, so pages can tell where it came from.
 */
export async function grantRole(services: Services, rawEmail: string, role: PlatformRole): Promise<void> {
  const credential = await services.db.read.findOneBy(Credential, { email: readEmail('email', rawEmail) });
  if (credential === null) throw notFound('email');
  const { userId } = credential;
  await services.db.transact(async (tx) => {
    // Outside production the operator's word verifies the address, because there mail may only be written to a folder.
    if (!services.env.production) await markVerified(tx, userId);
    await giveAtSetUp(tx, userId, role);
  });
}

export const giveAtSetUp = (tx: Tx, userId: string, role: PlatformRole): Promise<void> =>
  giveRole(tx, PLATFORM, { userId, role, organizationId: null, validUntil: null, grantedById: null, orderId: null });
