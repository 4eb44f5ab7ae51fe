import { daysUntil } from '../../lib/dates';

const DAY_MS = 86_400_000;
/** Five days without an answer is long for somebody who waits. */
const LONG_WAIT_DAYS = 5;
/** A fund drive of less than a week hardly reaches anybody. */
const TIGHT_DAYS = 7;

export interface ReviewTiming {
  waitedDays: number;
  waitsLong: boolean;
  /** The last instant at which an approval still leaves time for the public notice before funding ends. */
  decideBy?: string;
  daysLeft?: number;
  tight: boolean;
}

/** How long a submission has waited, and until when a decision leaves the project a chance. */
export function reviewTiming(
  project: { submittedAt?: string | null; fundingEndsAt?: string | null },
  noticeDays: number,
  now: Date = new Date(),
): ReviewTiming {
  const waitedDays = project.submittedAt ? Math.max(0, -daysUntil(project.submittedAt, now)) : 0;
  if (!project.fundingEndsAt) return { waitedDays, waitsLong: waitedDays >= LONG_WAIT_DAYS, tight: false };
  const decideBy = new Date(new Date(project.fundingEndsAt).getTime() - noticeDays * DAY_MS).toISOString();
  const daysLeft = daysUntil(decideBy, now);
  return { waitedDays, waitsLong: waitedDays >= LONG_WAIT_DAYS, decideBy, daysLeft, tight: daysLeft <= TIGHT_DAYS };
}

