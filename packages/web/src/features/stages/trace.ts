import type { GiftTraceFragment } from '@hongchuang/schema';

export interface Trace {
  /** The gift and what match funds added to it, without what was given back. */
  total: number;
  used: number;
  /** Still in the project's fund. */
  waiting: number;
  parts: { stageId: string; title: string; amount: number }[];
}

export type TracedGift = Pick<GiftTraceFragment, 'amount' | 'matchedAmount' | 'refundedAmount' | 'status' | 'uses'>;

/** What became of a gift, to the fen: what stages used, and what waits. Nothing to tell of a gift that was not paid, or given back. */
export function traceOf({ amount, matchedAmount, refundedAmount, status, uses }: TracedGift): Trace | undefined {
  if (status !== 'PAID') return undefined;
  const total = amount + matchedAmount - refundedAmount;
  const used = uses.reduce((sum, use) => sum + use.amount, 0);
  return { total, used, waiting: total - used, parts: uses.map((use) => ({ stageId: use.milestone.id, title: use.milestone.title, amount: use.amount })) };
}
