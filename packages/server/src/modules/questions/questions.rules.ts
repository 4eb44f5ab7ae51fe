import { DAY_MS } from '../../lib/days.js';

export const LIMITS = {
  text: { max: 500, multiline: true },
  answer: { max: 2_000, multiline: true },
  reason: { max: 500, multiline: true },
  corrections: { min: 0, max: 10_000 },
  /** How many questions of one person may wait for an answer in one project. */
  waiting: 3,
} as const;

/** The time within which units promise to answer. */
export const ANSWER_DAYS = 7;

export const dueAt = (askedAt: Date): Date => new Date(askedAt.getTime() + ANSWER_DAYS * DAY_MS);

/** What of a question a reader sees. */
export interface Reader {
  readonly asker: boolean;
  readonly editor: boolean;
  readonly staff: boolean;
}

/**
 * Whether a reader reads the words of a question and its answer. Everybody reads what is not hidden. What is hidden is
 * read by who asked, who answers and who moderates.
 */
export const readsWords = ({ hiddenAt }: { hiddenAt: Date | null }, { asker, editor, staff }: Reader): boolean =>
  hiddenAt === null || asker || editor || staff;
