import type { EntityManager } from 'typeorm';
import { toFen } from '../../lib/money.js';
import type { PaymentMethod } from '../pledges/index.js';
import { Milestone, Project, ProjectCounters } from '../projects/index.js';
import { Release } from './milestone.entities.js';
import { stagePayments, useGifts, type UnusedGift } from './milestone.rules.js';

export type Gift = UnusedGift & { readonly userId: string | null; readonly payment: PaymentMethod };

/** A stage's money: its payment by the project's rule, and the stages before it. */
export interface StagePlan {
  readonly amountFen: number;
  /** What all stages have been paid, including prepared payments. */
  readonly releasedFen: number;
  /** What earlier unpaid stages will take from the gifts before this one. */
  readonly earlierUnpaidFen: number;
}

/**
 * Returns what `milestone` is paid: the released amount, or the amount that it will be paid as the project stands now.
 */
export async function planStage(
  manager: EntityManager,
  project: Pick<Project, 'id' | 'goalFen'>,
  milestone: Pick<Milestone, 'id'>,
): Promise<StagePlan> {
  const stages = await manager.find(Milestone, { where: { projectId: project.id }, order: { position: 'ASC' } });
  const { raisedFen } = await manager.findOneByOrFail(ProjectCounters, { projectId: project.id });
  const releases = new Map(
    (await manager.findBy(Release, { projectId: project.id })).map((release) => [release.milestoneId, release]),
  );
  const payments = stagePayments(
    stages.map(({ id, amountFen }) => ({ budgetFen: amountFen, releasedFen: releases.get(id)?.amountFen ?? null })),
    { goalFen: project.goalFen, raisedFen },
  );
  const place = stages.findIndex(({ id }) => id === milestone.id);
  const unpaid = (index: number) => releases.get(stages[index]!.id)?.releasedAt == null;
  return {
    amountFen: payments[place]!,
    releasedFen: [...releases.values()].reduce((sum, { amountFen }) => sum + amountFen, 0),
    earlierUnpaidFen: payments.slice(0, place).reduce((sum, fen, index) => (unpaid(index) ? sum + fen : sum), 0),
  };
}

/** Returns the gifts that a stage used or will use when it is paid: first in, first out, after the stages before it. */
export async function giftsOfStage(
  manager: EntityManager,
  projectId: string,
  milestoneId: string,
): Promise<{ pledgeId: string; userId: string | null; usedFen: number }[]> {
  const release = await manager.findOneBy(Release, { milestoneId });
  if (release?.releasedAt != null) {
    const uses = await manager.query<{ pledge_id: string; user_id: string | null; amount_fen: number | string }[]>(
      'SELECT u.pledge_id, p.user_id, u.amount_fen FROM gift_uses u JOIN pledges p ON p.id = u.pledge_id WHERE u.milestone_id = ?',
      [milestoneId],
    );
    return uses.map((use) => ({ pledgeId: use.pledge_id, userId: use.user_id, usedFen: toFen(use.amount_fen) }));
  }
  const project = await manager.findOneByOrFail(Project, { id: projectId });
  const { amountFen, earlierUnpaidFen } = await planStage(manager, project, { id: milestoneId });
  const gifts = await findUnusedGifts(manager, projectId);
  for (const { gift, usedFen } of useGifts(gifts, earlierUnpaidFen)) gift.unusedFen -= usedFen;
  return useGifts(gifts, amountFen).map(({ gift, usedFen }) => ({
    pledgeId: gift.pledgeId,
    userId: gift.userId,
    usedFen,
  }));
}

/** Returns the project's paid gifts that are not used up, oldest first. */
export async function findUnusedGifts(manager: EntityManager, projectId: string): Promise<Gift[]> {
  const rows = await manager.query<
    { pledge_id: string; user_id: string | null; payment: PaymentMethod; unused_fen: number | string }[]
  >(
    `SELECT p.id AS pledge_id, p.user_id, p.payment, p.amount_fen + p.matched_fen - p.refunded_fen - COALESCE(SUM(u.amount_fen), 0) AS unused_fen
     FROM pledges p LEFT JOIN gift_uses u ON u.pledge_id = p.id
     WHERE p.project_id = ? AND p.status = 'PAID'
     GROUP BY p.id, p.user_id, p.payment, p.amount_fen, p.matched_fen, p.refunded_fen, p.paid_at
     HAVING p.amount_fen + p.matched_fen - p.refunded_fen - COALESCE(SUM(u.amount_fen), 0) > 0
     ORDER BY p.paid_at, p.id`,
    [projectId],
  );
  return rows.map((row) => ({
    pledgeId: row.pledge_id,
    userId: row.user_id,
    payment: row.payment,
    unusedFen: toFen(row.unused_fen),
  }));
}
