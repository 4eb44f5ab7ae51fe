import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { LessThan } from 'typeorm';
import { requireViewer, type RequestContext, type Services } from '../../context.js';
import { sqlTime } from '../../db/columns.js';
import type { Tx } from '../../db/database.js';
import { isDuplicateKey } from '../../db/faults.js';
import { badInput, conflict, limitExceeded, notFound, unauthenticated } from '../../errors.js';
import { readId, readText } from '../../input.js';
import { digest, newId } from '../../lib/ids.js';
import { requireFew } from '../../limits/limiter.js';
import { networkOf } from '../../limits/network.js';
import { record } from '../trace/index.js';
import { noteAccountEvent } from './account-events.js';
import { forgetSignIn } from './attempts.js';
import { SignInChallenge } from './authenticator.entity.js';
import { requireVerifiedEmail } from './emails.service.js';
import { NAME_LENGTH, PASSKEYS } from './identity.rules.js';
import { factorRefused, passkeyAdded, passkeyRemoved, passkeyRenamed } from './identity.trace.js';
import { Passkey, PasskeyChallenge } from './passkey.entity.js';
import { requirePassword } from './passwords.service.js';
import { recordFailure } from './record-failure.js';
import { dropNeedlessCodes, hasSecondFactor, replaceRecoveryCodes } from './second-factors.js';
import { endSessionsBut, renewSession } from './sessions.service.js';
import { Credential, User } from './user.entity.js';

const { most, challengeMs, algorithms, longestId, longestKey } = PASSKEYS;

/** The site to which passkeys belong: the host of the public address, which browsers compare with that of the page. */
const siteOf = ({ env }: Pick<Services, 'env'>) => {
  const { hostname, origin } = new URL(env.publicUrl);
  return { expectedRPID: hostname, expectedOrigin: origin };
};

export const listPasskeys = (context: RequestContext, userId: string): Promise<Passkey[]> =>
  context.db.read.find(Passkey, { where: { userId }, order: { createdAt: 'ASC', id: 'ASC' } });

const describe = ({ credentialId, transports }: Passkey) => ({
  id: credentialId,
  transports: transports.split(' ').filter(Boolean),
});

async function storeChallenge(
  { db }: Services,
  challenge: string,
  purpose: PasskeyChallenge['purpose'],
  userId: string | null,
): Promise<void> {
  await db.transact(async (tx) => {
    await tx.manager.query('DELETE FROM passkey_challenges WHERE expires_at <= ?', [sqlTime(tx.now)]);
    const expiresAt = new Date(tx.now.getTime() + challengeMs);
    await tx.manager.insert(PasskeyChallenge, { challengeHash: digest(challenge), userId, purpose, expiresAt });
  });
}

/** Uses a challenge up. Of two requests with the same one only one deletes the row. */
async function takeChallenge(
  tx: Tx,
  challenge: string,
  purpose: PasskeyChallenge['purpose'],
  isFor: (userId: string | null) => boolean,
): Promise<void> {
  const challengeHash = digest(challenge);
  const found = await tx.manager.findOneBy(PasskeyChallenge, { challengeHash, purpose });
  const { affected } = await tx.manager.delete(PasskeyChallenge, { challengeHash, purpose });
  if (found === null || affected !== 1 || found.expiresAt <= tx.now || !isFor(found.userId))
    throw badInput('response', 'passkey.late');
}

/** Reads what the browser returned. Its contents are verified afterwards. */
function readResponse<T>(raw: string): T {
  try {
    const value: unknown = JSON.parse(raw);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as T;
  } catch {
    // Refused below, as everything is that is no object.
  }
  throw badInput('response', 'passkey.unreadable');
}

/**
 * Begins to add a passkey, after the password was proved again. Returns the options for the browser as JSON. As for an
 * app, the address has to be verified.
 */
export async function startPasskey(context: RequestContext, password: string): Promise<string> {
  const { userId, name } = await requireVerifiedEmail(context);
  const { email } = await requirePassword(context, 'password', password);
  const own = await listPasskeys(context, userId);
  if (own.length >= most) throw limitExceeded('passkey.tooMany', { max: most });
  const options = await generateRegistrationOptions({
    rpName: '红创 Hongchuang',
    rpID: siteOf(context).expectedRPID,
    userID: new TextEncoder().encode(userId),
    userName: email,
    userDisplayName: name,
    timeout: challengeMs,
    attestationType: 'none',
    excludeCredentials: own.map(describe),
    // The device knows the account, so nobody types an address, and it verifies the person by a PIN or a finger. So a
    // passkey alone is two factors.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: [...algorithms],
  });
  await storeChallenge(context, options.challenge, 'ADD', userId);
  return JSON.stringify(options);
}

/**
 * Adds the passkey that the browser made, and ends all other sessions, because they were opened without it. Returns the
 * recovery codes with the first second factor, and none with a further one.
 */
