import { requireViewer, type RequestContext, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { badInput, conflict, invalidState, notFound } from '../../errors.js';
import { readId } from '../../input.js';
import { lockAsMember, MembershipRole, requireVerified } from '../organizations/index.js';
import { withdrawListedGifts } from '../pledges/index.js';
import { getVisibleProject } from '../projects/index.js';
import { record } from '../trace/index.js';
import { startWork, workRunnerOf } from '../works/index.js';
import { CollectedList, CollectedListRow } from './collected-list.entity.js';
import { CollectedListState as S } from './collected-list.enums.js';
import { getOwnList } from './collected-lists.access.js';
import { listDiscarded, listWithdrawn } from './collected-lists.trace.js';
import { changeList, commitLocked } from './commit-list.js';
import { VERSIONS } from './list-rows.rules.js';
import { listCommitment } from './list-works.js';

/** A longer list is committed by a work. */
const AT_ONCE = 500;

/** Locks the unit and then the list, and checks again that the viewer keeps the lists of the unit. */
async function lockList(
  context: RequestContext,
  tx: Tx,
  { id, organizationId }: CollectedList,
): Promise<CollectedList> {
  await lockAsMember(context, tx, organizationId, MembershipRole.EDITOR);
  const list = await tx.lock(CollectedList, { id });
  if (list === null) throw notFound('id');
  return list;
}

/**
 * Makes every row of a list a gift of its unit to a project, or none. They wait for one transfer. `version` is the one
 * that the viewer saw: CONFLICT when the list has changed since. A work commits a long list. The same request by the same person again returns the
 * committed list.
 */
export async function commitList(
  context: RequestContext,
  rawId: string,
  version: number,
  rawProjectId: string,
  rawCampaignId?: string | null,
): Promise<CollectedList> {
  const { userId } = requireViewer(context);
  const found = await getOwnList(context, rawId);
  if (version < VERSIONS.min || version > VERSIONS.max) throw badInput('version', 'number.outOfRange', VERSIONS);
  const { id: projectId } = await getVisibleProject(context, readId('projectId', rawProjectId), 'projectId');
  const campaignId = rawCampaignId == null ? null : readId('campaignId', rawCampaignId);
  return context.db.transact(async (tx) => {
    requireVerified(await lockAsMember(context, tx, found.organizationId, MembershipRole.EDITOR));
    const list = await lockList(context, tx, found);
    if (list.state === S.COMMITTED && list.committedById === userId && list.projectId === projectId) return list;
    if (list.version !== version) throw conflict('collectedList.changedSince', 'version');
    if (list.state !== S.DRAFT) throw invalidState('collectedList.wrongState');
    if (list.faultCount > 0) throw invalidState('collectedList.faulty', { rows: list.faultCount });
    if (list.giftCount === 0) throw invalidState('collectedList.noRows');
    const commitment = { projectId, campaignId, userId, organizationId: list.organizationId };
    if (list.giftCount <= AT_ONCE) return commitLocked(context, tx, list, commitment, context);
    await startWork(tx, {
      kind: listCommitment,
      subjectId: list.id,
      subject: list.fileName,
      startedById: userId,
      total: list.giftCount,
      requestJson: JSON.stringify(commitment),
    });
    tx.afterCommit(() => wake(context));
    return changeList(tx, list, { state: S.COMMITTING });
  });
}

/** Starts the work at once. Its job does so as well, every second, and after a restart. */
function wake(services: Services): void {
  workRunnerOf(services)
    .run()
    .catch((error: unknown) =>
      services.log.error({ err: error }, 'a list could not be committed now and is tried again'),
    );
}

/** Removes a list whose rows are no gifts yet, with the names in it. */
export async function discardList(context: RequestContext, rawId: string): Promise<CollectedList> {
  const { userId } = requireViewer(context);
  const found = await getOwnList(context, rawId);
  return context.db.transact(async (tx) => {
    const list = await lockList(context, tx, found);
    if (list.state === S.DISCARDED) return list;
    if (list.state !== S.DRAFT) throw invalidState('collectedList.wrongState');
    await tx.manager.delete(CollectedListRow, { listId: list.id });
    record(tx, context, listDiscarded, { subject: list.id });
    return changeList(tx, list, { state: S.DISCARDED, liveDigest: null, endedAt: tx.now, endedById: userId });
  });
}

/** Cancels all gifts of a list, as long as none of them was paid. */
export async function withdrawList(context: RequestContext, rawId: string): Promise<CollectedList> {
  const { userId } = requireViewer(context);
  const found = await getOwnList(context, rawId);
  return context.db.transact(async (tx) => {
    const list = await lockList(context, tx, found);
    if (list.state === S.WITHDRAWN) return list;
    if (list.state !== S.COMMITTED || list.projectId === null) throw invalidState('collectedList.wrongState');
    if (!(await withdrawListedGifts(context, tx, { listId: list.id, projectId: list.projectId })))
      throw invalidState('collectedList.paid');
    record(tx, context, listWithdrawn, { subject: list.id });
    return changeList(tx, list, { state: S.WITHDRAWN, liveDigest: null, endedAt: tx.now, endedById: userId });
  });
}
