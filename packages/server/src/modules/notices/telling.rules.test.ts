import { describe, expect, it } from 'vitest';
import { NoticeWay } from './notice.enums.js';
import { endOfQuiet, nextDigest, planMail } from './telling.rules.js';

/** A moment in Shanghai. 8 June 2026 is a Monday. */
const at = (text: string) => new Date(`2026-06-${text}:00+08:00`);

describe('a digest', () => {
  it.each([
    [NoticeWay.DAILY, '08T00:00', '08T09:30'],
    [NoticeWay.DAILY, '08T09:29', '08T09:30'],
    [NoticeWay.DAILY, '08T09:30', '09T09:30'],
    [NoticeWay.DAILY, '08T23:59', '09T09:30'],
    [NoticeWay.WEEKLY, '08T09:29', '08T09:30'],
    [NoticeWay.WEEKLY, '08T09:30', '15T09:30'],
    [NoticeWay.WEEKLY, '14T23:59', '15T09:30'],
    [NoticeWay.WEEKLY, '15T00:10', '15T09:30'],
  ] as const)('%s after %s is sent at %s', (way, now, due) => {
    expect(nextDigest(way, at(now))).toEqual(at(due));
  });
});

it('a mail is planned by the way', () => {
  const now = at('10T10:00');
  expect(planMail(NoticeWay.AT_ONCE, now)).toEqual({ mailDueAt: now, digest: null });
  expect(planMail(NoticeWay.INBOX, now)).toEqual({ mailDueAt: null, digest: null });
  expect(planMail(NoticeWay.DAILY, now)).toEqual({ mailDueAt: at('11T09:30'), digest: 'DAILY' });
  expect(planMail(NoticeWay.WEEKLY, now)).toEqual({ mailDueAt: at('15T09:30'), digest: 'WEEKLY' });
});

describe('quiet hours', () => {
  it.each([
    [22, 7, '10T21:59', null],
    [22, 7, '10T22:00', '11T07:00'],
    [22, 7, '11T00:00', '11T07:00'],
    [22, 7, '11T06:59', '11T07:00'],
    [22, 7, '11T07:00', null],
    [12, 14, '10T11:59', null],
    [12, 14, '10T12:00', '10T14:00'],
    [12, 14, '10T14:00', null],
    [23, 0, '10T23:30', '11T00:00'],
    [23, 0, '11T00:00', null],
    [null, null, '10T03:00', null],
  ] as const)('from %s until %s: at %s quiet until %s', (quietFrom, quietUntil, now, end) => {
    expect(endOfQuiet({ quietFrom, quietUntil }, at(now))).toEqual(end === null ? null : at(end));
  });
});
