import type { MessageKey } from '../messages/index.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const QUARTER_MS = 15 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Whose uses are counted together. */
export type Per =
  /** A network address; of IPv6 the first 64 bits, because one household has that many addresses. */
  | 'NETWORK'
  /** An account, by its id or by the e-mail address that was typed. */
  | 'ACCOUNT'
  /** A browser with which the account has been signed in to before. */
  | 'DEVICE'
  /** The e-mail address to which something is sent. */
  | 'EMAIL'
  /** The telephone number to which something is sent. */
  | 'NUMBER';

/** What happens to a use past the limit. */
export type Past =
  /** It is refused with LIMIT_EXCEEDED and the time after which it may be tried again. */
  | 'REFUSED'
  /** It is refused unless the password is right and a second factor has to follow. */
  | 'SECOND_FACTOR'
  /** No letter is sent, and the answer does not tell. */
  | 'NO_LETTER'
  /** The promise is recorded, but keeps no place in its project. */
  | 'NO_PLACE';

export interface Limit {
  /** What is limited, in a few words for the operator. */
  readonly what: string;
  readonly per: Per;
  /** How many uses a window has. */
  readonly most: number;
  /** The window begins with the first use. */
  readonly windowMs: number;
  readonly past: Past;
  /**
   * Where uses are counted. `DATABASE` is exact over all nodes. `NODE` costs no query; with several nodes the real limit
   * is at most the limit times the number of nodes.
   */
  readonly counted: 'DATABASE' | 'NODE';
  /** The refusal, where it says more than the general one. */
  readonly message?: MessageKey;
}

const defineLimits = <Name extends string>(limits: Readonly<Record<Name, Limit>>): Readonly<Record<Name, Limit>> =>
  limits;

const SIGN_IN = { windowMs: QUARTER_MS, past: 'REFUSED', counted: 'DATABASE', message: 'signIn.tooMany' } as const;
const LETTER = { per: 'EMAIL', windowMs: HOUR_MS, past: 'NO_LETTER', counted: 'DATABASE' } as const;
const NEWS = { ...LETTER, most: 20 } as const;
const ON_NODE = { per: 'NETWORK', past: 'REFUSED', counted: 'NODE' } as const;
const PHONE_CODE = { past: 'REFUSED', counted: 'DATABASE', message: 'phone.tooMany' } as const;
const UPLOAD = {
  per: 'ACCOUNT',
  windowMs: HOUR_MS,
  past: 'REFUSED',
  counted: 'DATABASE',
  message: 'upload.tooMany',
} as const;

/**
 * Every limit on how often something may be done. `docs/limits.md` is generated from this table. The setting LIMITS
 * replaces `most` of each by its name.
 */
