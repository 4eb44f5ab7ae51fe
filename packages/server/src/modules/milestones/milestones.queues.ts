import { decideOrders, seeOrders } from '../orders/index.js';
import { findByProject, Milestone, MilestoneStatus, Project, PROJECT_STEPS, seeReviewDesk } from '../projects/index.js';
import { defineListedQueue, defineQueue } from '../queues/index.js';
import { MilestoneReport } from './milestone.entities.js';
import { UNDER_WAY } from './milestone.rules.js';
import { reviewStages } from './milestones.permissions.js';
import { milestoneLoader } from './milestones.queries.js';
import { listPayableStages } from './release-desk.js';

export const stageQueue = defineQueue<Milestone>({
  name: 'stages',
  label: 'queue.stages',
  path: '/review?tab=milestones',
  see: seeReviewDesk,
  work: reviewStages,
  rows: ({ db }) =>
    db.read
      .createQueryBuilder(Milestone, 'milestone')
      .innerJoin(Project, 'project', 'project.id = milestone.projectId')
      .innerJoin(MilestoneReport, 'report', 'report.milestoneId = milestone.id AND report.accepted IS NULL')
      .where('milestone.status = :submitted', { submitted: MilestoneStatus.SUBMITTED })
      // A report of a project that was cancelled meanwhile needs no decision.
      .andWhere('project.status IN (:...underWay)', { underWay: UNDER_WAY }),
  find: findByProject,
  unit: 'project.organizationId',
  id: 'milestone.id',
  // A stage is as old as its project, so its place in the queue is the time of its report.
  cameAt: 'report.submittedAt',
  load: (context, ids) => milestoneLoader(context).loadMany(ids),
});

/**
 * Stages that the viewer can pay or prepare now. A prepared payment waits in the queue of orders for a person who may sign
 * it.
 */
export const releaseQueue = defineListedQueue({
  name: 'releases',
  label: 'queue.releases',
  path: '/treasury/releases',
  see: seeOrders,
  work: decideOrders,
  follows: [PROJECT_STEPS],
  items: listPayableStages,
  isSearchable: true,
});
