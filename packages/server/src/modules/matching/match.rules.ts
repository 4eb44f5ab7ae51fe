import { badInput, invalidState, type DomainError } from '../../errors.js';
import { MatchCut, MatchFundState } from './match.enums.js';

export const LIMITS = {
  title: { max: 100 },
  /** Hundredths: 100 adds a fen for each fen of a gift. */
  factor: { min: 1, max: 500 },
  /** ¥1 to ¥100 million: caps, and what a sponsor pays in at once. */
  capFen: { min: 100, max: 10_000_000_000 },
  /** The place among several funds; the lowest adds first. */
  place: { min: 1, max: 100 },
  projects: { min: 1, max: 100 },
  unlockGifts: { min: 1, max: 1_000_000 },
  category: { max: 50 },
  reason: { max: 500, multiline: true },
  bankReference: { max: 64 },
  /** How many days a fund may be open. */
  days: 366,
} as const;

/** All funds together add at most this many times what was given. */
export const MOST_TIMES = 8;

/** The rule of a fund. A cap of null does not limit. */
export interface MatchRule {
  /** In hundredths. */
  readonly factor: number;
  readonly perGiftFen: number | null;
  readonly perDonorFen: number | null;
  readonly perProjectFen: number | null;
  readonly perDayFen: number | null;
}

/** What limits the match of one gift at the moment of its decision. */
export interface MatchLimits {
  /** What the fund holds and has not added to other gifts. */
  readonly leftFen: number;
  readonly ofDonorFen: number;
  readonly ofProjectFen: number;
  readonly ofDayFen: number;
  /** What the project still takes; null without limit. */
  readonly roomFen: number | null;
  /** What this and other funds may still add to the gift. */
  readonly ofGiftFen: number;
}

/**
 * Decides what a fund adds to a gift: the factor's part in whole fen, rounded down, cut to the smallest limit. `cut` says
 * which limit it was, and is null when the factor alone decided.
 */
export function decideMatch(
  rule: MatchRule,
  amountFen: number,
  limits: MatchLimits,
): { fen: number; cut: MatchCut | null } {
  const leftOf = (cap: number | null, used: number) => (cap === null ? Infinity : Math.max(0, cap - used));
  const ceilings: readonly (readonly [MatchCut, number])[] = [
    [MatchCut.PER_GIFT, Math.min(rule.perGiftFen ?? Infinity, limits.ofGiftFen)],
    [MatchCut.PER_DONOR, leftOf(rule.perDonorFen, limits.ofDonorFen)],
    [MatchCut.PER_PROJECT, leftOf(rule.perProjectFen, limits.ofProjectFen)],
    [MatchCut.PER_DAY, leftOf(rule.perDayFen, limits.ofDayFen)],
    [MatchCut.GOAL, limits.roomFen ?? Infinity],
    [MatchCut.POOL, limits.leftFen],
  ];
  let fen = Math.floor((amountFen * rule.factor) / 100);
  let cut: MatchCut | null = null;
  for (const [reason, most] of ceilings)
    if (most < fen) {
      fen = most;
      cut = reason;
    }
  return { fen, cut };
}

/** The threshold of a fund, and what has arrived towards it. At most one of the two is set. */
export interface MatchUnlock {
  readonly unlockFen: number | null;
  readonly unlockGifts: number | null;
  readonly countedFen: number;
  readonly countedGifts: number;
  readonly unlockedAt: Date | null;
}

/** Whether the fund adds to gifts: it has no threshold, or has reached it. */
export const isUnlocked = ({ unlockFen, unlockGifts, unlockedAt }: MatchUnlock): boolean =>
  unlockedAt !== null || (unlockFen === null && unlockGifts === null);

/** Whether the fund adds to the next gift, of `amountFen`: it is unlocked, or this gift reaches its threshold. */
export const unlocksWith = (fund: MatchUnlock, amountFen: number): boolean =>
  isUnlocked(fund) ||
  (fund.countedFen + amountFen >= (fund.unlockFen ?? 0) && fund.countedGifts + 1 >= (fund.unlockGifts ?? 0));

/** What a fund still holds, in fen. */
export const leftOf = ({
  paidInFen,
  givenFen,
  returnedFen,
}: {
  readonly paidInFen: number;
  readonly givenFen: number;
  readonly returnedFen: number;
}): number => paidInFen - givenFen - returnedFen;

/** Returns why nothing of a fund can go back to its sponsor now, or null. */
export function refuseReturn(
  fund: Parameters<typeof leftOf>[0] & { readonly state: MatchFundState },
): DomainError | null {
  if (fund.state !== MatchFundState.ENDED) return invalidState('match.returnAfterEnd');
  return leftOf(fund) > 0 ? null : invalidState('match.nothingLeft');
}

/** Returns why the times of a fund cannot be, or null. */
export function refuseWindow(opensAt: Date, closesAt: Date, now: Date): DomainError | null {
  if (closesAt <= opensAt) return badInput('closesAt', 'match.endsBeforeBegin');
  if (closesAt <= now) return badInput('closesAt', 'match.endsInPast');
  return closesAt.getTime() - opensAt.getTime() > LIMITS.days * 86_400_000
    ? badInput('closesAt', 'match.tooLong', { days: LIMITS.days })
    : null;
}

/** For each step, the states from which it starts and the state to which it leads. */
export const MATCH_STEPS = {
  publish: { from: [MatchFundState.PROPOSED], to: MatchFundState.OPEN },
  refuse: { from: [MatchFundState.PROPOSED], to: MatchFundState.REFUSED },
  end: { from: [MatchFundState.PROPOSED, MatchFundState.OPEN], to: MatchFundState.ENDED },
  fill: { from: [MatchFundState.OPEN], to: MatchFundState.OPEN },
} as const satisfies Record<string, { from: readonly MatchFundState[]; to: MatchFundState }>;

export function refuseMatchStep(step: keyof typeof MATCH_STEPS, state: MatchFundState): DomainError | null {
  const { from }: { from: readonly MatchFundState[] } = MATCH_STEPS[step];
  return from.includes(state) ? null : invalidState('match.wrongState');
}
