import { ProviderError } from './payment-provider.js';

// Reads values out of what providers send. Each function throws a ProviderError for a value of another form, because an
// answer that cannot be read says nothing.

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ProviderError('UNKNOWN', 'NO_JSON');
  }
}

/** Reads a text of 1 to 2,000 characters. */
export function readText(body: unknown, name: string): string {
  const value = isObject(body) ? body[name] : undefined;
  if (typeof value !== 'string' || value === '' || value.length > 2_000)
    throw new ProviderError('UNKNOWN', `NO_${name.toUpperCase()}`);
  return value;
}

export function readAddress(body: unknown, name: string): URL {
  const text = readText(body, name);
  if (!URL.canParse(text)) throw new ProviderError('UNKNOWN', `NO_${name.toUpperCase()}`);
  return new URL(text);
}

export function readWholeFen(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value <= 0)
    throw new ProviderError('UNKNOWN', 'AMOUNT');
  return value;
}

/** Reads yuan as text, such as `88.88`. No sum passes through a fraction. */
export function readYuan(value: unknown): number {
  const [, yuan, fen] = typeof value === 'string' ? (/^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(value) ?? []) : [];
  if (yuan === undefined) throw new ProviderError('UNKNOWN', 'AMOUNT');
  return readWholeFen(Number(yuan) * 100 + Number((fen ?? '').padEnd(2, '0')));
}

/** Writes whole fen as yuan with two decimals, without a fraction in between. */
export const yuanOf = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

export function readMoment(text: string): Date {
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) throw new ProviderError('UNKNOWN', 'TIME');
  return moment;
}

/** Reads a moment that is written in the time of Shanghai: `2026-06-10 10:00:00`. */
export function readShanghaiTime(value: unknown): Date {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?$/.test(value))
    throw new ProviderError('UNKNOWN', 'TIME');
  return readMoment(`${value.replace(' ', 'T')}+08:00`);
}

/** Writes a moment in the time of Shanghai: `2026-06-10 10:00:00`. */
export const shanghaiTime = (moment: Date): string =>
  new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
