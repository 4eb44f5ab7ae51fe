import { IsNull } from 'typeorm';
import { type RequestContext, requirePermission, requireViewer } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { invalidState, limitExceeded, notFound } from '../../errors.js';
import { readId, readText } from '../../input.js';
import { DAY_MS } from '../../lib/days.js';
import { newId } from '../../lib/ids.js';
import { requireFewIn } from '../../limits/limiter.js';
import { recordOnce } from '../../recorded-once.js';
import { Duty, takeDuty } from '../orders/index.js';
import { record as trace } from '../trace/index.js';
import { Objection, Project } from './project.entity.js';
import { ObjectionOutcome, ProjectStatus, ReviewDecision } from './project.enums.js';
import type { AnswerObjectionInput, ReviewProjectInput } from './project.inputs.js';
import { lockProject, takeStep } from './project.lifecycle.js';
import { endsAfterPause, readReason, type Step } from './project.rules.js';
import { getVisibleProject, requireReviewer } from './projects.access.js';
import { lockExisting } from './projects.service.js';
import { noteObjection } from './projects.notices.js';
import { objectionQueue } from './projects.queues.js';
import { PROJECT } from './projects.topics.js';
import { reviewProjects } from './projects.permissions.js';
import { objectionAnswered, objectionRaised } from './projects.trace.js';

const STEP_OF_DECISION: Record<ReviewDecision, Step> = {
  [ReviewDecision.APPROVE]: 'approve',
  [ReviewDecision.REQUEST_CHANGES]: 'requestChanges',
  [ReviewDecision.REJECT]: 'reject',
};

const OPEN_OBJECTIONS_PER_PERSON = 3;

/**
 * Records a reviewer's decision. Approval begins the public notice; when the notice has no days, funding opens at once.
 */
export async function reviewProject(context: RequestContext, input: ReviewProjectInput): Promise<Project> {
  requirePermission(context, reviewProjects);
  const { id } = await requireReviewer(context, input.projectId);
  const step = STEP_OF_DECISION[input.decision];
  const reason = readReason('comment', step, input.comment);
  await context.db.transact(async (tx) => {
    const project = await lockExisting(context, tx, id);
    const noticeEndsAt = new Date(tx.now.getTime() + context.env.publicNoticeDays * DAY_MS);
    // An objection from an earlier notice may still be open. It stops the clock of this notice too.
    const objected = await tx.manager.existsBy(Objection, { projectId: id, answeredAt: IsNull() });
    const notice =
      step === 'approve' ? { noticeStartsAt: tx.now, noticeEndsAt, noticePausedAt: objected ? tx.now : null } : {};
    await takeStep(context, tx, project, step, { by: context, reason, changes: notice });
    if (step === 'approve' && noticeEndsAt >= project.fundingEndsAt)
      throw invalidState('project.noticeOutlivesFunding', { days: context.env.publicNoticeDays });
    await lockProject(context, tx, id);
  });
  return getVisibleProject(context, id);
}

/** Raises an objection during public notice. It stops the notice's clock until a reviewer answers it. */
export async function raiseObjection(
  context: RequestContext,
  rawProjectId: string,
  rawText: string,
  idempotencyKey?: string | null,
): Promise<Objection> {
  const { userId } = requireViewer(context);
  const { id } = await getVisibleProject(context, rawProjectId);
  const text = readText('text', rawText, { max: 1000, multiline: true });
  const record = async (tx: Tx): Promise<Objection> => {
    const project = await lockExisting(context, tx, id);
    if (project.status !== ProjectStatus.PUBLIC_NOTICE)
      throw invalidState('project.noNotice', { status: project.status });
    const open = await tx.manager.countBy(Objection, { projectId: id, authorId: userId, answeredAt: IsNull() });
    if (open >= OPEN_OBJECTIONS_PER_PERSON)
      throw limitExceeded('objection.tooMany', { max: OPEN_OBJECTIONS_PER_PERSON });
    await requireFewIn(context, tx, { limit: 'objection.account', of: userId });
    const objection = tx.manager.create(Objection, {
      id: newId(tx.now),
      projectId: id,
      authorId: userId,
      text,
      raisedAt: tx.now,
      answeredById: null,
      answer: null,
      answeredAt: null,
      outcome: null,
    });
    await tx.manager.insert(Objection, objection);
    trace(tx, context, objectionRaised, { subject: objection.id, after: { project: id } });
    await noteObjection(tx, 'raised', project, objection);
    tx.changed(objectionQueue.topic);
    tx.changed(PROJECT.of(id));
    if (project.noticePausedAt === null) await tx.manager.update(Project, { id }, { noticePausedAt: tx.now });
    return objection;
  };
  const { recorded } = await recordOnce(context, {
    operation: 'raiseObjection',
    userId,
    input: { projectId: id, text, idempotencyKey },
    find: (manager, objectionId) => manager.findOneBy(Objection, { id: objectionId }),
    record,
  });
  return recorded;
}

const STEP_OF_OUTCOME: Record<ObjectionOutcome, Step | null> = {
  [ObjectionOutcome.DISMISSED]: null,
  [ObjectionOutcome.CHANGES_REQUESTED]: 'upholdObjectionWithChanges',
  [ObjectionOutcome.REJECTED]: 'upholdObjectionWithRejection',
};

/** Records a reviewer's answer to an objection. When it dismisses the last open objection, the clock runs again. */
export async function answerObjection(context: RequestContext, input: AnswerObjectionInput): Promise<Objection> {
  const { userId } = requirePermission(context, reviewProjects);
  const found = await context.db.read.findOneBy(Objection, { id: readId('objectionId', input.objectionId) });
  if (found === null) throw notFound('objectionId');
  await requireReviewer(context, found.projectId);
  const answer = readText('answer', input.answer, { max: 1000, multiline: true });
  return context.db.transact(async (tx) => {
    const project = await lockExisting(context, tx, found.projectId);
    const objection = await tx.lock(Objection, { id: found.id });
    if (objection === null || objection.answeredAt !== null) throw invalidState('objection.answered');
    await takeDuty(tx, project.id, userId, Duty.DECIDES);
    const decided = { answeredById: userId, answer, answeredAt: tx.now, outcome: input.outcome };
    await tx.manager.update(Objection, { id: objection.id }, decided);
    trace(tx, context, objectionAnswered, {
      subject: objection.id,
      after: { project: project.id, outcome: input.outcome },
      reason: answer,
    });
    await noteObjection(tx, 'answered', project, objection);
    tx.changed(objectionQueue.topic);
    tx.changed(PROJECT.of(project.id));
    const step = STEP_OF_OUTCOME[input.outcome];
    if (step === null) await resumeNotice(context, tx, project);
    else await takeStep(context, tx, project, step, { by: context, reason: answer, changes: { noticePausedAt: null } });
    return Object.assign(objection, decided);
  });
}

async function resumeNotice(context: RequestContext, tx: Tx, project: Project): Promise<void> {
  const { id, noticeEndsAt, noticePausedAt, fundingEndsAt } = project;
  const open = await tx.manager.countBy(Objection, { projectId: id, answeredAt: IsNull() });
  if (open > 0 || noticeEndsAt === null || noticePausedAt === null) return;
  await tx.manager.update(
    Project,
    { id },
    { ...endsAfterPause({ noticeEndsAt, fundingEndsAt }, noticePausedAt, tx.now), noticePausedAt: null },
  );
  await lockProject(context, tx, id);
}
