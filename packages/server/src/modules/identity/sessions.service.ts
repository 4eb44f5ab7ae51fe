import { In, Not } from 'typeorm';
import {
  onePerServer,
  requireViewer,
  SessionEnd,
  type PlatformRole,
  type RequestContext,
  type Services,
  type ViewerSession,
} from '../../context.js';
import { BatchedRead } from '../../db/batched-read.js';
import { fromSqlTime, sqlTime } from '../../db/columns.js';
import type { Tx } from '../../db/database.js';
import { sqlIn } from '../../db/rows.js';
import { notFound, unauthenticated } from '../../errors.js';
import { readId } from '../../input.js';
import { digest, newId, newToken } from '../../lib/ids.js';
import { record } from '../trace/index.js';
import { noteAccountEvent } from './account-events.js';
import { stopFactorRemoval } from './factor-removals.service.js';
import { sessionsEnded, signedIn } from './identity.trace.js';
import { GRANT_COLUMNS, GRANT_IS_VALID, holderOf, holdersOf, type GrantRow } from './roles.service.js';
import { HAS_SECOND_FACTOR } from './second-factors.js';
import { sessionsOfTopic } from './session-end.js';
import { KnownDevice, Session } from './session.entity.js';
import {
  isUseToStore,
  KEPT_AFTER_END_MS,
  lifeOf,
  OLD_TOKEN_MS,
  SESSION_LIFETIME_MS,
  sessionEndOf,
} from './session.rules.js';
import { forgetDevices, keepDevice } from './sign-in-devices.js';
import { User } from './user.entity.js';

/** Starts a session with a token of its own, and sends the token to the browser. */
export async function startSession(
  context: RequestContext,
  userId: string,
  event: 'SIGNED_UP' | 'SIGNED_IN',
): Promise<void> {
  const token = newToken();
  const deviceToken = await context.db.transact(async (tx) => {
    // The lock makes a sign-in and a suspension at the same moment come one after the other.
    if ((await tx.lock(User, { id: userId }))?.suspendedAt !== null) throw unauthenticated('signIn.suspended');
    // The token of the session before it is worth nothing afterwards, so a token that somebody planted is not either.
    if (context.viewer !== null) await tx.manager.delete(Session, { id: context.viewer.sessionId });
    if (event === 'SIGNED_IN') await stopFactorRemoval(tx, context, userId);
    const id = newId();
    record(tx, { ...context, viewer: { userId, sessionId: id } }, signedIn, { subject: id, person: userId });
    await tx.manager.insert(Session, {
      id,
      userId,
      tokenHash: digest(token),
      tokenMadeAt: tx.now,
      previousTokenHash: null,
      previousEndsAt: null,
      provedAt: tx.now,
      createdAt: tx.now,
      lastSeenAt: tx.now,
      expiresAt: new Date(tx.now.getTime() + SESSION_LIFETIME_MS),
      device: context.userAgent,
    });
    const device = { userId, deviceHash: digest(context.userAgent) };
    const isKnown = event === 'SIGNED_UP' || (await tx.manager.existsBy(KnownDevice, device));
    await tx.manager.upsert(KnownDevice, { ...device, lastSignInAt: tx.now }, ['userId', 'deviceHash']);
    await noteAccountEvent(context, tx, isKnown ? event : 'SIGNED_IN_ON_NEW_DEVICE', userId);
    return keepDevice(context, tx, userId);
  });
  context.setSessionToken(token);
  context.setDeviceToken(deviceToken);
  context.viewer = await findViewer(context, token);
}

interface SessionRow extends GrantRow {
  id: string;
  token_hash: string;
  previous_token_hash: string | null;
  previous_ends_at: Date | string | null;
  token_made_at: Date | string | null;
  proved_at: Date | string | null;
  user_id: string;
  created_at: Date | string;
  last_seen_at: Date | string;
  expires_at: Date | string;
  name: string;
  has_factor: number | string;
  granted_at: Date | string | null;
  granted_by_id: string | null;
}

/** A session with the current account and roles of its holder. */
interface OpenSession {
  readonly viewer: ViewerSession;
  readonly lastSeenAt: Date;
  readonly idleMs: number;
  readonly end: SessionEnd | null;
}

