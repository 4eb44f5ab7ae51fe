import type { Language } from './money';

/** Every date on every page is Beijing time, whatever the visitor's clock says. China has no daylight saving. */
const ZONE = 'Asia/Shanghai';
const OFFSET = '+08:00';
const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();
function format(language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}:${name}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', { ...options, timeZone: ZONE });
    formats.set(key, found);
  }
  return found;
}

/** 2017年6月8日 / 8 June 2017 */
export function formatDate(iso: string, language: Language): string {
  return format(language, 'date', { year: 'numeric', month: 'long', day: 'numeric' }).format(new Date(iso));
}

/** The same for a Beijing day, YYYY-MM-DD. */
export const formatDay = (day: string, language: Language): string => formatDate(`${day}T00:00:00${OFFSET}`, language);

/** 6月8日 / 8 Jun; with the year when it differs from the year of `now`. This fits the columns of tables. */
export function formatShortDate(iso: string, language: Language, now: Date = new Date()): string {
  if (shanghaiDay(iso).slice(0, 4) !== shanghaiDay(now.toISOString()).slice(0, 4)) return formatDate(iso, language);
  return format(language, 'short', { month: 'short', day: 'numeric' }).format(new Date(iso));
}

/** 2017年6月8日 14:05 / 8 June 2017, 14:05 */
export function formatDateTime(iso: string, language: Language): string {
  const clock = formatTime(iso, language);
  return language === 'en' ? `${formatDate(iso, language)}, ${clock}` : `${formatDate(iso, language)} ${clock}`;
}

/** 2017年6月8日 14:05:09 / 8 June 2017, 14:05:09: for places where the exact moment matters. */
export function formatMoment(iso: string, language: Language): string {
  const clock = format(language, 'seconds', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(iso));
  return language === 'en' ? `${formatDate(iso, language)}, ${clock}` : `${formatDate(iso, language)} ${clock}`;
}

/**
 * The time when money reached the bank: to the minute, or only the day where the bank gave no time. For such a day the
 * server stores the first instant.
 */
export function formatArrival(iso: string, language: Language): string {
  return isWholeDay(iso) ? formatDate(iso, language) : formatDateTime(iso, language);
}

/** Whether a moment stands for a whole Beijing day without a known time. */
export const isWholeDay = (iso: string): boolean =>
  startOfShanghaiDay(shanghaiDay(iso)) === new Date(iso).toISOString();

/** 14:05 */
export function formatTime(iso: string, language: Language): string {
  return format(language, 'clock', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(iso));
}

/** The Beijing calendar day, YYYY-MM-DD, as a date input holds it. */
export function shanghaiDay(iso: string): string {
  return new Date(new Date(iso).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** The Beijing minute, YYYY-MM-DDTHH:MM, as an input of day and time holds it. */
export const shanghaiMinute = (iso: string): string =>
  new Date(new Date(iso).getTime() + 8 * 3_600_000).toISOString().slice(0, 16);

/** The instant at which a Beijing minute, YYYY-MM-DDTHH:MM, begins, as ISO UTC. */
export const fromShanghaiMinute = (minute: string): string => new Date(`${minute}:00${OFFSET}`).toISOString();

/** The first instant of a Beijing day as ISO UTC; undefined when `day` is no real date. */
export function startOfShanghaiDay(day: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const date = new Date(`${day}T00:00:00${OFFSET}`);
  if (Number.isNaN(date.getTime()) || shanghaiDay(date.toISOString()) !== day) return undefined;
  return date.toISOString();
}

/** The last second of a Beijing day: a deadline "on 31 August" includes that whole day. */
export function endOfShanghaiDay(day: string): string | undefined {
  const start = startOfShanghaiDay(day);
  return start && new Date(new Date(start).getTime() + DAY_MS - 1000).toISOString();
}

/** Returns the calendar days from today to the day of `iso` in Beijing: 0 today, 1 tomorrow, negative when past. */
export function daysUntil(iso: string, now: Date = new Date()): number {
  const dayNumber = (text: string) => Date.parse(`${text}T00:00:00Z`) / DAY_MS;
  return dayNumber(shanghaiDay(iso)) - dayNumber(shanghaiDay(now.toISOString()));
}

/**
 * A deadline at midnight ends the day before: 2026-01-03T16:00:00Z is the end of 3 January in Beijing, and so is the
 * last second or millisecond of that day. All code that shows or counts the end of something uses these five functions.
 */
const lastMomentOf = (end: string): string => new Date(new Date(end).getTime() - 1).toISOString();

/** The last Beijing day before `end`, YYYY-MM-DD, as a date input holds it. */
export const lastDayOf = (end: string): string => shanghaiDay(lastMomentOf(end));

/** 2026年1月3日 / 3 January 2026: the last day before `end`. */
export const formatEndDate = (end: string, language: Language): string => formatDate(lastMomentOf(end), language);

/** The same in the short form of `formatShortDate`. */
export const formatEndShortDate = (end: string, language: Language, now: Date = new Date()): string =>
  formatShortDate(lastMomentOf(end), language, now);

/** 2026年1月3日 24:00 / 3 January 2026, 24:00: the moment of the end. Midnight is shown as the end of its day. */
export function formatEndDateTime(end: string, language: Language): string {
  if (shanghaiDay(end) === lastDayOf(end)) return formatDateTime(end, language);
  return language === 'en' ? `${formatEndDate(end, language)}, 24:00` : `${formatEndDate(end, language)} 24:00`;
}

/** Calendar days from today to the last day before `end`: 0 on that day, negative when it is past. */
export const daysUntilEnd = (end: string, now: Date = new Date()): number => daysUntil(lastMomentOf(end), now);

/** How long ago, in the largest unit that fits. A moment more than 30 days ago is shown as its date. */
export function formatAgo(iso: string, language: Language, now: Date = new Date()): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - new Date(iso).getTime()) / 1000));
  if (seconds >= 30 * 86_400) return formatShortDate(iso, language, now);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (seconds < 60) return relative.format(0, 'second');
  if (seconds < 3600) return relative.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3600), 'hour');
  return relative.format(-Math.floor(seconds / 86_400), 'day');
}
