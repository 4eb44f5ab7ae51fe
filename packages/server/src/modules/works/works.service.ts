import { may, requirePermission, requireViewer, type RequestContext } from '../../context.js';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import type { Tx } from '../../db/database.js';
import { forbidden, invalidState, notFound } from '../../errors.js';
import { readId } from '../../input.js';
import { isId, newId } from '../../lib/ids.js';
import { Work, WorkState } from './work.entities.js';
import { workKinds, type WorkKind } from './work-kinds.js';
import { cancelWorks, seeWorks } from './works.permissions.js';
import { OWN_WORKS } from './works.topics.js';

interface NewWork {
  readonly kind: WorkKind;
  /** The row that the work is about; the work itself when there is none. */
  readonly subjectId?: string;
  readonly subject: string;
  readonly startedById: string;
  readonly total?: number;
  readonly requestJson?: string;
}

/** Records a work in the transaction that allowed it. The runner does the work soon afterwards. */
export async function startWork(tx: Tx, asked: NewWork): Promise<Work> {
  const { kind, subject, startedById, total = 0, requestJson = null } = asked;
  const id = newId(tx.now);
  const work = tx.manager.create(Work, {
    id,
    kind: kind.name,
    subjectId: asked.subjectId ?? id,
    subject,
    startedById,
    state: WorkState.RUNNING,
    done: 0,
    total,
    outcomeJson: '[]',
    failureKey: null,
    requestJson,
    attempts: 0,
    startedAt: tx.now,
    finishedAt: null,
  });
  await tx.manager.insert(Work, work);
  tx.changed(OWN_WORKS.of(startedById));
  return work;
}

const maySee = (context: RequestContext, work: Work): boolean =>
  work.startedById === context.viewer?.userId ||
  may(context, seeWorks) ||
  workKinds.find(work.kind)?.maySee(context) === true;

/** Whether the viewer may end a work: the person who asked for it and administrators may. */
const isInCharge = (context: RequestContext, work: Work): boolean =>
  work.startedById === context.viewer?.userId || may(context, cancelWorks);

export const mayCancel = (context: RequestContext, work: Work): boolean =>
  work.state === WorkState.RUNNING && workKinds.find(work.kind)?.cancel !== undefined && isInCharge(context, work);

/** Whether a work on the subject is running or waits for its turn. */
export const hasRunningWork = (tx: Tx, subjectId: string): Promise<boolean> =>
  tx.manager.existsBy(Work, { subjectId, state: WorkState.RUNNING });

/** Returns the works that the viewer asked for, newest first. Some roles may also see the works of everybody. */
export async function listWorks(context: RequestContext, everybodys: boolean, page: PageArgs): Promise<Page<Work>> {
  const { userId } = requireViewer(context);
  if (everybodys) requirePermission(context, seeWorks);
  const query = context.db.read.createQueryBuilder(Work, 'work').where('1 = 1');
  if (!everybodys) query.andWhere('work.startedById = :userId', { userId });
  return paginate(query, [{ column: 'work.id', of: ({ id }) => id, direction: 'DESC' }], page);
}

export async function findWork(context: RequestContext, id: string): Promise<Work | null> {
  const work = context.viewer === null || !isId(id) ? null : await context.db.read.findOneBy(Work, { id });
  return work !== null && maySee(context, work) ? work : null;
}

/** Ends a work. Finished steps are not undone. */
export async function cancelWork(context: RequestContext, rawId: string): Promise<Work> {
  requireViewer(context);
  const id = readId('id', rawId);
  return context.db.transact(async (tx) => {
    const work = await tx.lock(Work, { id });
    if (work === null || !maySee(context, work)) throw notFound('id');
    if (!isInCharge(context, work)) throw forbidden();
    // The response to the first request may have been lost.
    if (work.state === WorkState.CANCELLED) return work;
    if (work.state !== WorkState.RUNNING) throw invalidState('work.ended');
    const kind = workKinds.get(work.kind);
    if (kind.cancel === undefined) throw invalidState('work.cannotBeCancelled');
    await kind.cancel(tx, work);
    const changes = { state: WorkState.CANCELLED, finishedAt: tx.now };
    await tx.manager.update(Work, { id }, changes);
    tx.changed(OWN_WORKS.of(work.startedById));
    return Object.assign(work, changes);
  });
}
