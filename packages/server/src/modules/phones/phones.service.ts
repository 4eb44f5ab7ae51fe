import { randomInt } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { requireViewer, type RequestContext, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { badInput, invalidState, limitExceeded, unavailable } from '../../errors.js';
import { requireFew, takeBackUse, type Use } from '../../limits/limiter.js';
import { networkOf } from '../../limits/network.js';
import type { TextOutcome } from '../../texts/texter.js';
import { Credential, queueLetter, requirePassword, requireVerifiedEmail, User } from '../identity/index.js';
import { record } from '../trace/index.js';
import { AccountPhone, PhoneCode, type OwnPhone, type PhoneConfirmation } from './phone.entity.js';
import { maskNumber, PHONE_CODE, readCode, readMobile } from './phone.rules.js';
import { codeKeyOf, isCodeOf, openNumber, phoneNumber, sealNumber, waitingNumber } from './phones.sealed.js';
import { phoneCodeAsked, phoneCodeRefused, phoneConfirmed, phoneRemoved } from './phones.trace.js';

/** The number of an account in the clear, for services that show it to somebody; null when it has none. */
export async function findPhone(services: Services, manager: EntityManager, userId: string): Promise<string | null> {
  const phone = await manager.findOneBy(AccountPhone, { userId });
  return phone === null ? null : openNumber(services, phoneNumber, phone.numberSealed);
}

/** The viewer's own number, masked. */
export async function findOwnPhone(context: RequestContext, userId: string): Promise<OwnPhone | null> {
  const phone = await context.db.read.findOneBy(AccountPhone, { userId });
  if (phone === null) return null;
  const { numberSealed, verifiedAt } = phone;
  return { masked: maskNumber(openNumber(context, phoneNumber, numberSealed)), verifiedAt };
}

/** What the viewer still has to confirm; null when no code waits. */
export async function findConfirmation(context: RequestContext, userId: string): Promise<PhoneConfirmation | null> {
  const waiting = await context.db.read.findOneBy(PhoneCode, { userId });
  if (waiting === null || waiting.expiresAt <= context.clock.now()) return null;
  const { numberSealed, triesLeft, sentAt, expiresAt } = waiting;
  const masked = maskNumber(openNumber(context, waitingNumber, numberSealed));
  return { masked, sent: sentAt !== null, triesLeft, expiresAt };
}

/**
 * Sends a code to a number, after the password was typed again. Numbers are contacts and sign nobody in, so several
 * accounts may have the same one, and nothing tells whether another account has it.
 *
 * The message is handed over outside any transaction, because the provider may take seconds. A code whose message was
 * certainly not sent is deleted again.
 */
export async function askPhoneCode(context: RequestContext, rawNumber: string, password: string): Promise<User> {
  const { userId } = await requireVerifiedEmail(context);
  const { texter, db } = context;
  if (texter === null) throw invalidState('phone.off');
  const number = readMobile('number', rawNumber);
  await requirePassword(context, 'password', password);
  if ((await findPhone(context, db.read, userId)) === number) throw badInput('number', 'phone.same');
  const uses: readonly Use[] = [
    { limit: 'phoneCode.pause', of: number },
    { limit: 'phoneCode.network', of: networkOf(context.address) },
    { limit: 'phoneCode.account', of: userId },
    { limit: 'phoneCode.number', of: number },
  ];
  await requireFew(context, ...uses);
  const code = String(randomInt(10 ** PHONE_CODE.digits)).padStart(PHONE_CODE.digits, '0');
  const codeKey = codeKeyOf(context, { userId, number, code });
  await db.transact(async (tx) => {
    await tx.lock(User, { id: userId });
    await tx.manager.delete(PhoneCode, { userId });
    await tx.manager.insert(PhoneCode, {
      userId,
      numberSealed: sealNumber(context, waitingNumber, number),
      codeKey,
      triesLeft: PHONE_CODE.tries,
      sentAt: null,
      expiresAt: new Date(tx.now.getTime() + PHONE_CODE.lifetimeMs),
    });
    record(tx, context, phoneCodeAsked, { subject: userId, person: userId });
  });
  const outcome = await texter.send({ to: number, code });
  await db.transact(async (tx) => {
    // A later request has its own code, which this outcome does not concern.
    const own = { userId, codeKey };
    if (outcome === 'SENT') await tx.manager.update(PhoneCode, own, { sentAt: tx.now });
    else if (outcome !== 'UNKNOWN') await tx.manager.delete(PhoneCode, own);
    // What the provider could not do uses up nothing but the pause, which keeps people from asking again and again.
    if (outcome === 'DOWN') for (const use of uses.slice(1)) takeBackUse(context, tx, use);
  });
  refuseUnsent(outcome);
  return context.db.read.findOneByOrFail(User, { id: userId });
}

function refuseUnsent(outcome: TextOutcome): void {
  if (outcome === 'NUMBER') throw badInput('number', 'phone.refused');
  if (outcome === 'LIMIT') throw limitExceeded('phone.providerLimit', { retryAfterSeconds: 3_600 }, 'number');
  if (outcome === 'DOWN') throw unavailable('phone.providerDown');
}

/** Confirms the number by its code, and tells the holder of the account by mail. */
export async function confirmPhone(context: RequestContext, rawCode: string): Promise<User> {
  const { userId } = requireViewer(context);
  const code = readCode('code', rawCode);
  // A wrong code is on record, so it is refused after the commit.
  const left = await context.db.transact(async (tx): Promise<number | null> => {
    await tx.lock(User, { id: userId });
    const waiting = await tx.manager.findOneBy(PhoneCode, { userId });
    if (waiting === null || waiting.expiresAt <= tx.now) return 0;
    const number = openNumber(context, waitingNumber, waiting.numberSealed);
    if (!isCodeOf(context, waiting.codeKey, { userId, number, code })) {
      const triesLeft = waiting.triesLeft - 1;
      if (triesLeft > 0) await tx.manager.update(PhoneCode, { userId }, { triesLeft });
      else await tx.manager.delete(PhoneCode, { userId });
      record(tx, context, phoneCodeRefused, { subject: userId, person: userId, after: { triesLeft } });
      return triesLeft;
    }
    await tx.manager.delete(PhoneCode, { userId });
    const { affected: replaced } = await tx.manager.delete(AccountPhone, { userId });
    await tx.manager.insert(AccountPhone, {
      userId,
      numberSealed: sealNumber(context, phoneNumber, number),
      verifiedAt: tx.now,
    });
    await tellHolder(context, tx, userId);
    record(tx, context, phoneConfirmed, { subject: userId, person: userId, after: { replaced: replaced === 1 } });
    return null;
  });
  if (left === 0) throw badInput('code', 'phone.codeOver');
  if (left !== null) throw badInput('code', 'phone.codeWrong', { left });
  return context.db.read.findOneByOrFail(User, { id: userId });
}

/** Removes the number, and a code that waits, after the password was typed again. */
export async function removePhone(context: RequestContext, password: string): Promise<User> {
  const { userId } = requireViewer(context);
  await requirePassword(context, 'password', password);
  await context.db.transact(async (tx) => {
    await tx.lock(User, { id: userId });
    await tx.manager.delete(PhoneCode, { userId });
    const { affected } = await tx.manager.delete(AccountPhone, { userId });
    if (affected !== 1) throw invalidState('phone.none');
    await tellHolder(context, tx, userId);
    record(tx, context, phoneRemoved, { subject: userId, person: userId });
  });
  return context.db.read.findOneByOrFail(User, { id: userId });
}

async function tellHolder(context: RequestContext, tx: Tx, userId: string): Promise<void> {
  const { email } = await tx.manager.findOneByOrFail(Credential, { userId });
  await queueLetter(context, tx, 'PHONE_CHANGED', { email, userId });
}
