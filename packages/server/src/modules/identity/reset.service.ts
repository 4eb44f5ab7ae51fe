import type { RequestContext } from '../../context.js';
import { requireFew } from '../../limits/limiter.js';
import { networkOf } from '../../limits/network.js';
import { record } from '../trace/index.js';
import { noteAccountEvent } from './account-events.js';
import { SignInChallenge } from './authenticator.entity.js';
import { findLink, markVerified, takeLink } from './emails.service.js';
import { readEmail } from './identity.rules.js';
import { passwordReset, resetAsked } from './identity.trace.js';
import { EmailLink } from './letter.entity.js';
import { queueLetter } from './letters.service.js';
import { hashPassword, readNewPassword } from './passwords.js';
import { sessionsOfTopic } from './session-end.js';
import { Session } from './session.entity.js';
import { forgetDevices, keepDevice } from './sign-in-devices.js';
import { Credential } from './user.entity.js';

/**
 * Mails a link with which the holder of the address sets a new password. Does the same and returns the same whether or
 * not the address has an account: a job finds the account when it mails the letter.
 */
export async function requestPasswordReset(context: RequestContext, rawEmail: string): Promise<true> {
  const email = readEmail('email', rawEmail);
  await requireFew(context, { limit: 'reset.network', of: networkOf(context.address) });
  await context.db.transact(async (tx) => {
    await queueLetter(context, tx, 'RESET', { email, userId: null });
    record(tx, context, resetAsked, {});
  });
  return true;
}

/**
 * Sets a new password by the token in the letter and ends all sessions of the account. The link also proves the
 * address, so a stranger who signed up with it loses the account to its holder.
 */
export async function resetPassword(context: RequestContext, token: string, newPassword: string): Promise<true> {
  // The link is looked up first, so that hashing costs nothing without one, and again under the write.
  const { email } = await findLink(context.db.read, context.clock.now(), 'RESET', token);
  const passwordHash = await hashPassword(readNewPassword('newPassword', newPassword, [email]));
  const deviceToken = await context.db.transact(async (tx) => {
    const { userId } = await takeLink(tx, 'RESET', token);
    await tx.manager.delete(EmailLink, { userId, kind: 'RESET' });
    await tx.manager.update(Credential, { userId }, { passwordHash });
    await tx.manager.delete(Session, { userId });
    tx.changed(sessionsOfTopic(userId));
    await tx.manager.delete(SignInChallenge, { userId });
    // The letter proves the holder, so strangers' guesses do not count against this browser any more.
    await forgetDevices(context, tx, userId, { exceptThis: false });
    await markVerified(tx, userId);
    await noteAccountEvent(context, tx, 'PASSWORD_RESET', userId);
    record(tx, context, passwordReset, { subject: userId, person: userId });
    return keepDevice(context, tx, userId);
  });
  context.setSessionToken(null);
  context.setDeviceToken(deviceToken);
  context.viewer = null;
  return true;
}
