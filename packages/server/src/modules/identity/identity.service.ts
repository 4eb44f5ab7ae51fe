import { In } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import {
  may,
  type PlatformRole,
  type RequestContext,
  requirePermission,
  requireViewer,
  type Services,
} from '../../context.js';
import type { Tx } from '../../db/database.js';
import { isDuplicateKey } from '../../db/faults.js';
import { hasAllWords } from '../../db/search-conditions.js';
import { conflict, unauthenticated } from '../../errors.js';
import { readSearch, readText } from '../../input.js';
import { isId, newId } from '../../lib/ids.js';
import { searchText } from '../../lib/search-text.js';
import { requireFew } from '../../limits/limiter.js';
import { networkOf } from '../../limits/network.js';
import { readConsent, recordConsents } from '../consents/index.js';
import { PLATFORM, record } from '../trace/index.js';
import { recordFailure } from './record-failure.js';
import { noteAccountEvent } from './account-events.js';
import { countSignIn, forgetSignIn } from './attempts.js';
import { SignInChallenge } from './authenticator.entity.js';
import { secondFactorRefusal, useSecondFactor } from './authenticators.service.js';
import type { Account, SignUpInput } from './identity.inputs.js';
import { NAME_LENGTH, readEmail, readPassword } from './identity.rules.js';
import { EmailLink } from './letter.entity.js';
import { queueLetter } from './letters.service.js';
import { isSuspended, suspendedUserIds } from './suspended.js';
import { hashPassword, isPassword, readNewPassword } from './passwords.js';
import { accountMade, nameChanged, passwordChanged, signedOut, signInFailed } from './identity.trace.js';
import { requirePassword } from './passwords.service.js';
import type { PlatformRoleGrant } from './role-grant.entity.js';
import { giveAtSetUp, grantsOf } from './roles.service.js';
import { usePasskey } from './passkeys.service.js';
import { hasSecondFactor } from './second-factors.js';
import { Session } from './session.entity.js';
import { forgetDevices } from './sign-in-devices.js';
import { endSessionsBut, renewSession, startSession } from './sessions.service.js';
import { Credential, User } from './user.entity.js';
import { seeAccounts } from './identity.permissions.js';

/** Creates an account, signs it in and mails a link that verifies its address. */
export async function signUp(context: RequestContext, input: SignUpInput): Promise<User> {
  const email = readEmail('email', input.email);
  const name = readText('name', input.name, NAME_LENGTH);
  const password = readNewPassword('password', input.password, [email, name]);
  await requireFew(context, { limit: 'signUp.network', of: networkOf(context.address) });
  const consent = readConsent(context, 'noticeVersion', input.noticeVersion);
  const passwordHash = await hashPassword(password);
  const user = await context.db
    .transact(async (tx) => {
      const made = await insertUser(tx, { email, passwordHash, name, emailVerifiedAt: null });
      await queueLetter(context, tx, 'VERIFY', { email, userId: made.id });
      if (consent !== null) recordConsents(tx, [{ ...consent, userId: made.id }]);
      record(tx, context, accountMade, { subject: made.id, person: made.id });
      return made;
    })
    .catch(async (error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
      await context.db.transact((tx) => queueLetter(context, tx, 'SIGN_UP_AGAIN', { email, userId: null }));
      throw conflict('email.taken', 'email');
    });
  await startSession(context, user.id, 'SIGNED_UP');
  return user;
}

/** Inserts a user with credentials. The unique index on the address refuses a second one. */
async function insertUser(
  tx: Tx,
  account: Pick<Credential, 'email' | 'passwordHash' | 'emailVerifiedAt'> & { name: string },
): Promise<User> {
  const user = tx.manager.create(User, {
    id: newId(),
    name: account.name,
    searchText: searchText(account.name),
    createdAt: tx.now,
    suspendedAt: null,
    closedAt: null,
  });
  await tx.manager.insert(User, user);
  const { email, passwordHash, emailVerifiedAt } = account;
  await tx.manager.insert(Credential, { userId: user.id, email, passwordHash, emailVerifiedAt });
  return user;
}

/** Makes an account with a verified address and platform roles, for the demo and tests. */
export async function createAccount(
  services: Services,
  account: { email: string; password: string; name: string; roles?: PlatformRole[] },
): Promise<User> {
  const email = readEmail('email', account.email);
  const passwordHash = await hashPassword(readPassword('password', account.password));
  return services.db.transact(async (tx) => {
    const user = await insertUser(tx, { email, passwordHash, name: account.name, emailVerifiedAt: tx.now });
    for (const role of account.roles ?? []) await giveAtSetUp(tx, user.id, role);
    record(tx, PLATFORM, accountMade, { subject: user.id, person: user.id });
    return user;
  });
}

export async function signIn(context: RequestContext, rawEmail: string, password: string): Promise<User> {
  const email = readEmail('email', rawEmail);
  const unlessFactor = await countSignIn(context, email);
  const credential = await context.db.read.findOneBy(Credential, { email });
  const matches = await isPassword(password, credential?.passwordHash);
  if (credential === null || !matches) {
    await recordFailure(context, signInFailed, credential?.userId);
    throw unlessFactor ?? unauthenticated('signIn.refused');
  }
  const hasFactor = await hasSecondFactor(context.db.read, credential.userId);
  // Past the limit a right password looks like a wrong one, so that further guesses are worth nothing.
  if (unlessFactor !== null && !hasFactor) throw unlessFactor;
  if (await isSuspended(context.db.read, credential.userId)) throw unauthenticated('signIn.suspended');
  // The attempt stays counted until the code was typed, so that the password alone clears no guesses.
  if (hasFactor) throw await secondFactorRefusal(context, credential.userId);
  await forgetSignIn(context, email);
  return enter(context, credential.userId);
}

