// What the books of the model consist of: people, gifts, stages, orders and entries, and the plain rules of days.

export type Answer =
  | 'done'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'INVALID_STATE'
  | 'CONFLICT'
  | 'LIMIT_EXCEEDED';

/** The reviewing treasurer is a reviewer, too. */
export type Treasurer = 'treasurer' | 'second treasurer' | 'reviewing treasurer';
export type Donor = 'donor' | 'member' | 'guest' | 'guest without phone';
export type Person = Treasurer | Donor | 'admin' | 'reviewer' | 'implementer';
export type Payment = 'SANDBOX' | 'BANK_TRANSFER';

export const TREASURERS: readonly Person[] = ['treasurer', 'second treasurer', 'reviewing treasurer'];
export const REVIEWERS: readonly Person[] = ['reviewer', 'reviewing treasurer'];
export const DECIDERS: readonly Person[] = [...TREASURERS, 'admin'];
const GUESTS: readonly Person[] = ['guest', 'guest without phone'];
export const isGuest = (person: Person): boolean => GUESTS.includes(person);

export const DAY = 86_400_000;
export const LAPSES_AFTER = 14 * DAY;
export const HOUR = 3_600_000;
/** The share of the goal, in percent, that the unpaid promises of one donor reserve, and for how long. */
export const KEEPS = {
  unit: { each: 100, time: LAPSES_AFTER },
  known: { each: 50, time: LAPSES_AFTER },
  guest: { each: 5, time: 24 * HOUR },
} as const;
/**
 * All guests together reserve at most this share, and one address reserves at most this many places per hour. All
 * guests of a play share one address.
 */
export const GUESTS_KEEP = 10;
export const GUESTS_TAKE_AN_HOUR = 10;
export const LEAST = 100;
/** Some people transfer the money first and pledge afterwards. */
export const PAID_BEFORE_PLEDGE = 31 * DAY;

/** What a project promised its donors. */
export interface Terms {
  readonly rule: 'KEEP_WHAT_CAME' | 'ALL_OR_NOTHING';
  readonly acceptsOverGoal: boolean;
  readonly budgets: readonly number[];
  readonly endsAt: number;
  /** In one month, single persons may pay the organisation at most this many fen. More needs two people. */
  readonly oneSignatureUpTo: number;
}

export interface Wish {
  readonly donor: Donor;
  readonly amount: number;
  readonly payment: Payment;
  readonly forUnit: boolean;
  readonly key: string;
}

export interface Receipt {
  readonly number: string;
  readonly amount: number;
  void: boolean;
  replacedBy: string | null;
}

export interface Gift {
  readonly index: number;
  readonly wish: Wish;
  /** The amount in fen: first what the donor asked for, later the other amount that arrived and was accepted. */
  amount: number;
  /** The amount that was promised, where another amount arrived; otherwise null. */
  promised: number | null;
  /** The bank's reference of its transfer. */
  reference: string | null;
  status: 'PENDING' | 'PAID' | 'CANCELLED' | 'EXPIRED' | 'REFUNDED';
  readonly madeAt: number;
  lapsesAt: number;
  /** The unpaid promise reserves its place until this time; null where it reserves none. */
  keptUntil: number | null;
  /** When it reserved a place, even if the place is free again. */
  tookPlaceAt: number | null;
  /** When its money reached the bank. The bank's day counts, not the day of recording. */
  paidAt: number | null;
  /** Who confirmed its transfer. */
  confirmedBy: Person | null;
  /** The member of staff who ended its promise. */
  endedBy: Person | null;
  timesPaid: number;
  refunded: number;
  /** Fen that each stage used. */
  readonly used: number[];
  readonly receipts: Receipt[];
  /** Index in the journal of its newest payment. */
  entry: number;
}

export interface Stage {
  readonly index: number;
  readonly budget: number;
  status: 'PLANNED' | 'SUBMITTED' | 'RETURNED' | 'VERIFIED' | 'RELEASED';
  release: { readonly amount: number; paid: boolean; readonly order: PaymentOrder } | null;
}

/** The order that pays a stage: who prepared it, and its state. */
export interface PaymentOrder {
  readonly stage: number;
  readonly amount: number;
  readonly preparedBy: Person;
  signedBy: Person | null;
  state: 'PREPARED' | 'DONE' | 'WITHDRAWN' | 'REFUSED';
}

export interface Order {
  readonly index: number;
  readonly cause: 'PROJECT_CANCELLED' | 'GOAL_NOT_REACHED' | 'MISTAKEN_CONFIRMATION';
  readonly items: readonly { readonly gift: Gift; readonly amount: number }[];
  readonly preparedBy: Person;
  status: 'PREPARED' | 'APPROVED' | 'WITHDRAWN';
}

export type Account = 'special' | 'sandbox' | 'received' | 'released' | 'refunded';

export interface Entry {
  readonly kind: 'GIFT_RECEIVED' | 'GIFT_REFUNDED' | 'CONFIRMATION_REVERSED' | 'STAGE_RELEASED';
  readonly document: string | null;
  /** The day on which the money moved. */
  readonly day: string;
  /** Index of the entry that this one takes back. */
  readonly reverses: number | null;
  readonly lines: Readonly<Partial<Record<Account, number>>>;
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
export const inShanghai = (moment: number): string => new Date(moment + 8 * 3_600_000).toISOString();
export const dayOf = (moment: number): string => inShanghai(moment).slice(0, 10);
export const beginningOf = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);

export const bankOf = ({ wish }: Gift): 'special' | 'sandbox' => (wish.payment === 'SANDBOX' ? 'sandbox' : 'special');
export const usedOf = ({ used }: Gift): number => sum(used);
export const keptOf = ({ amount, refunded }: Gift): number => amount - refunded;
