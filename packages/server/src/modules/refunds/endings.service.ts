import { PlatformRole, requireRole, requireViewer, type RequestContext } from '../../context.js';
import { cancelPendingPledges } from '../pledges/index.js';
import { lockExisting, Milestone, readReason, requireEditor, requireReviewer, takeStep, type Project } from '../projects/index.js';
import { refuseEnding } from './refund.rules.js';

/** The organisation ends its project for a stated reason. What was given is due back to the donors. */
export async function cancelProject(context: RequestContext, rawId: string, rawReason: string): Promise<Project> {
  const { userId } = requireViewer(context);
  const { id } = await requireEditor(context, rawId);
  return endProject(context, id, 'cancel', userId, readReason('reason', 'cancel', rawReason));
}

/** A reviewer ends a project that raises money or is under way, for a stated reason. */
export async function stopProject(context: RequestContext, rawId: string, rawReason: string): Promise<Project> {
  const { userId } = requireRole(context, PlatformRole.REVIEWER);
  const { id } = await requireReviewer(context, rawId, 'id');
  return endProject(context, id, 'stop', userId, readReason('reason', 'stop', rawReason));
}

/** The end of a project, with which pledges that wait for their transfer end, too. */
function endProject(context: RequestContext, id: string, step: 'cancel' | 'stop', userId: string, reason: string | null): Promise<Project> {
  return context.db.transact(async (tx) => {
    const project = await lockExisting(context, tx, id);
    await takeStep(context, tx, project, step, { userId, reason });
    const refusal = refuseEnding(await tx.manager.findBy(Milestone, { projectId: id }));
    if (refusal !== null) throw refusal;
    await cancelPendingPledges(context, tx, project);
    return project;
  });
}
