import { daysUntilEnd } from '../../lib/dates';
import { parseYuan } from '../../lib/money';

export type Comparison = { state: 'empty' } | { state: 'invalid' } | { state: 'equal' } | { state: 'more' | 'less'; difference: number };

/** What was typed from the bank's list against what was pledged, to the fen. */
export function compareAmount(typed: string, pledgedFen: number): Comparison {
  if (typed.trim() === '') return { state: 'empty' };
  const received = parseYuan(typed);
  if (received === undefined) return { state: 'invalid' };
  if (received === pledgedFen) return { state: 'equal' };
  return received > pledgedFen ? { state: 'more', difference: received - pledgedFen } : { state: 'less', difference: pledgedFen - received };
}

const SOON_DAYS = 3;

export interface Expiry {
  state: 'past' | 'today' | 'soon' | 'later';
  days: number;
}

/** How long a transfer is still waited for. It lapses at its very instant, not at the end of that day. */
export function expiryOf(expiresAt: string, now: Date = new Date()): Expiry {
  const days = daysUntilEnd(expiresAt, now);
  if (new Date(expiresAt) <= now) return { state: 'past', days };
  if (days === 0) return { state: 'today', days };
  return { state: days <= SOON_DAYS ? 'soon' : 'later', days };
}

export const sumOf = (pledges: readonly { amount: number }[]): number => pledges.reduce((sum, { amount }) => sum + amount, 0);

/** An amount as the bank's list writes it (¥1,234.50) becomes the plain number that the search knows; all else stays. */
export function searchTerm(typed: string): string {
  const plain = typed.normalize('NFKC').trim().slice(0, 100);
  return /^[¥￥]?\s*\d[\d,]*(\.\d{1,2})?\s*元?$/.test(plain) ? plain.replace(/[^\d.]/g, '') : plain;
}
