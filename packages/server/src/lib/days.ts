/** Days are counted in Asia/Shanghai, which has had no daylight saving time since 1991: UTC+8 all year. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

export const DAY_MS = 86_400_000;

/** The calendar day of `time` in Shanghai, as "YYYY-MM-DD". */
export const shanghaiDay = (time: Date): string => new Date(time.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);

/** The calendar year of `time` in Shanghai. */
export const shanghaiYear = (time: Date): number => Number(shanghaiDay(time).slice(0, 4));
