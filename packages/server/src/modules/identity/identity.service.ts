import { hash, verify } from '@node-rs/argon2';
import { In, Not } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { onePerServer, PlatformRole, requireRole, requireViewer, type RequestContext, type Services, type ViewerSession } from '../../context.js';
import { fromSqlTime, sqlTime } from '../../db/columns.js';
import { addToCounters } from '../../db/counters.js';
import type { Tx } from '../../db/database.js';
import { GatheredRead } from '../../db/gathered-read.js';
import { isDuplicateKey } from '../../db/faults.js';
import { hasAllWords } from '../../db/search-conditions.js';
import { badInput, conflict, forbidden, limitExceeded, notFound, unauthenticated } from '../../errors.js';
import { readId, readSearch, readText } from '../../input.js';
import { digest, newId, newToken } from '../../lib/ids.js';
import { searchText } from '../../lib/search-text.js';
import type { Account, SignUpInput } from './identity.inputs.js';
import { ATTEMPT_LIMITS, LAST_SEEN_STEP_MS, NAME_LENGTH, readEmail, readPassword, SESSION_LIFETIME_MS } from './identity.rules.js';
import { Session } from './session.entity.js';
import { Credential, PlatformRoleGrant, User } from './user.entity.js';

/** Verified against when no account has the address, so that an answer takes as long for known addresses as for unknown. */
const decoyHash = hash(newToken());

/** Makes an account and signs it in. */
export async function signUp(context: RequestContext, input: SignUpInput): Promise<User> {
  const email = readEmail('email', input.email);
  const password = readPassword('password', input.password);
  const name = readText('name', input.name, NAME_LENGTH);
  const passwordHash = await hash(password);
  const user = await context.db.transact((tx) => insertUser(tx, { email, passwordHash, name })).catch((error: unknown) => {
    throw isDuplicateKey(error) ? conflict('email.taken', 'email') : error;
  });
  await startSession(context, user.id);
  return user;
}

/** A user with credentials; the unique address refuses a second one. */
async function insertUser(tx: Tx, account: { email: string; passwordHash: string; name: string }): Promise<User> {
  const user = tx.manager.create(User, { id: newId(), name: account.name, searchText: searchText(account.name), createdAt: tx.now });
  await tx.manager.insert(User, user);
  await tx.manager.insert(Credential, { userId: user.id, email: account.email, passwordHash: account.passwordHash });
  return user;
}

/** Makes an account with platform roles, for the demo and the command line. */
export async function createAccount(services: Services, account: { email: string; password: string; name: string; roles?: PlatformRole[] }): Promise<User> {
  const email = readEmail('email', account.email);
  const passwordHash = await hash(readPassword('password', account.password));
  return services.db.transact(async (tx) => {
    const user = await insertUser(tx, { email, passwordHash, name: account.name });
    for (const role of account.roles ?? []) await tx.manager.insert(PlatformRoleGrant, { userId: user.id, role });
    return user;
  });
}

export async function signIn(context: RequestContext, rawEmail: string, password: string): Promise<User> {
  const email = readEmail('email', rawEmail);
  await countAttempt(context, email);
  const credential = await context.db.read.findOneBy(Credential, { email });
  const matches = await verify(credential?.passwordHash ?? (await decoyHash), password.normalize('NFC'));
  if (credential === null || !matches) throw unauthenticated('signIn.refused');
  await forgetAttempts(context, email);
  // A new id at every sign-in: a token that someone planted before it is worth nothing after.
  if (context.viewer !== null) await context.db.transact((tx) => tx.manager.delete(Session, { id: context.viewer!.sessionId }));
  await startSession(context, credential.userId);
  return context.db.read.findOneByOrFail(User, { id: credential.userId });
}

/** Where sign-in attempts are counted: accounts by a digest, since the address itself may be a typing error worth hiding. */
const attemptKeys = (context: RequestContext, email: string) => ({ account: `account:${digest(email)}`, address: `address:${context.address}` });

