import { hash } from 'node:crypto';
import type { Env } from '../../env.js';
import { badInput, invalidState, limitExceeded, type DomainError } from '../../errors.js';
import { readFen, readId, readOptionalText, readText } from '../../input.js';
import { addDays, beginningOf, DAY_MS, shanghaiDay, shanghaiYear } from '../../lib/days.js';
import { DonorCategory, PaymentMethod, PledgeStatus } from './pledge.enums.js';

export const PLEDGE_EXPIRY_DAYS = 14;

export const LIMITS = {
  /** ¥1 to ¥10 million. */
  amountFen: { min: 100, max: 1_000_000_000 },
  name: { max: 50 },
  message: { max: 200, multiline: true },
  idempotencyKey: { max: 100 },
  bankReference: { max: 64 },
  /** Transfers that one request confirms. */
  transfers: { min: 1, max: 100 },
  referenceReason: { max: 200 },
  endReason: { max: 500, multiline: true },
} as const;

/** What was asked for: checked, and in the form in which it is stored and compared. */
export interface PledgeRequest {
  projectId: string;
  amountFen: number;
  idempotencyKey: string;
  payment: PaymentMethod;
  onBehalfOfId: string | null;
  /** The campaign for which the gift counts, with what the donor is; null for none. */
  campaign: { id: string; donorCategory: DonorCategory } | null;
  anonymous: boolean;
  message: string | null;
  guest: { name: string; phone: string | null; email: string | null } | null;
}

export interface RawPledge {
  projectId: string;
  amount: number;
  idempotencyKey: string;
  payment: PaymentMethod;
  onBehalfOfId?: string | null;
  campaignId?: string | null;
  donorCategory?: DonorCategory | null;
  anonymous?: boolean | null;
  message?: string | null;
  guest?: { name: string; phone?: string | null; email?: string | null } | null;
}

/** Digits with an optional country code. Spaces and dashes, which people write, are removed before. */
const PHONE = /^\+?\d{5,20}$/;

function readPhone(field: string, raw: string | null | undefined): string | null {
  const phone = readOptionalText(field, raw, { max: 40 })?.replace(/[\s()-]/g, '') ?? null;
  if (phone !== null && !PHONE.test(phone)) throw badInput(field, 'phone.malformed');
  return phone;
}

function readCampaign({ campaignId, donorCategory }: RawPledge): PledgeRequest['campaign'] {
  if (campaignId == null) {
    if (donorCategory != null) throw badInput('donorCategory', 'pledge.categoryWithoutCampaign');
    return null;
  }
  return { id: readId('campaignId', campaignId), donorCategory: donorCategory ?? DonorCategory.NOT_STATED };
}

export const readPledge = (input: RawPledge): PledgeRequest => ({
  projectId: input.projectId,
  amountFen: readFen('amount', input.amount, LIMITS.amountFen),
  idempotencyKey: readText('idempotencyKey', input.idempotencyKey, LIMITS.idempotencyKey),
  payment: input.payment,
  onBehalfOfId: input.onBehalfOfId ?? null,
  campaign: readCampaign(input),
  anonymous: input.anonymous ?? false,
  message: readOptionalText('message', input.message, LIMITS.message),
  guest:
    input.guest == null
      ? null
      : {
          name: readText('guest.name', input.guest.name, LIMITS.name),
          phone: readPhone('guest.phone', input.guest.phone),
          email: readOptionalText('guest.email', input.guest.email, { max: 254 }),
        },
});

const digest = (parts: unknown): string => hash('sha256', JSON.stringify(parts), 'base64url');

/** The ways of payment that this installation offers. */
export const methodsOf = ({ sandbox, payments }: Pick<Env, 'sandbox' | 'payments'>): PaymentMethod[] => [
  ...(payments.wechat === null ? [] : [PaymentMethod.WECHAT_PAY]),
  ...(payments.alipay === null ? [] : [PaymentMethod.ALIPAY]),
  PaymentMethod.BANK_TRANSFER,
  ...(sandbox ? [PaymentMethod.SANDBOX] : []),
];

/** Returns the same hash for two requests that ask for the same thing, whatever their idempotency key. */
export const contentHash = ({
  projectId,
  amountFen,
  payment,
  onBehalfOfId,
  campaign,
  anonymous,
  message,
  guest,
}: PledgeRequest): string =>
  digest([
    projectId,
    amountFen,
    payment,
    onBehalfOfId,
    anonymous,
    message,
    // Gifts without an address or a campaign keep the hash that they had before there were any.
    guest === null ? null : [guest.name, guest.phone, ...(guest.email === null ? [] : [guest.email])],
    ...(campaign === null ? [] : [campaign.id, campaign.donorCategory]),
  ]);

/** The text by which a returning guest is recognised. Null without a phone, because many people have the same name. */
export const guestText = (guest: { name: string; phone: string | null }): string | null =>
  guest.phone === null ? null : JSON.stringify([guest.name, guest.phone]);

/** More characters than a reference of 64 characters can have after it is normalised. */
const REFERENCE_KEY_MAX = 200;

/**
 * The form in which bank references are compared: without differences of width, case, blanks and invisible characters.
 */
export const referenceKey = (reference: string): string =>
  reference
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Cf}]/gu, '')
    .slice(0, REFERENCE_KEY_MAX);

export const expiryOf = (createdAt: Date): Date => new Date(createdAt.getTime() + PLEDGE_EXPIRY_DAYS * DAY_MS);

/**
 * Returns the time at or before which every pledge that lapses at `now` was made. The reverse does not hold, because a
 * pledge may wait for its money a second time.
 */
