import { DAY_MS } from '../../lib/days.js';
import { PLEDGE_EXPIRY_DAYS } from './pledge.rules.js';

/** The kind of person or unit that promises a transfer, by what is known at the time of the promise. */
export enum Promiser {
  GUEST = 'GUEST',
  /** An account that never paid a gift. */
  NEW_ACCOUNT = 'NEW_ACCOUNT',
  /** An account that has paid a gift. */
  KNOWN_DONOR = 'KNOWN_DONOR',
  /** A member in the name of a verified unit. */
  UNIT = 'UNIT',
}

export interface PromiseRule {
  /** How long an unpaid promise keeps its place. */
  readonly holdsMs: number;
  /** The most that one donor's unpaid promises to a project keep together, in percent of its goal. */
  readonly percentEach: number;
  /**
   * The most that unpaid promises of all strangers to a project keep together, in percent of its goal; null for
   * promisers who are not strangers.
   */
  readonly percentTogether: number | null;
}

export type PromiseRules = Readonly<Record<Promiser, PromiseRule>>;

const UNTIL_IT_LAPSES = PLEDGE_EXPIRY_DAYS * DAY_MS;

/**
 * Returns how much room unpaid promises keep, and for how long. Promises are limited because a promise costs nothing,
 * and others cannot give what it keeps. A promise that keeps no place is still valid: it can be paid with its code
 * while the project has room.
 */
export const promiseRules = ({
  strangerHoldHours,
  strangerHoldPercent,
}: {
  strangerHoldHours: number;
  strangerHoldPercent: number;
}): PromiseRules => {
  const stranger = { holdsMs: strangerHoldHours * 3_600_000, percentTogether: strangerHoldPercent };
  return {
    [Promiser.GUEST]: { ...stranger, percentEach: strangerHoldPercent / 2 },
    [Promiser.NEW_ACCOUNT]: { ...stranger, percentEach: strangerHoldPercent },
    [Promiser.KNOWN_DONOR]: { holdsMs: UNTIL_IT_LAPSES, percentEach: 50, percentTogether: null },
    [Promiser.UNIT]: { holdsMs: UNTIL_IT_LAPSES, percentEach: 100, percentTogether: null },
  };
};

export const isStranger = (by: Promiser): boolean => by === Promiser.GUEST || by === Promiser.NEW_ACCOUNT;

/** Returns the kind of promiser. A unit counts before its member, and a paid gift before none. */
export function promiserOf(
  { onBehalfOfId, userId }: { onBehalfOfId: string | null; userId: string | null },
  hasPaid: boolean,
): Promiser {
  if (onBehalfOfId !== null) return Promiser.UNIT;
  if (userId === null) return Promiser.GUEST;
  return hasPaid ? Promiser.KNOWN_DONOR : Promiser.NEW_ACCOUNT;
}

/** What is already kept when a promise is made. */
export interface Kept {
  readonly goalFen: number;
  /** Fen that this donor's unpaid promises to the project keep. */
  readonly ofDonorFen: number;
  /** Fen that all strangers' unpaid promises to the project keep. */
  readonly ofStrangersFen: number;
  /** How many more places strangers at this network may take, on all projects together. */
  readonly leftAtNetwork: number;
}

/**
 * Whether a promise of `amountFen` keeps its place. It keeps all of its amount or nothing, so that nobody has to be
 * told about half a place.
 */
export function holdsAmount(
  by: Promiser,
  rule: PromiseRule,
  amountFen: number,
  { goalFen, ofDonorFen, ofStrangersFen, leftAtNetwork }: Kept,
): boolean {
  // Compares products of whole numbers, so that nothing is rounded.
  const within = (fen: number, percent: number): boolean => fen * 100 <= goalFen * percent;
  if (rule.holdsMs === 0 || !within(ofDonorFen + amountFen, rule.percentEach)) return false;
  if (rule.percentTogether !== null && !within(ofStrangersFen + amountFen, rule.percentTogether)) return false;
  return !isStranger(by) || leftAtNetwork > 0;
}