/** Completes a sign-in by the code of an app, or a recovery code. */
export const confirmSecondFactor = async (context: RequestContext, challenge: string, code: string): Promise<User> =>
  enter(context, await useSecondFactor(context, challenge, code));

/** Signs in by a passkey, which is two factors at once. The passkey tells whose account it is. */
export const signInWithPasskey = async (context: RequestContext, response: string): Promise<User> =>
  enter(context, await usePasskey(context, response, null));

async function enter(context: RequestContext, userId: string): Promise<User> {
  await startSession(context, userId, 'SIGNED_IN');
  return context.db.read.findOneByOrFail(User, { id: userId });
}

export async function signOut(context: RequestContext): Promise<boolean> {
  const { viewer } = context;
  if (viewer !== null)
    await context.db.transact(async (tx) => {
      await tx.manager.delete(Session, { id: viewer.sessionId });
      record(tx, context, signedOut, { subject: viewer.sessionId, person: viewer.userId });
    });
  context.setSessionToken(null);
  context.viewer = null;
  return viewer !== null;
}

/** The viewer's account, or null when signed out. */
export const findViewerAccount = async (context: RequestContext): Promise<User | null> =>
  context.viewer === null ? null : context.db.read.findOneBy(User, { id: context.viewer.userId });

export const listRoles = async (context: RequestContext, userId: string): Promise<PlatformRole[]> =>
  rolesIn(await grantsOf(context.db.read, [userId], context.clock.now()));

/** Returns the roles of grants, each once, whatever their scopes. */
const rolesIn = (grants: readonly PlatformRoleGrant[]): PlatformRole[] => [...new Set(grants.map(({ role }) => role))];

export async function updateProfile(context: RequestContext, rawName: string): Promise<User> {
  const { userId } = requireViewer(context);
  const name = readText('name', rawName, NAME_LENGTH);
  await context.db.transact(async (tx) => {
    await tx.manager.update(User, { id: userId }, { name, searchText: searchText(name) });
    record(tx, context, nameChanged, { subject: userId, person: userId });
  });
  return context.db.read.findOneByOrFail(User, { id: userId });
}

/** Sets a new password and ends all other sessions, because a thief of the old password may hold them. */
export async function changePassword(
  context: RequestContext,
  currentPassword: string,
  newPassword: string,
): Promise<User> {
  const { userId, sessionId, name } = requireViewer(context);
  const credential = await requirePassword(context, 'currentPassword', currentPassword);
  const passwordHash = await hashPassword(readNewPassword('newPassword', newPassword, [credential.email, name]));
  await context.db.transact(async (tx) => {
    await tx.manager.update(Credential, { userId }, { passwordHash });
    await endSessionsBut(tx, userId, sessionId);
    await renewSession(tx, context);
    await tx.manager.delete(EmailLink, { userId, kind: 'RESET' });
    await tx.manager.delete(SignInChallenge, { userId });
    await forgetDevices(context, tx, userId, { exceptThis: true });
    await noteAccountEvent(context, tx, 'PASSWORD_CHANGED', userId);
    record(tx, context, passwordChanged, { subject: userId, person: userId });
  });
  return context.db.read.findOneByOrFail(User, { id: userId });
}

/** Every account, newest first, for administrators. */
export async function listAccounts(
  context: RequestContext,
  rawSearch: string | null | undefined,
  args: PageArgs,
  suspended: boolean | null = null,
): Promise<Page<Account>> {
  requirePermission(context, seeAccounts);
  const search = readSearch(rawSearch);
  const query = context.db.read.createQueryBuilder(User, 'user').where('user.closedAt IS NULL');
  if (suspended === true) query.andWhere({ id: In(await suspendedUserIds(context.db.read)) });
  if (suspended === false) query.andWhere('user.suspendedAt IS NULL');
  if (search !== null) {
    query
      .innerJoin(Credential, 'credential', 'credential.userId = user.id')
      .andWhere(hasAllWords(search, 'user.searchText', 'credential.email'));
  }
  const page = await paginate(query, [{ column: 'user.id', of: (user) => user.id, direction: 'DESC' }], args);
  const accounts = await accountsOf(
    context,
    page.edges.map(({ node }) => node),
  );
  return { ...page, edges: page.edges.map(({ cursor }, index) => ({ cursor, node: accounts[index]! })) };
}

/** One account as administrators see it; null when there is none, and for everybody else. */
export async function findAccount(context: RequestContext, id: string): Promise<Account | null> {
  if (!may(context, seeAccounts) || !isId(id)) return null;
  const user = await context.db.read.findOneBy(User, { id });
  return user === null ? null : (await accountsOf(context, [user]))[0]!;
}

/** Returns accounts as administrators see them. The caller has checked the viewer's permission. */
export async function accountsOf(context: Services, users: readonly User[]): Promise<Account[]> {
  if (users.length === 0) return [];
  const userId = In(users.map(({ id }) => id));
  const emails = new Map((await context.db.read.findBy(Credential, { userId })).map((row) => [row.userId, row.email]));
  const grants = await grantsOf(
    context.db.read,
    users.map(({ id }) => id),
    context.clock.now(),
  );
  return users.map(({ id, name, createdAt, suspendedAt }) => ({
    id,
    name,
    createdAt,
    suspendedAt,
    email: emails.get(id) ?? '',
    roles: rolesIn(grants.filter((grant) => grant.userId === id)),
  }));
}

/** Names by user id, for pages that say who did something. */
export async function namesOf(context: Services, userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const users = await context.db.read.findBy(User, { id: In([...new Set(userIds)]) });
  return new Map(users.map((user) => [user.id, user.name]));
}
