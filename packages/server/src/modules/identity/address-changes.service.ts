import { In, IsNull, LessThanOrEqual, MoreThan, Not, type EntityManager } from 'typeorm';
import { requireViewer, type RequestContext, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { badInput, forbidden, invalidState } from '../../errors.js';
import { newId } from '../../lib/ids.js';
import { countInTransaction, tooMany } from '../../limits/limiter.js';
import { PLATFORM, record, type Actor } from '../trace/index.js';
import { AddressChange, AddressChangeEnd } from './address-change.entity.js';
import { findLink, takeLink } from './emails.service.js';
import { ADDRESS_CHANGE_LIFETIME_MS, readEmail } from './identity.rules.js';
import { addressChangeAsked, addressChanged, addressChangeEnded, addressConfirmed } from './identity.trace.js';
import { AccountLetter, EmailLink } from './letter.entity.js';
import { queueLetter } from './letters.service.js';
import { requirePassword } from './passwords.service.js';
import { Credential, User } from './user.entity.js';

const RUNNING = { endedAt: IsNull() };

/** The change that an account waits for; null when there is none. */
export const findAddressChange = (manager: EntityManager, userId: string, now: Date): Promise<AddressChange | null> =>
  manager.findOneBy(AddressChange, { userId, ...RUNNING, expiresAt: MoreThan(now) });

/** The changes that these accounts wait for. */
export const findAddressChanges = (
  manager: EntityManager,
  userIds: readonly string[],
  now: Date,
): Promise<AddressChange[]> =>
  manager.findBy(AddressChange, { userId: In([...userIds]), ...RUNNING, expiresAt: MoreThan(now) });

/**
 * Asks for another address, after the password was typed again. Both addresses get a letter, and the change happens
 * once the readers of both have confirmed it. What it does and returns is the same whether or not the new address has
 * an account: the job that mails the letters finds out. A request replaces the one before.
 */
export async function askAddressChange(context: RequestContext, rawEmail: string, password: string): Promise<User> {
  const { userId } = requireViewer(context);
  const newEmail = readEmail('newEmail', rawEmail);
  const { email } = await requirePassword(context, 'password', password);
  if (newEmail === email) throw badInput('newEmail', 'addressChange.same');
  await context.db.transact(async (tx) => {
    await tx.lock(User, { id: userId });
    const waitMs = await countInTransaction(context, tx, { limit: 'addressChange.account', of: userId });
    if (waitMs > 0) throw tooMany(context, 'addressChange.account', waitMs);
    const before = await tx.manager.findOneBy(AddressChange, { userId, ...RUNNING });
    if (before !== null) await end(tx, before, AddressChangeEnd.CANCELLED);
    const current = await tx.manager.findOneByOrFail(Credential, { userId });
    const change = tx.manager.create(AddressChange, {
      id: newId(tx.now),
      userId,
      newEmail,
      createdAt: tx.now,
      expiresAt: new Date(tx.now.getTime() + ADDRESS_CHANGE_LIFETIME_MS),
      newConfirmedAt: null,
      // Nobody has proved that an unverified address is the person's. Its reader may be a stranger, who is not asked.
      oldConfirmedAt: current.emailVerifiedAt === null ? tx.now : null,
      waivedFrom: null,
      endedAt: null,
      endedHow: null,
    });
    await tx.manager.insert(AddressChange, change);
    await queueLetter(context, tx, 'ADDRESS_NEW', { email: newEmail, userId });
    await queueLetter(context, tx, 'ADDRESS_OLD', { email: current.email, userId });
    record(tx, context, addressChangeAsked, { subject: userId, person: userId });
  });
  return context.db.read.findOneByOrFail(User, { id: userId });
}

/**
 * Confirms the new address by the token in its letter. The viewer must be signed in to the account, because its holder
 * may have typed a stranger's address.
 */
export async function confirmNewAddress(context: RequestContext, token: string): Promise<User> {
  const { userId } = requireViewer(context);
  await context.db.transact(async (tx) => {
    const { userId: ofUser } = await findLink(tx.manager, tx.now, 'ADDRESS_NEW', token);
    if (ofUser !== userId) throw forbidden('link.otherAccount');
    const change = await takeChange(tx, 'ADDRESS_NEW', token);
    await tx.manager.update(AddressChange, { id: change.id }, { newConfirmedAt: tx.now });
    record(tx, context, addressConfirmed, { subject: userId, person: userId, after: { address: 'NEW' } });
    await settle(context, tx, context, { ...change, newConfirmedAt: tx.now });
  });
  return context.db.read.findOneByOrFail(User, { id: userId });
}

/**
 * Confirms the change, or objects to it, by the token in the letter to the old address. The token is enough, because
 * the holder may read the letter on another device.
 */
export async function answerAddressChange(context: RequestContext, token: string, agrees: boolean): Promise<true> {
  await context.db.transact(async (tx) => {
    const change = await takeChange(tx, 'ADDRESS_OLD', token);
    const { id, userId } = change;
    if (!agrees) {
      await cancel(tx, context, change);
      return;
    }
    await tx.manager.update(AddressChange, { id }, { oldConfirmedAt: tx.now });
    record(tx, context, addressConfirmed, { subject: userId, person: userId, after: { address: 'OLD' } });
    await settle(context, tx, context, { ...change, oldConfirmedAt: tx.now });
  });
  return true;
}

/** Ends the viewer's own change before it happens. */
export async function cancelAddressChange(context: RequestContext): Promise<User> {
  const { userId } = requireViewer(context);
  await context.db.transact(async (tx) => {
    await tx.lock(User, { id: userId });
    const change = await findAddressChange(tx.manager, userId, tx.now);
    if (change === null) throw invalidState('addressChange.none');
    await cancel(tx, context, change);
  });
  return context.db.read.findOneByOrFail(User, { id: userId });
}

/**
 * Lets a change happen at `from` without the old address, which nobody reads any more, as two administrators decided.
 * The old address gets its letter once more, because its reader can object until then.
 */
export async function waiveOldAddress(services: Services, tx: Tx, id: string, from: Date): Promise<void> {
  const change = await tx.manager.findOneBy(AddressChange, { id, ...RUNNING });
  if (change === null || change.expiresAt <= tx.now) throw invalidState('addressChange.none');
  const expiresAt = new Date(Math.max(change.expiresAt.getTime(), from.getTime() + ADDRESS_CHANGE_LIFETIME_MS));
  await tx.manager.update(AddressChange, { id }, { waivedFrom: from, expiresAt });
  const { email } = await tx.manager.findOneByOrFail(Credential, { userId: change.userId });
  await queueLetter(services, tx, 'ADDRESS_WAIVED', { email, userId: change.userId });
}

/** Carries out the changes that two administrators let happen and nobody objected to, and ends those that expired. */
export async function settleAddressChanges(services: Services): Promise<void> {
  const { db, clock } = services;
  const now = clock.now();
  const due = await db.read.find(AddressChange, {
    where: [
      { ...RUNNING, expiresAt: LessThanOrEqual(now) },
      { ...RUNNING, waivedFrom: LessThanOrEqual(now), newConfirmedAt: Not(IsNull()) },
    ],
    take: 100,
  });
  for (const { id, userId } of due) {
    await db.transact(async (tx) => {
      await tx.lock(User, { id: userId });
      const change = await tx.manager.findOneBy(AddressChange, { id, ...RUNNING });
      if (change === null) return;
      if (change.expiresAt > tx.now) return settle(services, tx, PLATFORM, change);
      await end(tx, change, AddressChangeEnd.EXPIRED);
      record(tx, PLATFORM, addressChangeEnded, { subject: userId, person: userId, after: { end: 'EXPIRED' } });
    });
  }
}

/** Uses up a link, and returns the change that it belongs to, with the account locked. */
async function takeChange(tx: Tx, kind: 'ADDRESS_NEW' | 'ADDRESS_OLD', token: string): Promise<AddressChange> {
  const link = await takeLink(tx, kind, token);
  await tx.lock(User, { id: link.userId });
  const change = await findAddressChange(tx.manager, link.userId, tx.now);
  const { email } = await tx.manager.findOneByOrFail(Credential, { userId: link.userId });
  if (change === null || (kind === 'ADDRESS_NEW' ? change.newEmail : email) !== link.email)
    throw badInput('token', 'link.unknown');
  return change;
}

/** Gives the account its new address once both sides agree. The new address is verified, because its link was opened. */
async function settle(services: Services, tx: Tx, by: Actor, change: AddressChange): Promise<void> {
  const { userId, newEmail, newConfirmedAt, oldConfirmedAt, waivedFrom } = change;
  const isAgreed = oldConfirmedAt !== null || (waivedFrom !== null && waivedFrom <= tx.now);
  if (newConfirmedAt === null || !isAgreed) return;
  if (await tx.manager.existsBy(Credential, { email: newEmail })) {
    // Somebody signed up with the address meanwhile.
    await cancel(tx, by, change);
    return;
  }
  const { email } = await tx.manager.findOneByOrFail(Credential, { userId });
  await tx.manager.update(Credential, { userId }, { email: newEmail, emailVerifiedAt: tx.now });
  await end(tx, change, AddressChangeEnd.DONE);
  // Links that were mailed to the old address open nothing any more.
  await tx.manager.delete(EmailLink, { userId });
  await tx.manager.update(AccountLetter, { userId, email, mailDueAt: Not(IsNull()) }, { mailDueAt: null });
  for (const to of [email, newEmail]) await queueLetter(services, tx, 'ADDRESS_CHANGED', { email: to, userId });
  record(tx, by, addressChanged, {
    subject: userId,
    person: userId,
    after: { by: oldConfirmedAt === null ? 'ORDER' : 'BOTH' },
  });
}

/** Ends the change that an account waits for, if there is one. For an account that is suspended. */
export async function dropAddressChange(tx: Tx, by: Actor, userId: string): Promise<void> {
  const change = await tx.manager.findOneBy(AddressChange, { userId, ...RUNNING });
  if (change !== null) await cancel(tx, by, change);
}

async function cancel(tx: Tx, by: Actor, change: AddressChange): Promise<void> {
  const { userId } = change;
  await end(tx, change, AddressChangeEnd.CANCELLED);
  record(tx, by, addressChangeEnded, { subject: userId, person: userId, after: { end: 'CANCELLED' } });
}

async function end(tx: Tx, { id, userId }: AddressChange, how: AddressChangeEnd): Promise<void> {
  await tx.manager.update(AddressChange, { id }, { endedAt: tx.now, endedHow: how, newEmail: '' });
  for (const kind of ['ADDRESS_NEW', 'ADDRESS_OLD'] as const) {
    await tx.manager.delete(EmailLink, { userId, kind });
    await tx.manager.update(AccountLetter, { userId, kind }, { mailDueAt: null });
  }
}
