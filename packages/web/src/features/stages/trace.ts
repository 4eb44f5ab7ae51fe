import type { GiftTraceFragment } from '@hongchuang/schema';

export interface Trace {
  /** The gift and what match funds added to it. */
  total: number;
  used: number;
  /** Still in the project's fund. */
  waiting: number;
  parts: { stageId: string; title: string; amount: number }[];
}

/** What became of a gift, to the fen: what stages used, and what waits. Nothing to tell of a gift that was not paid. */
export function traceOf({ amount, matchedAmount, status, uses }: Pick<GiftTraceFragment, 'amount' | 'matchedAmount' | 'status' | 'uses'>): Trace | undefined {
  if (status !== 'PAID') return undefined;
  const total = amount + matchedAmount;
  const used = uses.reduce((sum, use) => sum + use.amount, 0);
  return { total, used, waiting: total - used, parts: uses.map((use) => ({ stageId: use.milestone.id, title: use.milestone.title, amount: use.amount })) };
}