/** Counts an attempt before the password is looked at, so that guesses sent side by side cannot slip through together. */
async function countAttempt(context: RequestContext, email: string): Promise<void> {
  const keys = attemptKeys(context, email);
  const waitMs = await context.db.transact(async (tx) => {
    await tx.manager.query('DELETE FROM sign_in_attempts WHERE window_ends_at <= ?', [sqlTime(tx.now)]);
    const windowEndsAt = sqlTime(new Date(tx.now.getTime() + ATTEMPT_LIMITS.windowMs));
    const waits: number[] = [];
    for (const [key, limit] of [[keys.account, ATTEMPT_LIMITS.perAccount], [keys.address, ATTEMPT_LIMITS.perAddress]] as const) {
      await addToCounters(tx, 'sign_in_attempts', { attempt_key: key }, { attempts: 1 }, { window_ends_at: windowEndsAt });
      const [row] = await tx.manager.query<{ attempts: number; window_ends_at: Date | string }[]>('SELECT attempts, window_ends_at FROM sign_in_attempts WHERE attempt_key = ?', [key]);
      if (row !== undefined && Number(row.attempts) > limit) waits.push(fromSqlTime(row.window_ends_at).getTime() - tx.now.getTime());
    }
    return Math.max(0, ...waits);
  });
  if (waitMs > 0) throw limitExceeded('signIn.tooMany', { minutes: Math.ceil(waitMs / 60_000) });
}

/** A right password clears the account's count and takes its own attempt back from the address's. */
async function forgetAttempts(context: RequestContext, email: string): Promise<void> {
  const keys = attemptKeys(context, email);
  await context.db.transact(async (tx) => {
    await tx.manager.query('DELETE FROM sign_in_attempts WHERE attempt_key = ?', [keys.account]);
    await tx.manager.query('UPDATE sign_in_attempts SET attempts = attempts - 1 WHERE attempt_key = ? AND attempts > 0', [keys.address]);
  });
}

async function startSession(context: RequestContext, userId: string): Promise<void> {
  const token = newToken();
  await context.db.transact(async (tx) => {
    await tx.manager.insert(Session, {
      id: newId(),
      userId,
      tokenHash: digest(token),
      createdAt: tx.now,
      lastSeenAt: tx.now,
      expiresAt: new Date(tx.now.getTime() + SESSION_LIFETIME_MS),
      device: context.userAgent,
    });
  });
  context.setSessionToken(token);
  context.viewer = await findViewer(context, token);
}

interface SessionRow {
  id: string;
  token_hash: string;
  user_id: string;
  last_seen_at: Date | string;
  expires_at: Date | string;
  name: string;
  role: PlatformRole | null;
}

