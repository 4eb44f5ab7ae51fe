import type { ProjectIndicatorFragment, ProjectMilestoneFragment } from '@hongchuang/schema';

export type WhatMoneyDoes =
  | { kind: 'serves'; people: number } // ¥100 serves this many
  | { kind: 'onePerson'; fen: number } // this much serves one
  | { kind: 'stage'; title: string } // no person to count: the stage that the next yuan pays
  | undefined;

/**
 * What an amount does, from what the project itself promised: its goal and its PEOPLE_SERVED target. Figures are cut
 * towards the modest side: fewer people, a higher price.
 */
export function whatMoneyDoes(
  fen: number,
  goal: number,
  raised: number,
  indicators: readonly Pick<ProjectIndicatorFragment, 'kind' | 'target'>[],
  milestones: readonly Pick<ProjectMilestoneFragment, 'title' | 'amount'>[],
): WhatMoneyDoes {
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

/** The stage that the next yuan pays: the first that what was raised does not cover. */
export function nextStage<T extends { amount: number }>(raised: number, milestones: readonly T[]): T | undefined {
  let covered = 0;
  for (const milestone of milestones) {
    covered += milestone.amount;
    if (covered > raised) return milestone;
  }
  return milestones[milestones.length - 1];
}

/** How much of what was raised falls on each stage, in their order. */
export function spreadOverStages(raised: number, amounts: readonly number[]): number[] {
  let left = Math.max(0, raised);
  return amounts.map((amount) => {
    const part = Math.min(left, amount);
    left -= part;
    return part;
  });
}
