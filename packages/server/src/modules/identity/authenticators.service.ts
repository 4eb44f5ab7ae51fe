import { IsNull, LessThan, MoreThan } from 'typeorm';
import { requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { badInput, DomainError, ErrorCode, limitExceeded, notFound } from '../../errors.js';
import { readId, readText } from '../../input.js';
import { digest, newId, newToken } from '../../lib/ids.js';
import { forgetUses } from '../../limits/limiter.js';
import { record } from '../trace/index.js';
import { noteAccountEvent } from './account-events.js';
import { countCode, forgetSignIn } from './attempts.js';
import { Authenticator, RecoveryCode, SignInChallenge, type AuthenticatorSetup } from './authenticator.entity.js';
import { requireVerifiedEmail } from './emails.service.js';
import { AUTHENTICATORS, NAME_LENGTH } from './identity.rules.js';
import { codesRenewed, factorAdded, factorRefused, factorRemoved } from './identity.trace.js';
import { Passkey } from './passkey.entity.js';
import { requirePassword } from './passwords.service.js';
import { recordFailure } from './record-failure.js';
import { CONFIRMED, dropNeedlessCodes, hasSecondFactor, replaceRecoveryCodes } from './second-factors.js';
import { endSessionsBut, renewSession } from './sessions.service.js';
import { findTotpStep, newTotpSecret, totpUri } from './totp.js';
import { openTotpSecret, sealTotpSecret } from './totp-secrets.js';
import { Credential, User } from './user.entity.js';

const { challengeMs, setupMs, most } = AUTHENTICATORS;

export const listAuthenticators = (context: RequestContext, userId: string): Promise<Authenticator[]> =>
  context.db.read.find(Authenticator, { where: { userId, ...CONFIRMED }, order: { confirmedAt: 'ASC' } });

export const countRecoveryCodes = (context: RequestContext, userId: string): Promise<number> =>
  context.db.read.countBy(RecoveryCode, { userId });

/**
 * Begins to set up an app, after the password was proved again. It counts once its first code was typed. The address
 * has to be verified, because the holder of an address must be able to take an account back from a stranger.
 */
export async function startAuthenticator(context: RequestContext, password: string): Promise<AuthenticatorSetup> {
  const { userId } = await requireVerifiedEmail(context);
  const { email } = await requirePassword(context, 'password', password);
  const secret = newTotpSecret();
  await context.db.transact(async (tx) => {
    if ((await tx.manager.countBy(Authenticator, { userId, ...CONFIRMED })) >= most)
      throw limitExceeded('secondFactor.tooMany', { max: most });
    await tx.manager.delete(Authenticator, { userId, confirmedAt: IsNull() });
    await tx.manager.insert(Authenticator, {
      id: newId(tx.now),
      userId,
      name: '',
      secretSealed: sealTotpSecret(context, secret),
      usedStep: 0,
      createdAt: tx.now,
      confirmedAt: null,
      lastUsedAt: null,
    });
  });
  return { secret, uri: totpUri(secret, email) };
}

/**
 * Confirms the app that is being set up by its first code, and ends all other sessions, because they were opened
 * without it. Returns the recovery codes with the first app, and none with a further one.
 */
export async function addAuthenticator(context: RequestContext, rawName: string, code: string): Promise<string[]> {
  const { userId, sessionId } = requireViewer(context);
  const name = readText('name', rawName, NAME_LENGTH);
  return context.db.transact(async (tx) => {
    const isFirst = !(await hasSecondFactor(tx.manager, userId));
    const setup = await tx.manager.findOneBy(Authenticator, {
      userId,
      confirmedAt: IsNull(),
      createdAt: MoreThan(new Date(tx.now.getTime() - setupMs)),
    });
    if (setup === null) throw badInput('code', 'secondFactor.notStarted');
    const usedStep = findTotpStep(openTotpSecret(context, setup.secretSealed), code, tx.now, 0);
    if (usedStep === null) throw badInput('code', 'secondFactor.wrong');
    await tx.manager.update(Authenticator, { id: setup.id }, { name, usedStep, confirmedAt: tx.now });
    await endSessionsBut(tx, userId, sessionId);
    await renewSession(tx, context);
    await tx.manager.delete(SignInChallenge, { userId });
    await noteAccountEvent(context, tx, 'FACTOR_ADDED', userId);
    record(tx, context, factorAdded, { subject: userId, person: userId, after: { authenticator: setup.id } });
    return isFirst ? replaceRecoveryCodes(tx, userId) : [];
  });
}

/** Removes an app, after the password was proved again. Without a second factor the recovery codes are worth nothing. */
export async function removeAuthenticator(context: RequestContext, rawId: string, password: string): Promise<User> {
  const { userId } = requireViewer(context);
  const id = readId('id', rawId);
  await requirePassword(context, 'password', password);
  await context.db.transact(async (tx) => {
    const { affected } = await tx.manager.delete(Authenticator, { id, userId, ...CONFIRMED });
    if (affected !== 1) throw notFound('id');
    await dropNeedlessCodes(tx, userId);
    await noteAccountEvent(context, tx, 'FACTOR_REMOVED', userId);
    record(tx, context, factorRemoved, { subject: userId, person: userId, before: { authenticator: id } });
  });
  return context.db.read.findOneByOrFail(User, { id: userId });
}

/** Makes new recovery codes, after the password was proved again. The old ones no longer work. */
export async function renewRecoveryCodes(context: RequestContext, password: string): Promise<string[]> {
  const { userId } = requireViewer(context);
  await requirePassword(context, 'password', password);
  return context.db.transact(async (tx) => {
    if (!(await hasSecondFactor(tx.manager, userId))) throw badInput('password', 'secondFactor.notStarted');
    await noteAccountEvent(context, tx, 'RECOVERY_CODES_RENEWED', userId);
    record(tx, context, codesRenewed, { subject: userId, person: userId });
    return replaceRecoveryCodes(tx, userId);
  });
}

/**
 * Returns the refusal of a sign-in whose password was right and which still needs a code. It carries the token of the
 * challenge, and the number of the account's passkeys, by one of which the person can sign in as well. No session exists
 * before that.
 */
export async function secondFactorRefusal(context: RequestContext, userId: string): Promise<DomainError> {
  const challenge = newToken();
  await context.db.transact((tx) =>
    tx.manager.insert(SignInChallenge, {
      tokenHash: digest(challenge),
      userId,
      expiresAt: new Date(tx.now.getTime() + challengeMs),
    }),
  );
  const passkeys = await context.db.read.countBy(Passkey, { userId });
  return new DomainError(ErrorCode.UNAUTHENTICATED, 'signIn.secondFactor', { challenge, passkeys });
}

/** Returns the account whose sign-in the challenge began, after its code or recovery code was used up. */
export async function useSecondFactor(context: RequestContext, challenge: string, code: string): Promise<string> {
  const tokenHash = digest(challenge);
  const found = await context.db.read.findOneBy(SignInChallenge, { tokenHash });
  if (found === null || found.expiresAt <= context.clock.now()) throw badInput('challenge', 'signIn.challengeOver');
  const { userId } = found;
  const { email } = await context.db.read.findOneByOrFail(Credential, { userId });
  const use = await countCode(context, userId, email);
  const isRight = await context.db.transact(async (tx) => {
    if (!(await useCode(context, tx, userId, code))) return false;
    // Of two requests with the same challenge only one deletes the row.
    const { affected } = await tx.manager.delete(SignInChallenge, { tokenHash });
    if (affected !== 1) throw badInput('challenge', 'signIn.challengeOver');
    return true;
  });
  if (!isRight) {
    await recordFailure(context, factorRefused, userId);
    throw badInput('code', 'secondFactor.wrong');
  }
  await context.db.transact(async (tx) => forgetUses(context, tx, [use]));
  await forgetSignIn(context, email);
  return userId;
}

/** Takes a code of the viewer's app, or a recovery code. A wrong one is refused under `field`, and counts as a guess. */
export async function requireCode(context: RequestContext, field: string, code: string): Promise<void> {
  const { userId } = requireViewer(context);
  const { email } = await context.db.read.findOneByOrFail(Credential, { userId });
  const use = await countCode(context, userId, email);
  if (!(await context.db.transact((tx) => useCode(context, tx, userId, code)))) {
    await recordFailure(context, factorRefused, userId);
    throw badInput(field, 'secondFactor.wrong');
  }
  await context.db.transact(async (tx) => forgetUses(context, tx, [use]));
}

async function useCode(context: RequestContext, tx: Tx, userId: string, code: string): Promise<boolean> {
  for (const { id, secretSealed, usedStep } of await tx.manager.findBy(Authenticator, { userId, ...CONFIRMED })) {
    const step = findTotpStep(openTotpSecret(context, secretSealed), code, tx.now, usedStep);
    if (step === null) continue;
    // The condition lets only one of two requests use the same code.
    const { affected } = await tx.manager.update(
      Authenticator,
      { id, usedStep: LessThan(step) },
      { usedStep: step, lastUsedAt: tx.now },
    );
    if (affected === 1) return true;
  }
  const typed = code.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  const { affected } = await tx.manager.delete(RecoveryCode, { userId, codeHash: digest(typed) });
  if (affected !== 1) return false;
  await noteAccountEvent(context, tx, 'RECOVERY_CODE_USED', userId);
  return true;
}
