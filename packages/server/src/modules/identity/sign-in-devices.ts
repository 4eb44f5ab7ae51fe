import { Not } from 'typeorm';
import type { RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { DAY_MS } from '../../lib/days.js';
import { digest, newToken } from '../../lib/ids.js';
import { SignInDevice } from './session.entity.js';

/** A token as `newToken` makes it. A shorter one, which could be guessed, is replaced. */
const TOKEN = /^[\w-]{43}$/;

/** How long a browser stays known without a sign-in. */
export const DEVICE_LIFETIME_MS = 365 * DAY_MS;

/**
 * Whether this browser has been signed in to the account of `email` before. The answer changes only which attempts are
 * counted together, so nobody learns from it whether there is an account.
 */
export async function isKnownDevice({ db, deviceToken }: RequestContext, email: string): Promise<boolean> {
  if (deviceToken === null) return false;
  const found = await db.read.query<unknown[]>(
    'SELECT 1 FROM sign_in_devices d JOIN credentials c ON c.user_id = d.user_id WHERE d.token_hash = ? AND c.email = ?',
    [digest(deviceToken), email],
  );
  return found.length > 0;
}

/**
 * Makes this browser known to the account, and returns the token for its cookie, which says nothing about the account.
 * Set the cookie again after each commit, so that it does not end before the row does.
 */
export async function keepDevice(context: RequestContext, tx: Tx, userId: string): Promise<string> {
  const known = context.deviceToken;
  const token = known !== null && TOKEN.test(known) ? known : newToken();
  const key = { userId, tokenHash: digest(token) };
  await tx.manager.upsert(SignInDevice, { ...key, lastSignInAt: tx.now }, ['userId', 'tokenHash']);
  return token;
}

/** Forgets all browsers of the account, except this one if `exceptThis`: a thief of the password may have known ones. */
export async function forgetDevices(
  context: RequestContext,
  tx: Tx,
  userId: string,
  { exceptThis }: { exceptThis: boolean },
): Promise<void> {
  const own = exceptThis && context.deviceToken !== null ? { tokenHash: Not(digest(context.deviceToken)) } : {};
  await tx.manager.delete(SignInDevice, { userId, ...own });
}
