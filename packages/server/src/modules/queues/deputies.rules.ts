import { badInput } from '../../errors.js';
import { addDays, isDay } from '../../lib/days.js';

/** The longest absence. A deputy for longer would be somebody who took over the work. */
export const MAX_DAYS = 92;

/** Returns the days of an absence. Throws when they are not days, are over already, or are too many. */
export function readAbsence(from: string, until: string, today: string): { fromDay: string; untilDay: string } {
  if (!isDay(from)) throw badInput('from', 'date.notADay');
  if (!isDay(until)) throw badInput('until', 'date.notADay');
  if (from < today) throw badInput('from', 'deputy.past', { today });
  if (until < from || until >= addDays(from, MAX_DAYS))
    throw badInput('until', 'deputy.tooLong', { from, last: addDays(from, MAX_DAYS - 1) });
  return { fromDay: from, untilDay: until };
}
