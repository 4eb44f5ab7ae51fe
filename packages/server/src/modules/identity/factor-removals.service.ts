import { IsNull, LessThanOrEqual, type EntityManager } from 'typeorm';
import { requireViewer, type RequestContext, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { badInput, invalidState } from '../../errors.js';
import { PLATFORM, record, type Actor } from '../trace/index.js';
import { takeLink } from './emails.service.js';
import { FactorRemoval } from './factor-removal.entity.js';
import { factorRemovalStopped, factorsRemoved } from './identity.trace.js';
import { EmailLink } from './letter.entity.js';
import { queueLetter } from './letters.service.js';
import { removeAllFactors } from './second-factors.js';
import { endAccess } from './session-end.js';
import { Credential, User } from './user.entity.js';

const WAITING = { doneAt: IsNull(), cancelledAt: IsNull() };

export const findFactorRemoval = (manager: EntityManager, userId: string): Promise<FactorRemoval | null> =>
  manager.findOneBy(FactorRemoval, { userId, ...WAITING });

/** Begins the wait after which the second factors are removed, and tells the holder, who can stop it. */
export async function beginFactorRemoval(
  services: Services,
  tx: Tx,
  { id, userId, dueAt }: Pick<FactorRemoval, 'id' | 'userId' | 'dueAt'>,
): Promise<void> {
  await tx.manager.insert(FactorRemoval, { id, userId, createdAt: tx.now, dueAt, cancelledAt: null, doneAt: null });
  const { email } = await tx.manager.findOneByOrFail(Credential, { userId });
  await queueLetter(services, tx, 'FACTORS_REMOVAL', { email, userId });
}

/** Stops the removal by the token in the letter. Its reader need not be signed in, because the phone may be lost. */
export async function keepSecondFactors(context: RequestContext, token: string): Promise<true> {
  await context.db.transact(async (tx) => {
    const { userId } = await takeLink(tx, 'FACTORS_REMOVAL', token);
    if (!(await stopFactorRemoval(tx, context, userId))) throw badInput('token', 'link.unknown');
  });
  return true;
}

/** Stops the removal as the holder, who is signed in. */
export async function keepOwnSecondFactors(context: RequestContext): Promise<User> {
  const { userId } = requireViewer(context);
  await context.db.transact(async (tx) => {
    if (!(await stopFactorRemoval(tx, context, userId))) throw invalidState('factorRemoval.none');
  });
  return context.db.read.findOneByOrFail(User, { id: userId });
}

/** Stops a removal that waits. Returns whether there was one. A sign-in does it, too: its code proves the factor. */
export async function stopFactorRemoval(tx: Tx, by: Actor, userId: string): Promise<boolean> {
  const { affected } = await tx.manager.update(FactorRemoval, { userId, ...WAITING }, { cancelledAt: tx.now });
  if ((affected ?? 0) === 0) return false;
  await tx.manager.delete(EmailLink, { userId, kind: 'FACTORS_REMOVAL' });
  record(tx, by, factorRemovalStopped, { subject: userId, person: userId });
  return true;
}

/** Removes the second factors whose wait is over, and ends the sessions of their accounts. */
export async function carryOutFactorRemovals(services: Services): Promise<void> {
  const { db, clock } = services;
  const due = await db.read.find(FactorRemoval, {
    where: { ...WAITING, dueAt: LessThanOrEqual(clock.now()) },
    take: 100,
  });
  for (const { id, userId } of due) {
    await db.transact(async (tx) => {
      await tx.lock(User, { id: userId });
      const { affected } = await tx.manager.update(FactorRemoval, { id, ...WAITING }, { doneAt: tx.now });
      if (affected !== 1) return;
      await removeAllFactors(services, tx, userId);
      await endAccess(tx, userId);
      await tx.manager.delete(EmailLink, { userId, kind: 'FACTORS_REMOVAL' });
      record(tx, PLATFORM, factorsRemoved, { subject: userId, person: userId, before: { change: id } });
    });
  }
}
