import { SessionEnd } from '../../context.js';
import type { Env } from '../../env.js';

const MINUTE_MS = 60_000;

/** How long a session lasts at most. Sessions of holders of platform roles end earlier, by their settings. */
export const SESSION_LIFETIME_MS = 30 * 86_400_000;
/** How often the last use of a session is stored at most, so that reading a page is not a write. */
const LAST_SEEN_STEP_MS = 5 * MINUTE_MS;
/** How long a token stays valid after it was renewed, because requests with it may be on their way. */
export const OLD_TOKEN_MS = MINUTE_MS;
/** How long an ended session is kept, so that its person can be told why it has ended. */
export const KEPT_AFTER_END_MS = 86_400_000;

/** The limits of sessions, which are settings. */
export type SessionLimits = Pick<Env, 'staffSessionMinutes' | 'staffIdleMinutes' | 'sessionIdleMinutes'>;

/** The moments of a session by which it ends. */
export interface SessionTimes {
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

/** Returns how long a session may be unused, and how long it lasts from its sign-in at most. */
export const lifeOf = (
  isStaff: boolean,
  limits: SessionLimits,
): { readonly idleMs: number; readonly longestMs: number } => ({
  idleMs: (isStaff ? limits.staffIdleMinutes : limits.sessionIdleMinutes) * MINUTE_MS,
  longestMs: isStaff ? limits.staffSessionMinutes * MINUTE_MS : SESSION_LIFETIME_MS,
});

/** Returns why a session has ended, or null while it is valid. `isStaff` says whether its person holds a platform role. */
export function sessionEndOf(
  { createdAt, lastSeenAt, expiresAt }: SessionTimes,
  isStaff: boolean,
  limits: SessionLimits,
  now: Date,
): SessionEnd | null {
  const { idleMs, longestMs } = lifeOf(isStaff, limits);
  const isPast = (from: Date, ms: number) => now.getTime() >= from.getTime() + ms;
  if (isPast(expiresAt, 0) || isPast(createdAt, longestMs)) return SessionEnd.OVER;
  return isPast(lastSeenAt, idleMs) ? SessionEnd.IDLE : null;
}

/** Whether the use of a session at `now` is to be stored. The shorter the idle time, the finer the steps. */
export const isUseToStore = (lastSeenAt: Date, idleMs: number, now: Date): boolean =>
  now.getTime() - lastSeenAt.getTime() > Math.min(LAST_SEEN_STEP_MS, idleMs / 12);
