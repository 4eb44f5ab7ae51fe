import { decideOrders, seeOrders } from '../orders/index.js';
import { findByProject, Project, PROJECT_STEPS, projectLoader } from '../projects/index.js';
import { defineQueue } from '../queues/index.js';
import { projectsWithDue, REFUND_DUE } from './refunds.queries.js';

export const refundDueQueue = defineQueue<Project>({
  name: 'refunds-due',
  label: 'queue.refunds-due',
  path: '/treasury/refunds',
  see: seeOrders,
  work: decideOrders,
  follows: [PROJECT_STEPS],
  rows: ({ db }) => projectsWithDue(db),
  find: findByProject,
  id: 'project.id',
  cameAt:
    "(SELECT MAX(e.happened_at) FROM project_events e WHERE e.project_id = project.id AND e.to_status = 'CANCELLED')",
  amountFen: REFUND_DUE,
  load: (context, ids) => projectLoader(context).loadMany(ids),
});