export const LIMITS = defineLimits({
  'signIn.network': { ...SIGN_IN, what: 'sign-ins with an unknown browser', per: 'NETWORK', most: 100 },
  'signIn.account': {
    ...SIGN_IN,
    what: 'sign-ins with an unknown browser',
    per: 'ACCOUNT',
    most: 10,
    past: 'SECOND_FACTOR',
  },
  'signIn.accountMost': {
    ...SIGN_IN,
    what: 'sign-ins with an unknown browser, second factor or not',
    per: 'ACCOUNT',
    most: 300,
  },
  'signIn.device': { ...SIGN_IN, what: 'sign-ins with a known browser', per: 'DEVICE', most: 10 },
  'code.account': { ...SIGN_IN, what: 'codes of a second factor from unknown browsers', per: 'ACCOUNT', most: 10 },
  'code.device': { ...SIGN_IN, what: 'codes of a second factor from a known browser', per: 'DEVICE', most: 10 },
  'password.account': { ...SIGN_IN, what: 'passwords typed again while signed in', per: 'ACCOUNT', most: 10 },
  'stopMail.network': {
    ...ON_NODE,
    what: 'pages that end mail, opened by people who are not signed in',
    most: 120,
    windowMs: QUARTER_MS,
  },
  'passkey.network': { ...SIGN_IN, what: 'requests for a passkey', per: 'NETWORK', most: 300 },
  'signUp.network': {
    what: 'sign-ups',
    per: 'NETWORK',
    most: 60,
    windowMs: HOUR_MS,
    past: 'REFUSED',
    counted: 'DATABASE',
  },
  'reset.network': {
    what: 'requests to reset a password',
    per: 'NETWORK',
    most: 30,
    windowMs: QUARTER_MS,
    past: 'REFUSED',
    counted: 'DATABASE',
  },
  'letter.VERIFY': {
    ...LETTER,
    what: 'letters that verify an address',
    most: 5,
    message: 'letter.tooMany',
  },
  'letter.SIGN_UP_AGAIN': { ...LETTER, what: 'letters about a sign-up with a taken address', most: 1 },
  'letter.RESET': { ...LETTER, what: 'letters that reset a password', most: 3 },
  'letter.NEW_DEVICE': { ...NEWS, what: 'letters about a sign-in with a new browser' },
  'letter.PASSWORD_CHANGED': { ...NEWS, what: 'letters about a changed password' },
  'letter.FACTORS_CHANGED': { ...NEWS, what: 'letters about changed second factors' },
  'letter.RECOVERY_CODE_USED': { ...NEWS, what: 'letters about a used recovery code' },
  'letter.ACCOUNT_SUSPENDED': { ...NEWS, what: 'letters about a suspended account' },
  'letter.ACCOUNT_RESTORED': { ...NEWS, what: 'letters about a restored account' },
  'letter.ACCOUNT_CLOSED': { ...NEWS, what: 'letters about a closed account' },
  'letter.ACCOUNT_SIGNED_OUT': { ...NEWS, what: 'letters about an account that staff signed out' },
  'letter.ADDRESS_NEW': { ...LETTER, what: 'letters that confirm a new address', most: 3 },
  'letter.ADDRESS_OLD': { ...LETTER, what: 'letters that ask the old address about a change', most: 5 },
  'letter.ADDRESS_WAIVED': { ...LETTER, what: 'letters about a change without the old address', most: 5 },
  'letter.ADDRESS_CHANGED': { ...NEWS, what: 'letters about a changed address' },
  'letter.FACTORS_REMOVAL': { ...LETTER, what: 'letters about second factors that are to be removed', most: 5 },
  'letter.PHONE_CHANGED': { ...NEWS, what: 'letters about a changed telephone number' },
  'letter.UNIT_GIVEN': { ...NEWS, what: 'letters to new owners of units' },
  'letter.UNIT_OWNER_CHANGED': { ...NEWS, what: 'letters about another owner of a unit' },
  'addressChange.account': {
    what: 'requests for another address',
    per: 'ACCOUNT',
    most: 5,
    windowMs: DAY_MS,
    past: 'REFUSED',
    counted: 'DATABASE',
    message: 'addressChange.tooMany',
  },
  'phoneCode.pause': {
    ...PHONE_CODE,
    what: 'codes to a telephone number in a row',
    per: 'NUMBER',
    most: 1,
    windowMs: MINUTE_MS,
  },
  'phoneCode.number': { ...PHONE_CODE, what: 'codes to a telephone number', per: 'NUMBER', most: 5, windowMs: HOUR_MS },
  'phoneCode.account': {
    ...PHONE_CODE,
    what: 'codes to telephone numbers',
    per: 'ACCOUNT',
    most: 10,
    windowMs: DAY_MS,
  },
  'phoneCode.network': {
    ...PHONE_CODE,
    what: 'codes to telephone numbers',
    per: 'NETWORK',
    most: 60,
    windowMs: DAY_MS,
  },
  'invitation.account': {
    what: 'invitations sent',
    per: 'ACCOUNT',
    most: 100,
    windowMs: DAY_MS,
    past: 'REFUSED',
    counted: 'DATABASE',
    message: 'invitation.tooMany',
  },
  'invitation.email': {
    what: 'invitations to an address, by whomever',
    per: 'EMAIL',
    most: 10,
    windowMs: DAY_MS,
    past: 'REFUSED',
    counted: 'DATABASE',
    message: 'invitation.tooManyTo',
  },
  'unit.account': {
    what: 'units registered',
    per: 'ACCOUNT',
    most: 50,
    windowMs: DAY_MS,
    past: 'REFUSED',
    counted: 'DATABASE',
  },
  'objection.account': {
    what: 'objections raised',
    per: 'ACCOUNT',
    most: 20,
    windowMs: DAY_MS,
    past: 'REFUSED',
    counted: 'DATABASE',
  },
  'update.account': {
    what: 'news and thanks published',
    per: 'ACCOUNT',
    most: 30,
    windowMs: DAY_MS,
    past: 'REFUSED',
    counted: 'DATABASE',
    message: 'update.tooMany',
  },
  'question.account': {
    what: 'questions asked about projects',
    per: 'ACCOUNT',
    most: 10,
    windowMs: DAY_MS,
    past: 'REFUSED',
    counted: 'DATABASE',
    message: 'question.tooMany',
  },
  'guestGift.network': { ...ON_NODE, what: 'gifts of guests', most: 5_000, windowMs: HOUR_MS },
  'payment.network': { ...ON_NODE, what: 'online payments started', most: 2_000, windowMs: HOUR_MS },
  'place.network': {
    ...ON_NODE,
    what: 'places that promises of guests and new accounts keep',
    most: 10,
    windowMs: HOUR_MS,
    past: 'NO_PLACE',
  },
  'search.network': { ...ON_NODE, what: 'searches while signed out', most: 300, windowMs: 10 * MINUTE_MS },
  'everywhere.network': {
    ...ON_NODE,
    what: 'searches for everything while signed out, each letter that is typed included',
    most: 3_000,
    windowMs: 10 * MINUTE_MS,
  },
  'receipt.network': {
    ...ON_NODE,
    what: 'receipts looked up by number while signed out',
    most: 300,
    windowMs: 10 * MINUTE_MS,
  },
  'paper.network': { ...ON_NODE, what: 'papers as PDF', most: 300, windowMs: 10 * MINUTE_MS },
  'export.network': {
    ...ON_NODE,
    what: 'downloads of the books, of the ledger and of the trace',
    most: 60,
    windowMs: 10 * MINUTE_MS,
  },
  'upload.covers': { ...UPLOAD, what: 'uploads of pictures', most: 60 },
  'upload.files': { ...UPLOAD, what: 'uploads of evidence and of other files', most: 120 },
  'upload.lists': { ...UPLOAD, what: 'uploads of collected lists', most: 120 },
  'upload.statements': { ...UPLOAD, what: 'uploads of bank statements', most: 120 },
});

export type LimitName = keyof typeof LIMITS;

export const isLimitName = (name: string): name is LimitName => Object.hasOwn(LIMITS, name);

export const limitNames = Object.keys(LIMITS) as LimitName[];
