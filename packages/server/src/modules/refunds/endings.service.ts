import { type RequestContext, requirePermission, requireViewer } from '../../context.js';
import { cancelPendingPledges } from '../pledges/index.js';
import {
  lockExisting,
  Milestone,
  type Project,
  readReason,
  requireEditor,
  requireReviewer,
  reviewProjects,
  takeStep,
} from '../projects/index.js';
import { refuseEnding } from './refund.rules.js';

/** Ends a project at the request of its organisation, with a reason. Its gifts are due back to the donors. */
export async function cancelProject(context: RequestContext, rawId: string, rawReason: string): Promise<Project> {
  requireViewer(context);
  const { id } = await requireEditor(context, rawId);
  return endProject(context, id, 'cancel', readReason('reason', 'cancel', rawReason));
}

/** Ends a project that raises money or is under way, by a reviewer's decision with a reason. */
export async function stopProject(context: RequestContext, rawId: string, rawReason: string): Promise<Project> {
  requirePermission(context, reviewProjects);
  const { id } = await requireReviewer(context, rawId, 'id');
  return endProject(context, id, 'stop', readReason('reason', 'stop', rawReason));
}

/** Ends a project. Pledges that wait for their transfer end with it. */
function endProject(
  context: RequestContext,
  id: string,
  step: 'cancel' | 'stop',
  reason: string | null,
): Promise<Project> {
  return context.db.transact(async (tx) => {
    const project = await lockExisting(context, tx, id);
    await takeStep(context, tx, project, step, { by: context, reason });
    const refusal = refuseEnding(await tx.manager.findBy(Milestone, { projectId: id }));
    if (refusal !== null) throw refusal;
    await cancelPendingPledges(context, tx, project);
    return project;
  });
}
