import { addDays, beginningOf, DAY_MS, shanghaiDay } from '../../lib/days.js';
import { LANGUAGES, type Language } from '../../messages/index.js';
import { NoticeLanguage, NoticeWay } from './notice.enums.js';

const HOUR_MS = DAY_MS / 24;
/** Digests are sent at half past nine, so that the list of what waits, which is made at nine, is in the same day's. */
const DIGEST_AT_MS = 9.5 * HOUR_MS;

/** The hours in Shanghai, each 0 to 23, between which nothing is mailed. They may span midnight. */
export interface QuietHours {
  readonly quietFrom: number | null;
  readonly quietUntil: number | null;
}

/** When a notification is mailed, and in which digest; null for no mail, and for a mail of its own. */
export interface MailPlan {
  readonly mailDueAt: Date | null;
  readonly digest: NoticeWay.DAILY | NoticeWay.WEEKLY | null;
}

/** Returns the first moment after `now` at which digests of this way are sent. */
export function nextDigest(way: NoticeWay.DAILY | NoticeWay.WEEKLY, now: Date): Date {
  for (let day = shanghaiDay(now); ; day = addDays(day, 1)) {
    const at = new Date(beginningOf(day).getTime() + DIGEST_AT_MS);
    const isMonday = new Date(`${day}T12:00:00Z`).getUTCDay() === 1;
    if (at > now && (way === NoticeWay.DAILY || isMonday)) return at;
  }
}

export function planMail(way: NoticeWay, now: Date): MailPlan {
  if (way === NoticeWay.INBOX) return { mailDueAt: null, digest: null };
  if (way === NoticeWay.AT_ONCE) return { mailDueAt: now, digest: null };
  return { mailDueAt: nextDigest(way, now), digest: way };
}

/** Returns the end of the quiet hours in which `now` lies, or null outside them. */
export function endOfQuiet({ quietFrom, quietUntil }: QuietHours, now: Date): Date | null {
  if (quietFrom === null || quietUntil === null) return null;
  const midnight = beginningOf(shanghaiDay(now)).getTime();
  const hour = (now.getTime() - midnight) / HOUR_MS;
  const isQuiet =
    quietFrom < quietUntil ? hour >= quietFrom && hour < quietUntil : hour >= quietFrom || hour < quietUntil;
  if (!isQuiet) return null;
  const end = midnight + quietUntil * HOUR_MS;
  return new Date(end > now.getTime() ? end : end + DAY_MS);
}

const LANGUAGE_OF = { [NoticeLanguage.ZH_CN]: 'zh-CN', [NoticeLanguage.EN]: 'en' } as const;

/** Returns the languages of a letter: the reader's own one, or all of ours when it is not known. */
export const languagesOf = (language: NoticeLanguage | null): readonly Language[] =>
  language === null ? LANGUAGES : [LANGUAGE_OF[language]];
