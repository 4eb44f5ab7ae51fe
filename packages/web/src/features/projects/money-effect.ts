import type { ProjectIndicatorFragment, ProjectMilestoneFragment } from '@hongchuang/schema';

export type MoneyEffect =
  | { kind: 'serves'; people: number } // ¥100 serves this many
  | { kind: 'onePerson'; fen: number } // this much serves one
  | { kind: 'stage'; title: string } // no people to count: the stage that the next yuan pays
  | undefined;

/**
 * Returns what an amount does, from the project's own goal and its PEOPLE_SERVED target. Figures are rounded to the
 * cautious side: fewer people, a higher price.
 */
export function moneyEffect(
  fen: number,
  goal: number,
  raised: number,
  indicators: readonly Pick<ProjectIndicatorFragment, 'kind' | 'target'>[],
  milestones: readonly Pick<ProjectMilestoneFragment, 'title' | 'amount'>[],
): MoneyEffect {
  const people = indicators.find((one) => one.kind === 'PEOPLE_SERVED' && one.target >= 1)?.target;
  if (people !== undefined && Number.isInteger(people) && goal > 0) {
    const served = Number((BigInt(fen) * BigInt(people)) / BigInt(goal));
    if (served >= 1) return { kind: 'serves', people: served };
    const perPersonYuan = (BigInt(goal) + BigInt(people) * 100n - 1n) / (BigInt(people) * 100n);
    return { kind: 'onePerson', fen: Number(perPersonYuan) * 100 };
  }
  const next = nextStage(raised, milestones);
  return next && { kind: 'stage', title: next.title };
}

/** Returns the stage that the next yuan pays: the first one that the raised amount does not cover. */
export function nextStage<T extends { amount: number }>(raised: number, milestones: readonly T[]): T | undefined {
  let covered = 0;
  for (const milestone of milestones) {
    covered += milestone.amount;
    if (covered > raised) return milestone;
  }
  return milestones[milestones.length - 1];
}

/** Returns how much of the raised amount falls on each stage, in fen and in the order of the stages. */
export function spreadOverStages(raised: number, amounts: readonly number[]): number[] {
  let left = Math.max(0, raised);
  return amounts.map((amount) => {
    const part = Math.min(left, amount);
    left -= part;
    return part;
  });
}

/**
 * Returns what each stage of a project gets that ended below its goal: its share of what came, as the difference of
 * rounded-down running totals. So all shares together are what came, to the fen.
 */
export function sharesOfStages(raised: number, amounts: readonly number[]): number[] {
  const goal = amounts.reduce((sum, amount) => sum + amount, 0);
  if (raised >= goal) return [...amounts];
  const upTo = (budget: number) => Number((BigInt(Math.max(0, raised)) * BigInt(budget)) / BigInt(goal));
  let budget = 0;
  return amounts.map((amount) => {
    const before = upTo(budget);
    budget += amount;
    return upTo(budget) - before;
  });
}
