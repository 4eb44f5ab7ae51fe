/** live: active now; done: verified, paid; waiting: somebody must act; quiet: over or not begun. */
export type Tone = 'live' | 'done' | 'waiting' | 'quiet' | 'plain';

/**
 * The tone of each state of the domain; the words are in locales/…/terms.ts. The file is not in a feature, because
 * every feature shows these states and features do not import each other.
 */
const TONES: Record<string, Tone> = {
  // projects
  DRAFT: 'quiet',
  SUBMITTED: 'waiting',
  CHANGES_REQUESTED: 'waiting',
  REJECTED: 'quiet',
  PUBLIC_NOTICE: 'waiting',
  FUNDRAISING: 'live',
  FUNDED: 'done',
  EXECUTING: 'done',
  COMPLETED: 'done',
  CANCELLED: 'quiet',
  // milestones, measurements, pledges, organisations, invitations
  PLANNED: 'quiet',
  RETURNED: 'waiting',
  VERIFIED: 'done',
  RELEASED: 'done',
  REPORTED: 'waiting',
  PENDING: 'waiting',
  PAID: 'done',
  EXPIRED: 'quiet',
  REFUNDED: 'quiet',
  WAITING: 'waiting',
  REFUSED: 'quiet',
  OPEN: 'waiting',
  ACCEPTED: 'done',
  REVOKED: 'quiet',
  // movements of money; a payment to a stage is neither good nor bad news
  GIFT: 'done',
  REFUND: 'quiet',
  CORRECTION: 'quiet',
  MATCH: 'done',
  MATCH_RETURN: 'quiet',
};

export function toneOf(status: string): Tone {
  return TONES[status] ?? 'plain';
}
