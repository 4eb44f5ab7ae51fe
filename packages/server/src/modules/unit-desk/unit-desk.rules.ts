import { badInput } from '../../errors.js';
import { addDays, beginningOf, daysBetween } from '../../lib/days.js';
import { MembershipRole } from '../organizations/index.js';
import { MemberAmounts, UnitAnswer } from './unit-desk.entities.js';

export const LIMITS = {
  days: 366,
  units: { min: 1, max: 200 },
  members: 1_000,
} as const;

/** A period by its days in Shanghai, and by its moments: the last one is outside. */
export interface Period {
  readonly from: string;
  readonly until: string;
  readonly begin: Date;
  readonly end: Date;
}

/** Returns the period. Throws when a day is missing, when it ends before it begins, or when it is too long. */
export function readPeriod(from: string | null | undefined, until: string | null | undefined): Period {
  if (from == null) throw badInput('from', 'text.required');
  if (until == null) throw badInput('until', 'text.required');
  const days = daysBetween(from, until) + 1;
  if (days < 1 || days > LIMITS.days) throw badInput('until', 'unitDesk.period', { max: LIMITS.days });
  return { from, until, begin: beginningOf(from), end: beginningOf(addDays(until, 1)) };
}

/** Whether somebody with this role in the unit sees what each member gave. Denied unless the unit allowed it. */
export const seesAmounts = (role: MembershipRole | null, amountsFor: MemberAmounts): boolean =>
  (role === MembershipRole.OWNER && amountsFor !== MemberAmounts.NOBODY) ||
  (role === MembershipRole.EDITOR && amountsFor === MemberAmounts.EDITORS);

export const answerOf = (gifts: number, promises: number): UnitAnswer =>
  gifts > 0 ? UnitAnswer.GAVE : promises > 0 ? UnitAnswer.PROMISED : UnitAnswer.NONE;

/** Those who have not answered come first. */
export const ANSWER_ORDER: readonly UnitAnswer[] = [UnitAnswer.NONE, UnitAnswer.PROMISED, UnitAnswer.GAVE];
