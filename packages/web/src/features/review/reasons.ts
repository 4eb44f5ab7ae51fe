import type { ReviewDecision } from '@hongchuang/schema';

/** In the order in which they are shown; their words are in locales/…/review.ts `reason.<decision>.<key>`. */
export const REASONS = {
  APPROVE: ['unit', 'need', 'budget', 'indicators', 'privacy'],
  REQUEST_CHANGES: ['need', 'budget', 'schedule', 'indicators', 'privacy', 'wording'],
  REJECT: ['scope', 'duplicate', 'unfeasible', 'unlawful', 'unqualified'],
} as const satisfies Record<ReviewDecision, readonly string[]>;

/** The most that the API takes; the list of ticked reasons needs its share of it. */
export const OWN_WORDS_MAX = 500;

/** The reason as it is recorded: the ticked ones, each on its line, then the reviewer's own words. */
export function composeReason(ticked: readonly string[], own: string): string {
  const lines = ticked.length > 1 ? ticked.map((reason, index) => `${index + 1}. ${reason}`) : [...ticked];
  return [...lines, ...(own.trim() ? [own.trim()] : [])].join('\n');
}
