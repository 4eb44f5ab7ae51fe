import { describe, expect, it } from 'vitest';
import { isUseToStore, lifeOf, sessionEndOf } from './session.rules.js';

const LIMITS = { staffSessionMinutes: 720, staffIdleMinutes: 60, sessionIdleMinutes: 20_160 };
const MINUTE_MS = 60_000;
const at = (minutes: number) => new Date(minutes * MINUTE_MS);
const session = { createdAt: at(0), lastSeenAt: at(0), expiresAt: at(30 * 1440) };

describe('the end of a session', () => {
  it.each([
    ['staff', 59, 0, null],
    ['staff', 60, 0, 'IDLE'],
    ['staff', 719, 700, null],
    ['staff', 720, 719, 'OVER'],
    ['staff, where both apply,', 900, 100, 'OVER'],
    ['everybody else', 20_159, 0, null],
    ['everybody else', 20_160, 0, 'IDLE'],
    ['everybody else', 43_199, 43_000, null],
    ['everybody else', 43_200, 43_199, 'OVER'],
  ])('of %s, %i minutes after the sign-in and last used at minute %i, is %s', (who, now, lastSeen, end) => {
    expect(sessionEndOf({ ...session, lastSeenAt: at(lastSeen) }, who.startsWith('staff'), LIMITS, at(now))).toBe(end);
  });

  it('is never later than the end that was stored with it', () => {
    expect(sessionEndOf({ ...session, expiresAt: at(10) }, false, LIMITS, at(10))).toBe('OVER');
  });
});

it('a use is stored every five minutes, and more often where the idle time is short', () => {
  const isStored = (idleMinutes: number, now: number) => isUseToStore(at(0), idleMinutes * MINUTE_MS, at(now));
  expect([isStored(60, 5), isStored(60, 5.01), isStored(20_160, 5.01)]).toEqual([false, true, true]);
  expect([isStored(6, 0.5), isStored(6, 0.51)]).toEqual([false, true]);
  expect(lifeOf(true, LIMITS)).toEqual({ idleMs: 60 * MINUTE_MS, longestMs: 720 * MINUTE_MS });
});