/** Sessions by the hash of their token. Every request needs its session, so concurrent requests share one query. */
const sessionsOf = onePerServer((services) => {
  const { db, clock, env } = services;
  const read = (column: 'token_hash' | 'previous_token_hash', hashes: readonly string[]) =>
    db.read.query<SessionRow[]>(
      `SELECT s.id, s.token_hash, s.previous_token_hash, s.previous_ends_at, s.token_made_at, s.proved_at, s.user_id,
       s.created_at, s.last_seen_at, s.expires_at, u.name, ${GRANT_COLUMNS}, g.granted_at, g.granted_by_id,
       ${HAS_SECOND_FACTOR} AS has_factor
     FROM sessions s JOIN users u ON u.id = s.user_id AND u.suspended_at IS NULL
     LEFT JOIN role_grants g ON g.user_id = s.user_id AND ${GRANT_IS_VALID}
     WHERE ${sqlIn(`s.${column}`, hashes)}`,
      [sqlTime(clock.now()), ...hashes],
    );
  const open = (rows: readonly SessionRow[], hash: string, now: Date): OpenSession => {
    const row = rows[0]!;
    const isStaff = row.role !== null;
    const createdAt = fromSqlTime(row.created_at);
    const lastSeenAt = fromSqlTime(row.last_seen_at);
    // A role counts only with a second factor, where that is demanded. Every session of an account with a factor was
    // opened with it.
    const rolesWithheld = isStaff && env.secondFactorDemanded && Number(row.has_factor) === 0;
    const held = rolesWithheld ? { roles: new Set<PlatformRole>(), rolesWithheld } : holderOf(rows);
    const madeAt = row.token_made_at === null ? createdAt : fromSqlTime(row.token_made_at);
    // The command line gives roles to programs as well, which may keep the token that they got at first.
    const isCurrent = row.token_hash === hash;
    const renewalDue =
      isCurrent &&
      rows.some(
        ({ granted_at, granted_by_id }) =>
          granted_at !== null && granted_by_id !== null && fromSqlTime(granted_at) > madeAt,
      );
    return {
      viewer: {
        userId: row.user_id,
        sessionId: row.id,
        name: row.name,
        provedAt: row.proved_at === null ? null : fromSqlTime(row.proved_at),
        ...held,
        renewalDue,
        ...(isCurrent && { tokenHash: hash }),
      },
      lastSeenAt,
      idleMs: lifeOf(isStaff, env).idleMs,
      end: sessionEndOf({ createdAt, lastSeenAt, expiresAt: fromSqlTime(row.expires_at) }, isStaff, env, now),
    };
  };
  return new BatchedRead<OpenSession>(async (hashes) => {
    const now = clock.now();
    const sessions = new Map<string, OpenSession>();
    // A session has one row for each role of its person.
    const add = (hash: string, rows: readonly SessionRow[]) => {
      if (rows.length > 0) sessions.set(hash, open(rows, hash, now));
    };
    const rows = await read('token_hash', hashes);
    for (const hash of hashes)
      add(
        hash,
        rows.filter(({ token_hash }) => token_hash === hash),
      );
    const unknown = hashes.filter((hash) => !sessions.has(hash));
    if (unknown.length === 0) return sessions;
    const renewed = (await read('previous_token_hash', unknown)).filter(
      ({ previous_ends_at }) => previous_ends_at !== null && fromSqlTime(previous_ends_at) > now,
    );
    for (const hash of unknown)
      add(
        hash,
        renewed.filter(({ previous_token_hash }) => previous_token_hash === hash),
      );
    return sessions;
  });
});

/** The session of a token: its viewer while it is valid, otherwise why it has ended. Both are null for no session. */
export interface FoundSession {
  readonly viewer: ViewerSession | null;
  readonly end: SessionEnd | null;
}

/**
 * Returns the session of `token`. `isUse` says whether a person uses it now: what a page asks by itself keeps no session
 * alive.
 */
export const findSession = (services: Services, token: string, isUse: boolean): Promise<FoundSession> =>
  findByHash(services, digest(token), isUse);

/** Returns the holder of `token`, or null when the token is unknown, expired or revoked. */
export const findViewer = async (services: Services, token: string): Promise<ViewerSession | null> =>
  (await findSession(services, token, true)).viewer;

/**
 * Returns the viewer with the roles that they hold now, or null when the session has ended. For contexts that live
 * long.
 */
export const findViewerAgain = async (context: RequestContext): Promise<ViewerSession | null> => {
  if (context.viewer === null) return null;
  const session = await context.db.read.findOne(Session, {
    select: { id: true, tokenHash: true },
    where: { id: context.viewer.sessionId },
  });
  return session === null ? null : (await findByHash(context, session.tokenHash, false)).viewer;
};

async function findByHash(services: Services, tokenHash: string, isUse: boolean): Promise<FoundSession> {
  const session = await sessionsOf(services).find(tokenHash);
  if (session === undefined) return { viewer: null, end: null };
  const { viewer, end, lastSeenAt, idleMs } = session;
  if (end !== null) return { viewer: null, end };
  const now = services.clock.now();
  if (isUse && isUseToStore(lastSeenAt, idleMs, now)) {
    await services.db.transact((tx) => tx.manager.update(Session, { id: viewer.sessionId }, { lastSeenAt: now }));
  }
  return { viewer, end };
}

/**
 * Gives the session of the viewer a new token, in the transaction in which the person proved who they are or their
 * authority changed. A token that somebody planted or copied before is then worth nothing. The old token stays valid for
 * a minute, because the page may have sent other requests with it.
 */
