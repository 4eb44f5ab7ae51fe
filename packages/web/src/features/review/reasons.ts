import type { ReviewDecision } from '@hongchuang/schema';

/** In the order of display; the words are in locales/…/review.ts `reason.<decision>.<key>`. */
export const REASONS = {
  APPROVE: ['unit', 'need', 'budget', 'indicators', 'privacy'],
  REQUEST_CHANGES: ['need', 'budget', 'schedule', 'indicators', 'privacy', 'wording'],
  REJECT: ['scope', 'duplicate', 'unfeasible', 'unlawful', 'unqualified'],
} as const satisfies Record<ReviewDecision, readonly string[]>;

/** The longest own words. The API's limit is for the whole reason, and the ticked reasons need their part of it. */
export const OWN_WORDS_MAX = 500;

/** Returns the reason as it is recorded: the ticked ones, each on its line, then the reviewer's own words. */
export function composeReason(ticked: readonly string[], own: string): string {
  const lines = ticked.length > 1 ? ticked.map((reason, index) => `${index + 1}. ${reason}`) : [...ticked];
  return [...lines, ...(own.trim() ? [own.trim()] : [])].join('\n');
}
