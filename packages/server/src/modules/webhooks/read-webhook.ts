import { badInput } from '../../errors.js';
import { readList, readText } from '../../input.js';
import { DAY_MS } from '../../lib/days.js';
import { isLocalUrl } from '../../public-address.js';
import { WebhookTopic } from './webhook.enums.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The waits between an attempt that failed and the next one, about three days in all. */
export const WAITS_MS: readonly number[] = [
  5_000,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/** A webhook is switched off when every attempt has failed for so long. */
export const FAILING_MS = 5 * DAY_MS;
/** How long the secret before signs as well. */
export const OLD_SECRET_MS = DAY_MS;
/** How long messages and the log are kept. */
export const KEPT_MS = 30 * DAY_MS;
export const MOST_WEBHOOKS = 10;
const URL_LENGTH = { max: 500 };
/** With this status a receiver says that it wants nothing more. */
export const GONE = 410;

export const isTaken = (status: number): boolean => status >= 200 && status < 300;

/** Returns the address in its normal form. Throws BAD_USER_INPUT for one that is not https or not public. */
export function readUrl(field: string, raw: string, anyAddress: boolean): string {
  const text = readText(field, raw, URL_LENGTH);
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && !(anyAddress && url.protocol === 'http:')))
    throw badInput(field, 'webhook.url.https');
  if (url.username !== '' || url.password !== '') throw badInput(field, 'webhook.url.password');
  if (!anyAddress && isLocalUrl(url)) throw badInput(field, 'webhook.url.public');
  url.hash = '';
  if (url.href.length > URL_LENGTH.max) throw badInput(field, 'text.tooLong', { min: 1, max: URL_LENGTH.max });
  return url.href;
}

export function readTopics(field: string, raw: readonly WebhookTopic[]): string {
  const topics = readList(field, raw, { min: 1, max: Object.keys(WebhookTopic).length });
  return [...new Set(topics)].join(',');
}
