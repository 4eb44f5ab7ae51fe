import { In, IsNull, Not, type EntityManager } from 'typeorm';
import { defineLoader, requireViewer, type RequestContext, type Services, type ViewerSession } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { badInput, forbidden, invalidState, notFound } from '../../errors.js';
import { digest } from '../../lib/ids.js';
import { tooMany } from '../../limits/limiter.js';
import { record } from '../trace/index.js';
import { noteAccountEvent } from './account-events.js';
import { readEmail } from './identity.rules.js';
import { emailVerified } from './identity.trace.js';
import { AccountLetter, EmailLink } from './letter.entity.js';
import type { LetterKind } from './letters.rules.js';
import { queueLetter } from './letters.service.js';
import { isSuspended } from './suspended.js';
import { Credential, User } from './user.entity.js';

const credentialLoader = defineLoader<string, Credential>(async ({ db }, userIds) => {
  const credentials = await db.read.findBy(Credential, { userId: In([...userIds]) });
  const byUser = new Map(credentials.map((credential) => [credential.userId, credential]));
  return userIds.map((userId) => byUser.get(userId)!);
});

export const getOwnEmail = async (context: RequestContext, userId: string): Promise<string> =>
  (await credentialLoader(context).load(userId)).email;

export const isEmailVerified = async (context: RequestContext, userId: string): Promise<boolean> =>
  (await credentialLoader(context).load(userId)).emailVerifiedAt !== null;

/** Returns the viewer. Throws FORBIDDEN `email.unverified` while nobody has proved that the viewer's address is theirs. */
export async function requireVerifiedEmail(context: RequestContext): Promise<ViewerSession> {
  const viewer = requireViewer(context);
  const { email, emailVerifiedAt } = await credentialLoader(context).loadFresh(viewer.userId);
  if (emailVerifiedAt === null) throw forbidden('email.unverified', { email });
  return viewer;
}

/** Throws FORBIDDEN when the account's address is not verified. For roles and memberships that others give. */
export async function requireVerifiedAccount(manager: EntityManager, userId: string): Promise<void> {
  if (!(await manager.existsBy(Credential, { userId, emailVerifiedAt: Not(IsNull()) })))
    throw forbidden('email.accountUnverified');
}

/**
 * Locks an account that is to get a role or a membership. Throws NOT_FOUND when it was closed: the closing holds the
 * same lock. Who locks a unit as well locks it before, and several accounts in the order of their ids.
 */
export async function lockOpenAccount(tx: Tx, userId: string): Promise<User> {
  const user = await tx.lock(User, { id: userId });
  if (user === null || user.closedAt !== null) throw notFound('userId');
  return user;
}

/** Mails the viewer the letter with the link once more. */
export async function sendVerification(context: RequestContext): Promise<User> {
  const { userId } = requireViewer(context);
  await context.db.transact(async (tx) => {
    const { email, emailVerifiedAt } = await tx.manager.findOneByOrFail(Credential, { userId });
    if (emailVerifiedAt !== null) throw invalidState('email.alreadyVerified');
    const waitMs = await queueLetter(context, tx, 'VERIFY', { email, userId });
    if (waitMs > 0) throw tooMany(context, 'letter.VERIFY', waitMs);
  });
  return context.db.read.findOneByOrFail(User, { id: userId });
}

/**
 * Verifies the viewer's address by the token in the letter. The viewer must be signed in to the account, because the
 * reader of the letter may not be the person who signed up: by opening the link alone they would verify the account of
 * a stranger.
 */
export async function verifyEmail(context: RequestContext, token: string): Promise<User> {
  const { userId } = requireViewer(context);
  await context.db.transact(async (tx) => {
    const link = await takeLink(tx, 'VERIFY', token);
    if (link.userId !== userId) throw forbidden('link.otherAccount');
    const { email } = await tx.manager.findOneByOrFail(Credential, { userId });
    if (email !== link.email) throw badInput('token', 'link.unknown');
    await markVerified(tx, userId);
    await noteAccountEvent(context, tx, 'EMAIL_VERIFIED', userId);
    record(tx, context, emailVerified, { subject: userId, person: userId });
  });
  return context.db.read.findOneByOrFail(User, { id: userId });
}

/** Returns the valid link of `token`. Throws BAD_USER_INPUT when there is none, for whatever reason. */
export async function findLink(manager: EntityManager, now: Date, kind: LetterKind, token: string): Promise<EmailLink> {
  const link = await manager.findOneBy(EmailLink, { tokenHash: digest(token), kind });
  if (link === null || link.expiresAt <= now || (await isSuspended(manager, link.userId)))
    throw badInput('token', 'link.unknown');
  return link;
}

/** Like `findLink`, and deletes the link, which works once. */
export async function takeLink(tx: Tx, kind: LetterKind, token: string): Promise<EmailLink> {
  const link = await findLink(tx.manager, tx.now, kind, token);
  // Of two requests with the same token only one deletes the row.
  const { affected } = await tx.manager.delete(EmailLink, { tokenHash: link.tokenHash });
  if (affected !== 1) throw badInput('token', 'link.unknown');
  return link;
}

/** Notes that the account's address is verified, and ends the links and letters that ask for it. */
export async function markVerified(tx: Tx, userId: string): Promise<void> {
  await tx.manager.update(Credential, { userId, emailVerifiedAt: IsNull() }, { emailVerifiedAt: tx.now });
  await tx.manager.delete(EmailLink, { userId, kind: 'VERIFY' });
  await tx.manager.update(AccountLetter, { userId, kind: 'VERIFY' }, { mailDueAt: null });
}

/** Counts the addresses of these accounts as verified, because the operator vouches for them on the command line. */
export async function verifyByOperator(services: Services, rawEmails: readonly string[]): Promise<void> {
  await services.db.transact(async (tx) => {
    for (const rawEmail of rawEmails) {
      const credential = await tx.manager.findOneBy(Credential, { email: readEmail('email', rawEmail) });
      if (credential === null) throw notFound('email');
      await markVerified(tx, credential.userId);
    }
  });
}

/**
 * The addresses of accounts by user id, for administrators and owners. The caller has checked the viewer's permission.
 */
export async function emailsOf(context: Services, userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const credentials = await context.db.read.findBy(Credential, { userId: In([...new Set(userIds)]) });
  return new Map(credentials.map((row) => [row.userId, row.email]));
}

/** The verified addresses of accounts by user id, for mail. */
export async function verifiedEmailsOf(
  context: Services,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const credentials = await context.db.read.findBy(Credential, {
    userId: In([...new Set(userIds)]),
    emailVerifiedAt: Not(IsNull()),
  });
  return new Map(credentials.map((row) => [row.userId, row.email]));
}
