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