export async function renewSession(tx: Tx, context: RequestContext, isProof = true): Promise<void> {
  const viewer = requireViewer(context);
  const { sessionId, tokenHash } = viewer;
  if (isProof) await tx.manager.update(Session, { id: sessionId }, { provedAt: tx.now });
  const token = newToken();
  const renewed = digest(token);
  // Only the token that counts now gets a new one. A request with the token before it, or one that comes second, gets
  // none.
  const { affected } =
    tokenHash === undefined
      ? { affected: 0 }
      : await tx.manager.update(
          Session,
          { id: sessionId, tokenHash },
          {
            tokenHash: renewed,
            tokenMadeAt: tx.now,
            previousTokenHash: tokenHash,
            previousEndsAt: new Date(tx.now.getTime() + OLD_TOKEN_MS),
          },
        );
  tx.afterCommit(() => {
    if (affected === 1) context.setSessionToken(token);
    context.viewer = {
      ...viewer,
      renewalDue: false,
      ...(isProof && { provedAt: tx.now }),
      ...(affected === 1 && { tokenHash: renewed }),
    };
  });
}

/** Gives the session a new token when its person was given a role since the token was made. */
export async function renewIfDue(context: RequestContext): Promise<void> {
  if (context.viewer?.renewalDue === true) await context.db.transact((tx) => renewSession(tx, context, false));
}

/** Ends all sessions of an account except one, with their sockets. */
export async function endSessionsBut(tx: Tx, userId: string, sessionId: string): Promise<void> {
  await tx.manager.delete(Session, { userId, id: Not(sessionId) });
  tx.changed(sessionsOfTopic(userId));
}

/** Returns the viewer's sessions that are valid, the last used one first. */
export async function listSessions(context: RequestContext, userId: string): Promise<Session[]> {
  const { env, clock, viewer } = context;
  const isStaff =
    viewer !== null && (viewer.roles.size > 0 || (viewer.unitRoles?.size ?? 0) > 0 || viewer.rolesWithheld === true);
  const sessions = await context.db.read.find(Session, { where: { userId }, order: { lastSeenAt: 'DESC' }, take: 50 });
  return sessions.filter((session) => sessionEndOf(session, isStaff, env, clock.now()) === null);
}

export async function endSession(context: RequestContext, id: string): Promise<User> {
  const { userId } = requireViewer(context);
  const sessionId = readId('id', id);
  await context.db.transact(async (tx) => {
    const { affected } = await tx.manager.delete(Session, { id: sessionId, userId });
    if (affected === 0) throw notFound('id');
    tx.changed(sessionsOfTopic(userId));
    record(tx, context, sessionsEnded, { subject: userId, person: userId, after: { sessions: [sessionId] } });
  });
  return context.db.read.findOneByOrFail(User, { id: userId });
}

export async function endOtherSessions(context: RequestContext): Promise<User> {
  const { userId, sessionId } = requireViewer(context);
  await context.db.transact(async (tx) => {
    await endSessionsBut(tx, userId, sessionId);
    await forgetDevices(context, tx, userId, { exceptThis: true });
    record(tx, context, sessionsEnded, { subject: userId, person: userId });
  });
  return context.db.read.findOneByOrFail(User, { id: userId });
}

const DELETED_AT_ONCE = 200;

/**
 * Deletes sessions that ended a day ago. Until then their people can be told why they have ended. Returns how many there
 * were.
 */
export async function deleteEndedSessions(services: Services, signal: AbortSignal): Promise<number> {
  const { db, env, clock } = services;
  const now = clock.now().getTime();
  const before = (ms: number) => sqlTime(new Date(now - ms - KEPT_AFTER_END_MS));
  const staff = lifeOf(true, env);
  const conditions: [string, string[]][] = [
    ['expires_at <= ?', [before(0)]],
    ['last_seen_at <= ?', [before(Math.max(lifeOf(false, env).idleMs, staff.idleMs))]],
  ];
  for (const { userId } of await holdersOf(services)) {
    conditions.push(['user_id = ? AND last_seen_at <= ?', [userId, before(staff.idleMs)]]);
    conditions.push(['user_id = ? AND created_at <= ?', [userId, before(staff.longestMs)]]);
  }
  let deleted = 0;
  for (const [condition, values] of conditions) {
    for (let found = DELETED_AT_ONCE; found === DELETED_AT_ONCE;) {
      signal.throwIfAborted();
      const rows = await db.read.query<{ id: string }[]>(
        `SELECT id FROM sessions WHERE ${condition} LIMIT ${DELETED_AT_ONCE}`,
        values,
      );
      found = rows.length;
      if (found === 0) break;
      const { affected } = await db.transact((tx) => tx.manager.delete(Session, { id: In(rows.map(({ id }) => id)) }));
      deleted += affected ?? 0;
    }
  }
  return deleted;
}
