import type { StageToReleaseFragment } from '@hongchuang/schema';

interface StageMoney {
  goal: number;
  raised: number;
  /** What other stages were paid, prepared payments included. */
  released: number;
  /** The budgets of this stage and all before it. */
  budgetUpTo: number;
}

/**
 * What a stage is paid: its budget where the project reached its goal, else its share of what came. The same rule as the
 * server's, which has the last word: shares are differences of rounded-down running totals, so together they are all of it.
 */
export function releasableFen({ goal, raised, released, budgetUpTo }: StageMoney): number {
  if (goal <= 0) return 0;
  const usable = BigInt(Math.min(raised, goal));
  return Number((usable * BigInt(budgetUpTo)) / BigInt(goal) - BigInt(released));
}

export interface ReleasePlan {
  /** Its place among the project's stages, from 1. */
  number: number;
  amount: number;
  before: number;
  after: number;
  /** Below its budget, since the project closed below its goal. */
  reduced: boolean;
  /** Prepared, and waiting for somebody else's signature. */
  prepared: boolean;
  /** Why it cannot be paid now. */
  blocked?: { by: 'order'; title: string } | { by: 'nothing' } | { by: 'fund' };
}

export function planRelease(stage: Pick<StageToReleaseFragment, 'id' | 'amount' | 'release'> & { project: Pick<StageToReleaseFragment['project'], 'goal' | 'progress' | 'fund' | 'milestones'> }): ReleasePlan {
  const { goal, progress, fund, milestones } = stage.project;
  const at = milestones.findIndex(({ id }) => id === stage.id);
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const released = sum(milestones.map(({ id, release }) => (id === stage.id ? 0 : (release?.amount ?? 0))));
  const budgetUpTo = sum(milestones.slice(0, at + 1).map(({ amount }) => amount));
  const amount = stage.release?.amount ?? releasableFen({ goal, raised: progress.raised, released, budgetUpTo });
  const earlier = milestones.slice(0, Math.max(0, at)).find(({ status }) => status !== 'RELEASED');
  const plan = { number: at + 1, amount, before: fund.balance, after: fund.balance - amount, reduced: amount < stage.amount, prepared: stage.release !== null };
  if (earlier) return { ...plan, blocked: { by: 'order', title: earlier.title } };
  if (amount <= 0) return { ...plan, blocked: { by: 'nothing' } };
  if (amount > fund.balance) return { ...plan, blocked: { by: 'fund' } };
  return plan;
}
