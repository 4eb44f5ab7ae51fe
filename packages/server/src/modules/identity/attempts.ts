import type { RequestContext } from '../../context.js';
import type { DomainError } from '../../errors.js';
import { countUses, forgetUses, requireFew, takeBackUse, tooMany, type Use } from '../../limits/limiter.js';
import { LIMITS } from '../../limits/limits.js';
import { networkOf } from '../../limits/network.js';
import { digest } from '../../lib/ids.js';
import { isKnownDevice } from './sign-in-devices.js';

const fromNetwork = ({ address }: RequestContext): Use => ({ limit: 'signIn.network', of: networkOf(address) });

/** One browser at one account. A browser that several people share counts for each of them. */
const atDevice = ({ deviceToken }: RequestContext, account: string): string =>
  `${digest(deviceToken ?? '')} ${account}`;

/**
 * Counts a sign-in before the password is verified, so that concurrent guesses cannot exceed the limit. Throws
 * LIMIT_EXCEEDED when it has to wait. Returns a refusal that holds unless a second factor has to follow, or null.
 *
 * A stranger who guesses uses up the attempts of unknown browsers only. The holder still gets in with a browser that
 * was signed in before, with a second factor, or after a reset by mail, which makes the browser known.
 */
export async function countSignIn(context: RequestContext, email: string): Promise<DomainError | null> {
  if (await isKnownDevice(context, email)) {
    await requireFew(context, { limit: 'signIn.device', of: atDevice(context, email) });
    return null;
  }
  let unlessFactor: DomainError | null = null;
  const waits = await countUses(context, [
    fromNetwork(context),
    { limit: 'signIn.accountMost', of: email },
    { limit: 'signIn.account', of: email },
  ]);
  for (const [limit, waitMs] of waits) {
    const refusal = tooMany(context, limit, waitMs);
    if (LIMITS[limit].past === 'REFUSED') throw refusal;
    unlessFactor = refusal;
  }
  return unlessFactor;
}

/** After a sign-in that was proved, clears what its browser had left, and takes it off the network address. */
export async function forgetSignIn(context: RequestContext, email: string): Promise<void> {
  const isKnown = await isKnownDevice(context, email);
  await context.db.transact(async (tx) => {
    if (isKnown) return forgetUses(context, tx, [{ limit: 'signIn.device', of: atDevice(context, email) }]);
    forgetUses(context, tx, [
      { limit: 'signIn.account', of: email },
      { limit: 'signIn.accountMost', of: email },
    ]);
    takeBackUse(context, tx, fromNetwork(context));
  });
}

/**
 * Counts a code of a second factor before it is compared. Only who knows the password gets this far; a thief of it does
 * not use up the codes of the holder's own browsers.
 */
export async function countCode(context: RequestContext, userId: string, email: string): Promise<Use> {
  const use: Use = (await isKnownDevice(context, email))
    ? { limit: 'code.device', of: atDevice(context, userId) }
    : { limit: 'code.account', of: userId };
  await requireFew(context, use);
  return use;
}

/** Counts a password that is typed again while signed in. */
export const countPassword = (context: RequestContext, userId: string): Promise<void> =>
  requireFew(context, passwordOf(userId));

export const forgetPasswords = (context: RequestContext, userId: string): Promise<void> =>
  context.db.transact(async (tx) => forgetUses(context, tx, [passwordOf(userId)]));

const passwordOf = (userId: string): Use => ({ limit: 'password.account', of: userId });
