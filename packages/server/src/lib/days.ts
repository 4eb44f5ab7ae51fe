/** Days are counted in Asia/Shanghai, which has had no daylight saving time since 1991: UTC+8 all year. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

export const DAY_MS = 86_400_000;

/** Returns the calendar day of `time` in Shanghai as "YYYY-MM-DD". Days can be compared as text. */
export const shanghaiDay = (time: Date): string =>
  new Date(time.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);

/** Returns the day and the minute of `time` in Shanghai as "YYYY-MM-DD hh:mm". */
export const shanghaiMinute = (time: Date): string =>
  new Date(time.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');

/** Returns the hour of `time` in Shanghai as "YYYY-MM-DD hh". */
export const shanghaiHour = (time: Date): string => shanghaiMinute(time).slice(0, 13);

/** Returns the calendar year of `time` in Shanghai. */
export const shanghaiYear = (time: Date): number => Number(shanghaiDay(time).slice(0, 4));

/**
 * Returns the last day before `end` in Shanghai: an end at midnight, 2026-01-03T16:00:00Z, gives 3 January and not the
 * 4th. Use this function for every deadline that is shown or compared as a day.
 */
export const lastDayOf = (end: Date): string => shanghaiDay(new Date(end.getTime() - 1));

/** Returns the moment at which `day` begins in Shanghai. */
export const beginningOf = (day: string): Date => new Date(`${day}T00:00:00+08:00`);

const atNoon = (day: string): number => Date.parse(`${day}T12:00:00Z`);

/** Whether `text` is a day of the calendar. 2026-02-30 is not. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(atNoon(text)) &&
  new Date(atNoon(text)).toISOString().slice(0, 10) === text;

/** Returns the day that is `count` days after `day`. */
export const addDays = (day: string, count: number): string =>
  new Date(atNoon(day) + count * DAY_MS).toISOString().slice(0, 10);

/** Returns how many days `to` is after `from`. */
export const daysBetween = (from: string, to: string): number => (atNoon(to) - atNoon(from)) / DAY_MS;

/**
 * Returns the day `count` months after `day`: the same day of that month, or the month's last day if the month is
 * shorter (31 January + 1 month is 28 or 29 February). Count several steps from the same `day`; otherwise the 31st
 * becomes the 28th for good.
 */
export function addMonths(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + count + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, lastOfMonth))).toISOString().slice(0, 10);
}
