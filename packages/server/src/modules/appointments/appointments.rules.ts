import { type PlatformRole, UNIT_ROLES } from '../../context.js';
import { badInput } from '../../errors.js';
import { DAY_MS } from '../../lib/days.js';

const LONGEST_YEARS = 10;

/** Throws for the first role that nobody can hold for one unit. */
export function requireUnitRoles(field: string, roles: readonly PlatformRole[]): void {
  const index = roles.findIndex((role) => !UNIT_ROLES.includes(role));
  if (index >= 0) throw badInput(`${field}.${index}`, 'appointments.cityOnly', { role: roles[index]! });
}

/** Returns the end of a role, which is in the future, or null. */
export function readEnd(field: string, end: Date | null | undefined, now: Date): Date | null {
  if (end == null) return null;
  if (end <= now) throw badInput(field, 'date.past');
  if (end.getTime() > now.getTime() + LONGEST_YEARS * 366 * DAY_MS)
    throw badInput(field, 'date.tooFar', { years: LONGEST_YEARS });
  return end;
}

/** What has to change so that somebody who holds `held` holds exactly `wanted`. */
export const changesTo = (
  held: readonly PlatformRole[],
  wanted: readonly PlatformRole[],
): { given: PlatformRole[]; taken: PlatformRole[] } => ({
  given: [...new Set(wanted)].filter((role) => !held.includes(role)),
  taken: held.filter((role) => !wanted.includes(role)),
});
