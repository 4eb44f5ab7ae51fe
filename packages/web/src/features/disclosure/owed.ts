import type { ObligationPartsFragment } from '@hongchuang/schema';
import type { TimelineState } from '../../ui/timeline';

/** A moment in the given Beijing day, for functions that format dates. */
export const noonOf = (day: string): string => `${day}T12:00:00+08:00`;

export const POINT: Record<ObligationPartsFragment['status'], TimelineState> = {
  UPCOMING: 'planned',
  DUE: 'waiting',
  LATE: 'live',
  DONE: 'done',
};

export const keyOf = ({ kind, number }: Pick<ObligationPartsFragment, 'kind' | 'number'>): string =>
  `${kind}-${number}`;

export const REPORT_LIMITS = { text: { min: 20, max: 10_000 }, correction: 2_000, evidence: 20 } as const;

/** Returns the addresses in a text with one address on each line. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Whether an address is a web page or a file of this server, which a browser may open safely. */
export const isAddress = (url: string): boolean =>
  /^https?:\/\/[^\s/]+/i.test(url) || (/^\/files\/[\w./-]+$/.test(url) && !url.includes('..'));