export async function addPasskey(context: RequestContext, rawName: string, rawResponse: string): Promise<string[]> {
  const { userId, sessionId } = requireViewer(context);
  const name = readText('name', rawName, NAME_LENGTH);
  const response = readResponse<RegistrationResponseJSON>(rawResponse);
  let challenge = '';
  const { registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: (signed) => {
      challenge = signed;
      return true;
    },
    ...siteOf(context),
    requireUserVerification: true,
    supportedAlgorithmIDs: [...algorithms],
  }).catch(() => {
    throw badInput('response', 'passkey.unreadable');
  });
  if (registrationInfo === undefined) throw badInput('response', 'passkey.refused');
  const { id: credentialId, publicKey, counter, transports } = registrationInfo.credential;
  const key = Buffer.from(publicKey).toString('base64url');
  if (credentialId.length > longestId || key.length > longestKey) throw badInput('response', 'passkey.refused');
  return context.db
    .transact(async (tx) => {
      await takeChallenge(tx, challenge, 'ADD', (asker) => asker === userId);
      if ((await tx.manager.countBy(Passkey, { userId })) >= most)
        throw limitExceeded('passkey.tooMany', { max: most });
      const isFirst = !(await hasSecondFactor(tx.manager, userId));
      const id = newId(tx.now);
      await tx.manager.insert(Passkey, {
        id,
        userId,
        name,
        credentialHash: digest(credentialId),
        credentialId,
        publicKey: key,
        counter,
        transports: readTransports(transports),
        createdAt: tx.now,
        lastUsedAt: null,
      });
      await endSessionsBut(tx, userId, sessionId);
      await renewSession(tx, context);
      await tx.manager.delete(SignInChallenge, { userId });
      await noteAccountEvent(context, tx, 'FACTOR_ADDED', userId);
      record(tx, context, passkeyAdded, { subject: userId, person: userId, after: { passkey: id } });
      return isFirst ? replaceRecoveryCodes(tx, userId) : [];
    })
    .catch((error: unknown) => {
      throw isDuplicateKey(error) ? conflict('passkey.known', 'response') : error;
    });
}

/** Returns the names of transports that the browser gave, without any that no browser would give. */
const readTransports = (given: unknown): string =>
  (Array.isArray(given) ? given : [])
    .filter((one): one is string => typeof one === 'string' && /^[a-z-]{1,20}$/.test(one))
    .slice(0, 8)
    .join(' ');

/** Gives a passkey another name. It opens nothing, so the password is not asked for. */
export async function renamePasskey(context: RequestContext, rawId: string, rawName: string): Promise<User> {
  const { userId } = requireViewer(context);
  const id = readId('id', rawId);
  const name = readText('name', rawName, NAME_LENGTH);
  await context.db.transact(async (tx) => {
    // The number of changed rows does not tell whether there is one: MySQL counts none when the name stays the same.
    if (!(await tx.manager.existsBy(Passkey, { id, userId }))) throw notFound('id');
    await tx.manager.update(Passkey, { id, userId }, { name });
    record(tx, context, passkeyRenamed, { subject: userId, person: userId, after: { passkey: id } });
  });
  return context.db.read.findOneByOrFail(User, { id: userId });
}

/** Removes a passkey, after the password was proved again. */
export async function removePasskey(context: RequestContext, rawId: string, password: string): Promise<User> {
  const { userId } = requireViewer(context);
  const id = readId('id', rawId);
  await requirePassword(context, 'password', password);
  await context.db.transact(async (tx) => {
    const { affected } = await tx.manager.delete(Passkey, { id, userId });
    if (affected !== 1) throw notFound('id');
    await dropNeedlessCodes(tx, userId);
    await noteAccountEvent(context, tx, 'FACTOR_REMOVED', userId);
    record(tx, context, passkeyRemoved, { subject: userId, person: userId, before: { passkey: id } });
  });
  return context.db.read.findOneByOrFail(User, { id: userId });
}

/**
 * Returns the options with which the browser asks for a passkey, as JSON. Signed in, it is one of the viewer's.
 * Otherwise the device offers those that it has for this site, so the answer tells nothing about any account.
 */
export async function askForPasskey(context: RequestContext): Promise<string> {
  const { viewer } = context;
  await requireFew(context, { limit: 'passkey.network', of: networkOf(context.address) });
  const options = await generateAuthenticationOptions({
    rpID: siteOf(context).expectedRPID,
    timeout: challengeMs,
    userVerification: 'required',
    allowCredentials: viewer === null ? [] : (await listPasskeys(context, viewer.userId)).map(describe),
  });
  await storeChallenge(context, options.challenge, 'USE', viewer?.userId ?? null);
  return JSON.stringify(options);
}

/**
 * Returns the account of the passkey that signed a challenge. `userId` says whose passkey it has to be; null accepts
 * everybody's.
 */
export async function usePasskey(context: RequestContext, rawResponse: string, userId: string | null): Promise<string> {
  const response = readResponse<AuthenticationResponseJSON>(rawResponse);
  const passkey =
    typeof response.id !== 'string'
      ? null
      : await context.db.read.findOneBy(Passkey, { credentialHash: digest(response.id) });
  if (passkey === null || (userId !== null && passkey.userId !== userId)) throw refusalFor(userId);
  const { email } = await context.db.read.findOneByOrFail(Credential, { userId: passkey.userId });
  let challenge = '';
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (signed) => {
      challenge = signed;
      return true;
    },
    ...siteOf(context),
    credential: {
      ...describe(passkey),
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
      counter: passkey.counter,
    },
    requireUserVerification: true,
  }).catch(() => null);
  if (verified?.verified !== true) {
    await recordFailure(context, factorRefused, passkey.userId);
    throw refusalFor(userId);
  }
  const { newCounter } = verified.authenticationInfo;
  await context.db.transact(async (tx) => {
    await takeChallenge(tx, challenge, 'USE', (asker) => asker === null || asker === passkey.userId);
    const { affected } = await tx.manager.update(
      Passkey,
      // A counter that stands still belongs to a copy, except where the device counts nothing.
      { id: passkey.id, ...(newCounter > 0 && { counter: LessThan(newCounter) }) },
      { counter: newCounter, lastUsedAt: tx.now },
    );
    if (affected !== 1) throw refusalFor(userId);
    await tx.manager.delete(SignInChallenge, { userId: passkey.userId });
  });
  await forgetSignIn(context, email);
  return passkey.userId;
}

/** A passkey of somebody else is refused like one that nobody knows. */
const refusalFor = (userId: string | null) =>
  userId === null ? unauthenticated('passkey.unknown') : badInput('passkey', 'passkey.unknown');
