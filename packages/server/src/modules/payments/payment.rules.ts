import { ErrorCode, type DomainError } from '../../errors.js';
import { PaymentScene, StrayReason } from './online-payment.enums.js';

/** How long a person can pay one attempt. Another one can be started afterwards. */
const OPEN_MS = 30 * 60_000;
/** An attempt that ends sooner than this is not begun, because nobody could pay it. */
const SHORTEST_MS = 60_000;

const FIRST_QUERY_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;

/** Until when an attempt that begins at `now` can be paid: never longer than its pledge. Null when too little is left. */
export function endOfAttempt(now: Date, pledgeEndsAt: Date): Date | null {
  const end = Math.min(now.getTime() + OPEN_MS, pledgeEndsAt.getTime());
  // Providers count in whole seconds.
  return end - now.getTime() < SHORTEST_MS ? null : new Date(Math.floor(end / 1_000) * 1_000);
}

/** When to ask after `queries` questions: the wait doubles from five seconds to an hour. */
export const nextQuery = (now: Date, queries: number): Date =>
  new Date(now.getTime() + Math.min(FIRST_QUERY_MS * 2 ** Math.min(queries, 20), LONGEST_WAIT_MS));

/** The number of a payment at its provider: the id without dashes, because WeChat Pay takes 32 characters. */
export const tradeNoOf = (id: string): string => id.replaceAll('-', '');

/** The same for two attempts of which only one may be open. */
export const openKeyOf = (pledgeId: string, method: string, scene: PaymentScene): string =>
  `${pledgeId}:${method}:${scene}`;

/** Why money that the rules of gifts refuse became no gift. */
export function strayReasonOf(refusal: DomainError): StrayReason {
  if (refusal.code === ErrorCode.LIMIT_EXCEEDED) return StrayReason.NO_PLACE;
  if (refusal.key === 'pledge.wrongStatus')
    return ['PAID', 'REFUNDED'].includes(String(refusal.params.status))
      ? StrayReason.PAID_ALREADY
      : StrayReason.PLEDGE_ENDED;
  return StrayReason.PROJECT_ENDED;
}