export const madeBefore = (now: Date): Date => new Date(now.getTime() - PLEDGE_EXPIRY_DAYS * DAY_MS);

interface Room {
  acceptsOverGoal: boolean;
  goalFen: number;
}

/**
 * How many fen a project that refuses gifts past its goal still takes. Promises that keep their place count as given.
 * Null means without limit.
 */
export const roomFor = (
  { acceptsOverGoal, goalFen }: Room,
  money: { raisedFen: number; heldFen: number },
): number | null => (acceptsOverGoal ? null : Math.max(0, goalFen - money.raisedFen - money.heldFen));

/** Why a project cannot take `amountFen` now, or null. */
export function refusePledge(takesPledges: boolean, room: number | null, amountFen: number): DomainError | null {
  if (!takesPledges) return invalidState('pledge.notFundraising');
  if (room !== null && amountFen > room)
    return limitExceeded('pledge.pastGoal', { roomYuan: (room / 100).toFixed(2), roomFen: room }, 'amount');
  return null;
}

/**
 * Whether money arrived for the pledge, even if it was given back later. Everybody may see such a pledge, in the form
 * that its donor chose.
 */
export const isGiven = ({ status }: { status: PledgeStatus }): boolean =>
  status === PledgeStatus.PAID || status === PledgeStatus.REFUNDED;

/**
 * How much of a paid pledge is still given, in fen: all of it, minus what was given back. `matchedFen` is what others
 * added and did not get back.
 */
export const keptFen = ({
  amountFen,
  matchedFen,
  refundedFen,
}: {
  amountFen: number;
  matchedFen: number;
  refundedFen: number;
}): number => amountFen + matchedFen - refundedFen;

/** How much of a paid pledge the donor's own money is, in fen: what was given, minus what went back to the donor. */
export const ownKeptFen = ({ amountFen, refundedFen }: { amountFen: number; refundedFen: number }): number =>
  amountFen - refundedFen;

/**
 * How many fen of the donor's own money stages have used, of `usedFen` of a gift. Own and added money are used side by
 * side, in the proportion of the gift. Fractions count as used of the added money, but the first fen is the donor's.
 */
export function ownUsedFen(
  gift: { amountFen: number; matchedFen: number; refundedFen: number },
  usedFen: number,
): number {
  const own = ownKeptFen(gift);
  if (usedFen === 0 || gift.matchedFen === 0) return usedFen;
  const kept = BigInt(own) + BigInt(gift.matchedFen);
  return Math.max(1, Number((BigInt(usedFen) * BigInt(own)) / kept));
}

interface PledgeStep {
  readonly from: readonly PledgeStatus[];
  readonly to: PledgeStatus;
}

/** For each action, the statuses from which it starts and the status to which it leads. */
export const PLEDGE_STEPS = {
  // A transfer may reach the bank before the pledge lapses and be recorded afterwards.
  pay: { from: [PledgeStatus.PENDING, PledgeStatus.EXPIRED], to: PledgeStatus.PAID },
  cancel: { from: [PledgeStatus.PENDING], to: PledgeStatus.CANCELLED },
  end: { from: [PledgeStatus.PENDING], to: PledgeStatus.CANCELLED },
  expire: { from: [PledgeStatus.PENDING], to: PledgeStatus.EXPIRED },
} as const satisfies Record<string, PledgeStep>;

/**
 * Why `step` cannot be taken at `at` from the pledge's status, or null. For a payment, `at` is the time at which its
 * money reached the bank.
 */
export function refuseStep(
  step: keyof typeof PLEDGE_STEPS,
  pledge: { status: PledgeStatus; expiresAt: Date },
  at: Date,
): DomainError | null {
  const { from }: PledgeStep = PLEDGE_STEPS[step];
  if (!from.includes(pledge.status)) return invalidState('pledge.wrongStatus', { status: pledge.status });
  if (step === 'pay' && pledge.expiresAt <= at)
    return invalidState('pledge.wrongStatus', { status: PledgeStatus.EXPIRED });
  return null;
}

/**
 * How many days before its pledge a transfer may have arrived when a person enters the day, because some people
 * transfer first and pledge later.
 */
export const PAID_BEFORE_PLEDGE_DAYS = 31;

/**
 * The earliest day on which money of a pledge can have arrived. The books of the account begin with the end of the day
 * `openedOn`.
 */
export function firstDayOfPayment(pledge: { createdAt: Date }, openedOn: string | null): string {
  const byPledge = addDays(shanghaiDay(pledge.createdAt), -PAID_BEFORE_PLEDGE_DAYS);
  const byAccount = openedOn === null ? byPledge : addDays(openedOn, 1);
  return byAccount > byPledge ? byAccount : byPledge;
}

/** Why money of a pledge cannot have arrived on `day`, which a person typed, or null. */
export function refusePaidOn(
  day: string,
  pledge: { createdAt: Date },
  openedOn: string | null,
  now: Date,
): DomainError | null {
  const [first, last] = [firstDayOfPayment(pledge, openedOn), shanghaiDay(now)];
  return day < first || day > last ? badInput('paidOn', 'pledge.paidOnOutside', { first, last }) : null;
}

/**
 * The time that stands for the arrival of money when only its day is known: `now` when `day` is today, otherwise the
 * beginning of `day`.
 */
export const arrivalOn = (day: string, now: Date): Date => (day === shanghaiDay(now) ? now : beginningOf(day));

/** The number of the `sequence`-th receipt of the year of `issuedAt`. */
export const receiptNumber = (issuedAt: Date, sequence: number): string =>
  `HC-${shanghaiYear(issuedAt)}-${String(sequence).padStart(6, '0')}`;
