import type { ObligationPartsFragment } from '@hongchuang/schema';
import type { TimelineState } from '../../ui/timeline';

/** A moment of a day in Beijing, for what shows dates. */
export const noonOf = (day: string): string => `${day}T12:00:00+08:00`;

export const POINT: Record<ObligationPartsFragment['status'], TimelineState> = { UPCOMING: 'planned', DUE: 'waiting', LATE: 'live', DONE: 'done' };

export const keyOf = ({ kind, number }: Pick<ObligationPartsFragment, 'kind' | 'number'>): string => `${kind}-${number}`;

export const REPORT_LIMITS = { text: { min: 20, max: 10_000 }, correction: 2_000, evidence: 20 } as const;

/** The addresses in a text that has one on each line. */
export const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');

/** A page elsewhere or a file of this server: what a browser may open without harm. */
export const isAddress = (url: string): boolean => /^https?:\/\/[^\s/]+/i.test(url) || (/^\/files\/[\w./-]+$/.test(url) && !url.includes('..'));
