import type { GiftTraceFragment } from '@hongchuang/schema';

export interface Trace {
  /** The gift and the match funds added to it, without refunds, in fen. */
  total: number;
  used: number;
  /** The part that is still in the project's fund, in fen. */
  waiting: number;
  parts: { stageId: string; title: string; amount: number }[];
}

export type TracedGift = Pick<GiftTraceFragment, 'amount' | 'matchedAmount' | 'refundedAmount' | 'status' | 'uses'>;

/**
 * Returns the uses of a gift, to the fen: what stages used, and what waits. Returns undefined for a gift that was not
 * paid or was given back.
 */
export function traceOf({ amount, matchedAmount, refundedAmount, status, uses }: TracedGift): Trace | undefined {
  if (status !== 'PAID') return undefined;
  const total = amount + matchedAmount - refundedAmount;
  const used = uses.reduce((sum, use) => sum + use.amount, 0);
  return {
    total,
    used,
    waiting: total - used,
    parts: uses.map((use) => ({ stageId: use.milestone.id, title: use.milestone.title, amount: use.amount })),
  };
}
