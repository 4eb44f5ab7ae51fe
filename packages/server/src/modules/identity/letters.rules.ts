import type { Credential } from './user.entity.js';

export type LetterKind =
  | 'VERIFY'
  | 'SIGN_UP_AGAIN'
  | 'RESET'
  | 'NEW_DEVICE'
  | 'PASSWORD_CHANGED'
  | 'FACTORS_CHANGED'
  | 'RECOVERY_CODE_USED'
  | 'ACCOUNT_SUSPENDED'
  | 'ACCOUNT_RESTORED'
  | 'ACCOUNT_SIGNED_OUT'
  | 'ADDRESS_NEW'
  | 'ADDRESS_OLD'
  | 'ADDRESS_WAIVED'
  | 'ADDRESS_CHANGED'
  | 'FACTORS_REMOVAL'
  | 'UNIT_GIVEN'
  | 'UNIT_OWNER_CHANGED'
  | 'PHONE_CHANGED'
  | 'ACCOUNT_CLOSED';

interface LetterRule {
  /** The page to which the link in the letter leads. */
  readonly page: string;
  /** The kind of the link, where letters of several kinds have the same link; otherwise the kind of the letter. */
  readonly linkKind?: LetterKind;
  /** How long the token in the link is valid; null for a link without a token. */
  readonly linkHours: number | null;
  /** Whether the letter also goes to the holder of an account that is suspended by then. Without it, it does not. */
  readonly evenSuspended?: true;
  /** Whether the letter is still to be sent to `email`, as the account stands when it is mailed. */
  readonly isFor: (account: Pick<Credential, 'email' | 'emailVerifiedAt'>, email: string) => boolean;
  /** Whether it is mailed after its account is gone. */
  readonly outlivesAccount?: boolean;
}

const isOwn: LetterRule['isFor'] = (account, email) => account.email === email;
/** An address that nobody verified may be a stranger's, so it gets no news of the account. */
const isVerified: LetterRule['isFor'] = (account, email) => isOwn(account, email) && account.emailVerifiedAt !== null;
const NEWS = { page: '/account', linkHours: null, isFor: isVerified } satisfies LetterRule;

/**
 * The letters about accounts. How many an address gets is in `limits.ts`, as `letter.<kind>`. Their words are the
 * messages `letter.<kind>.subject` and `letter.<kind>.text`.
 */
export const LETTERS: Readonly<Record<LetterKind, LetterRule>> = {
  VERIFY: {
    page: '/verify-email',
    linkHours: 72,
    isFor: (account, email) => isOwn(account, email) && account.emailVerifiedAt === null,
  },
  SIGN_UP_AGAIN: { page: '/sign-in', linkHours: null, isFor: isOwn },
  RESET: { page: '/reset-password', linkHours: 1, isFor: isOwn },
  NEW_DEVICE: NEWS,
  PASSWORD_CHANGED: NEWS,
  FACTORS_CHANGED: NEWS,
  RECOVERY_CODE_USED: NEWS,
  ACCOUNT_SUSPENDED: { ...NEWS, page: '/', evenSuspended: true },
  ACCOUNT_RESTORED: { ...NEWS, page: '/sign-in' },
  ACCOUNT_SIGNED_OUT: { ...NEWS, page: '/sign-in' },
  // The address is not that of the account yet. Without a change that waits for it, nothing is mailed.
  ADDRESS_NEW: { page: '/new-address', linkHours: 168, isFor: () => true },
  ADDRESS_OLD: { page: '/old-address', linkHours: 168, isFor: isVerified },
  ADDRESS_WAIVED: { page: '/old-address', linkKind: 'ADDRESS_OLD', linkHours: 168, isFor: isVerified },
  // Goes to the old address, too, which is no longer that of the account.
  ADDRESS_CHANGED: { ...NEWS, isFor: () => true },
  FACTORS_REMOVAL: { page: '/keep-second-factors', linkHours: 336, isFor: isVerified },
  PHONE_CHANGED: NEWS,
  UNIT_GIVEN: { ...NEWS, page: '/workspace' },
  UNIT_OWNER_CHANGED: { ...NEWS, page: '/workspace' },
  ACCOUNT_CLOSED: { ...NEWS, page: '/', isFor: () => true, outlivesAccount: true },
};
