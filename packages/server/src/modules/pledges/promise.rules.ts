import { DAY_MS } from '../../lib/days.js';
import { PLEDGE_EXPIRY_DAYS } from './pledge.rules.js';

/** Who promises a transfer, by what is known of them when they do. */
export enum Promiser {
  GUEST = 'GUEST',
  /** An account that never paid a gift. */
  NEW_ACCOUNT = 'NEW_ACCOUNT',
  /** An account that has paid one. */
  KNOWN_DONOR = 'KNOWN_DONOR',
  /** A member in the name of a verified unit. */
  UNIT = 'UNIT',
}

export interface PromiseRule {
  /** How long an unpaid promise keeps its place. */
  readonly holdsMs: number;
  /** The most that one donor's unpaid promises to a project keep, in percent of its goal. */
  readonly percentEach: number;
  /** The most that unpaid promises of all strangers to a project keep together; null for those who are none. */
  readonly percentTogether: number | null;
}

export type PromiseRules = Readonly<Record<Promiser, PromiseRule>>;

/** Strangers keep at most so many places from one network address within an hour, on all projects together. */
export const PLACES_PER_ADDRESS = { count: 10, windowMs: 3_600_000 } as const;

const UNTIL_IT_LAPSES = PLEDGE_EXPIRY_DAYS * DAY_MS;

/**
 * How much place an unpaid promise keeps, and for how long: it costs nothing to promise, and what it keeps, others cannot give.
 * A promise that keeps no place is a promise all the same: it is paid by its code as long as the project has room.
 */
export const promiseRules = ({ strangerHoldHours, strangerHoldPercent }: { strangerHoldHours: number; strangerHoldPercent: number }): PromiseRules => {
  const stranger = { holdsMs: strangerHoldHours * 3_600_000, percentTogether: strangerHoldPercent };
  return {
    [Promiser.GUEST]: { ...stranger, percentEach: strangerHoldPercent / 2 },
    [Promiser.NEW_ACCOUNT]: { ...stranger, percentEach: strangerHoldPercent },
    [Promiser.KNOWN_DONOR]: { holdsMs: UNTIL_IT_LAPSES, percentEach: 50, percentTogether: null },
    [Promiser.UNIT]: { holdsMs: UNTIL_IT_LAPSES, percentEach: 100, percentTogether: null },
  };
};

export const isStranger = (by: Promiser): boolean => by === Promiser.GUEST || by === Promiser.NEW_ACCOUNT;

/** Who promises: a unit before its member, what was paid before what was not. */
export function promiserOf({ onBehalfOfId, userId }: { onBehalfOfId: string | null; userId: string | null }, hasPaid: boolean): Promiser {
  if (onBehalfOfId !== null) return Promiser.UNIT;
  if (userId === null) return Promiser.GUEST;
  return hasPaid ? Promiser.KNOWN_DONOR : Promiser.NEW_ACCOUNT;
}

/** What is kept already when a promise is made. */
export interface Kept {
  readonly goalFen: number;
  /** By this donor's unpaid promises to the project. */
  readonly ofDonorFen: number;
  /** By all strangers' unpaid promises to the project. */
  readonly ofStrangersFen: number;
  /** Places that strangers at this address took within the hour. */
  readonly atAddress: number;
}

/** Whether a promise of `amountFen` keeps its place: all of it or none, so that nobody is told of half a place. */
export function keepsPlace(by: Promiser, rule: PromiseRule, amountFen: number, { goalFen, ofDonorFen, ofStrangersFen, atAddress }: Kept): boolean {
  // Whole percents of fen: compared as products, so that nothing is rounded.
  const within = (fen: number, percent: number): boolean => fen * 100 <= goalFen * percent;
  if (rule.holdsMs === 0 || !within(ofDonorFen + amountFen, rule.percentEach)) return false;
  if (rule.percentTogether !== null && !within(ofStrangersFen + amountFen, rule.percentTogether)) return false;
  return !isStranger(by) || atAddress < PLACES_PER_ADDRESS.count;
}