/** A session with the account and the roles behind it, as they are now. */
interface OpenSession {
  readonly viewer: ViewerSession;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

/** Sessions by the hash of their token. Every request asks, so those that come together are answered together. */
const sessionsOf = onePerServer(({ db }) => new GatheredRead<OpenSession>(async (hashes) => {
  const rows = await db.read.query<SessionRow[]>(
    `SELECT s.id, s.token_hash, s.user_id, s.last_seen_at, s.expires_at, u.name, g.role
     FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN platform_role_grants g ON g.user_id = s.user_id
     WHERE s.token_hash IN (${hashes.map(() => '?').join(', ')})`,
    [...hashes],
  );
  const sessions = new Map<string, OpenSession>();
  for (const row of rows) {
    const roles = new Set([...(sessions.get(row.token_hash)?.viewer.roles ?? []), ...(row.role === null ? [] : [row.role])]);
    sessions.set(row.token_hash, {
      viewer: { userId: row.user_id, sessionId: row.id, name: row.name, roles },
      lastSeenAt: fromSqlTime(row.last_seen_at),
      expiresAt: fromSqlTime(row.expires_at),
    });
  }
  return sessions;
}));

/** Who holds `token`, or null when it is unknown, expired or revoked. */
export const findViewer = (services: Services, token: string): Promise<ViewerSession | null> => findViewerByHash(services, digest(token));

/** The viewer as they are now: null once the session has ended, with the roles they hold now. For contexts that live long. */
export const findViewerAgain = async (context: RequestContext): Promise<ViewerSession | null> => {
  if (context.viewer === null) return null;
  const session = await context.db.read.findOne(Session, { select: { id: true, tokenHash: true }, where: { id: context.viewer.sessionId } });
  return session === null ? null : findViewerByHash(context, session.tokenHash);
};

async function findViewerByHash(services: Services, tokenHash: string): Promise<ViewerSession | null> {
  const session = await sessionsOf(services).find(tokenHash);
  const now = services.clock.now();
  if (session === undefined || session.expiresAt <= now) return null;
  const { viewer, lastSeenAt } = session;
  if (now.getTime() - lastSeenAt.getTime() > LAST_SEEN_STEP_MS) {
    await services.db.transact((tx) => tx.manager.update(Session, { id: viewer.sessionId }, { lastSeenAt: now }));
  }
  return viewer;
}

export async function signOut(context: RequestContext): Promise<boolean> {
  const { viewer } = context;
  if (viewer !== null) await context.db.transact((tx) => tx.manager.delete(Session, { id: viewer.sessionId }));
  context.setSessionToken(null);
  context.viewer = null;
  return viewer !== null;
}

/** The viewer's account, or null when signed out. */
export const findViewerAccount = async (context: RequestContext): Promise<User | null> =>
  context.viewer === null ? null : context.db.read.findOneBy(User, { id: context.viewer.userId });

export const getOwnEmail = async (context: RequestContext, userId: string): Promise<string> =>
  (await context.db.read.findOneByOrFail(Credential, { userId })).email;

export const listRoles = async (context: RequestContext, userId: string): Promise<PlatformRole[]> =>
  (await context.db.read.findBy(PlatformRoleGrant, { userId })).map((grant) => grant.role as PlatformRole);

export const listSessions = (context: RequestContext, userId: string): Promise<Session[]> =>
  context.db.read.find(Session, { where: { userId }, order: { lastSeenAt: 'DESC' }, take: 50 });

export async function updateProfile(context: RequestContext, rawName: string): Promise<User> {
  const { userId } = requireViewer(context);
  const name = readText('name', rawName, NAME_LENGTH);
  await context.db.transact((tx) => tx.manager.update(User, { id: userId }, { name, searchText: searchText(name) }));
  return context.db.read.findOneByOrFail(User, { id: userId });
}

/** Sets a new password and ends all other sessions, which a thief of the old one may hold. */
export async function changePassword(context: RequestContext, currentPassword: string, newPassword: string): Promise<User> {
  const { userId, sessionId } = requireViewer(context);
  const credential = await context.db.read.findOneByOrFail(Credential, { userId });
  await countAttempt(context, credential.email);
  if (!(await verify(credential.passwordHash, currentPassword.normalize('NFC')))) throw badInput('currentPassword', 'password.wrong');
  await forgetAttempts(context, credential.email);
  const passwordHash = await hash(readPassword('newPassword', newPassword));
  await context.db.transact(async (tx) => {
    await tx.manager.update(Credential, { userId }, { passwordHash });
    await tx.manager.delete(Session, { userId, id: Not(sessionId) });
  });
  return context.db.read.findOneByOrFail(User, { id: userId });
}

export async function endSession(context: RequestContext, id: string): Promise<User> {
  const { userId } = requireViewer(context);
  const { affected } = await context.db.transact((tx) => tx.manager.delete(Session, { id: readId('id', id), userId }));
  if (affected === 0) throw notFound('id');
  return context.db.read.findOneByOrFail(User, { id: userId });
}

export async function endOtherSessions(context: RequestContext): Promise<User> {
  const { userId, sessionId } = requireViewer(context);
  await context.db.transact((tx) => tx.manager.delete(Session, { userId, id: Not(sessionId) }));
  return context.db.read.findOneByOrFail(User, { id: userId });
}

/** Every account, newest first, for administrators. */
export async function listAccounts(context: RequestContext, rawSearch: string | null | undefined, args: PageArgs): Promise<Page<Account>> {
  requireRole(context, PlatformRole.ADMIN);
  const search = readSearch(rawSearch);
  const query = context.db.read.createQueryBuilder(User, 'user');
  if (search !== null) {
    query.innerJoin(Credential, 'credential', 'credential.userId = user.id').where(hasAllWords(search, 'user.searchText', 'credential.email'));
  }
  const page = await paginate(query, [{ column: 'user.id', of: (user) => user.id, direction: 'DESC' }], args);
  const accounts = await accountsOf(context, page.edges.map(({ node }) => node));
  return { ...page, edges: page.edges.map(({ cursor }, index) => ({ cursor, node: accounts[index]! })) };
}

async function accountsOf(context: RequestContext, users: readonly User[]): Promise<Account[]> {
  const userId = In(users.map(({ id }) => id));
  const emails = new Map((await context.db.read.findBy(Credential, { userId })).map((row) => [row.userId, row.email]));
  const grants = await context.db.read.findBy(PlatformRoleGrant, { userId });
  return users.map(({ id, name, createdAt }) => ({
    id,
    name,
    createdAt,
    email: emails.get(id) ?? '',
    roles: grants.filter((grant) => grant.userId === id).map((grant) => grant.role as PlatformRole),
  }));
}

/** Gives an account exactly `roles`. An administrator cannot give up the own role, so that one always remains. */
export async function setPlatformRoles(context: RequestContext, rawUserId: string, roles: readonly PlatformRole[]): Promise<Account> {
  const admin = requireRole(context, PlatformRole.ADMIN);
  const userId = readId('userId', rawUserId);
  const user = await context.db.read.findOneBy(User, { id: userId });
  if (user === null) throw notFound('userId');
  if (userId === admin.userId && !roles.includes(PlatformRole.ADMIN)) throw badInput('roles', 'roles.ownAdmin');
  await context.db.transact(async (tx) => {
    // Two administrators who take each other's role at the same moment meet here, and the second has lost the right to.
    if ((await tx.lock(PlatformRoleGrant, { userId: admin.userId, role: PlatformRole.ADMIN })) === null) throw forbidden('needsRole', { role: PlatformRole.ADMIN });
    await replaceRoles(tx, userId, roles);
  });
  return (await accountsOf(context, [user]))[0]!;
}

async function replaceRoles(tx: Tx, userId: string, roles: readonly PlatformRole[]): Promise<void> {
  await tx.manager.delete(PlatformRoleGrant, { userId });
  for (const role of new Set(roles)) await tx.manager.insert(PlatformRoleGrant, { userId, role });
}

/** Adds a role to the account with `email`, from the command line: how the first administrator comes to be. */
export async function grantRole(services: Services, rawEmail: string, role: PlatformRole): Promise<void> {
  const credential = await services.db.read.findOneBy(Credential, { email: readEmail('email', rawEmail) });
  if (credential === null) throw notFound('email');
  const grants = await services.db.read.findBy(PlatformRoleGrant, { userId: credential.userId });
  await services.db.transact((tx) => replaceRoles(tx, credential.userId, [...grants.map((grant) => grant.role as PlatformRole), role]));
}

/** Names by user id, for pages that say who did something. */
export async function namesOf(context: Services, userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const users = await context.db.read.findBy(User, { id: In([...new Set(userIds)]) });
  return new Map(users.map((user) => [user.id, user.name]));
}

/** The address of an account, for mail and for administrators; the caller has checked who asks. */
export async function emailsOf(context: Services, userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const credentials = await context.db.read.findBy(Credential, { userId: In([...new Set(userIds)]) });
  return new Map(credentials.map((row) => [row.userId, row.email]));
}

/** Everybody who holds a platform role, by user id: for those who are to be told of something. */
export async function peopleWithRole({ db }: Services, role: PlatformRole): Promise<ReadonlySet<string>> {
  const grants = await db.read.findBy(PlatformRoleGrant, { role });
  return new Set(grants.map(({ userId }) => userId));
}
