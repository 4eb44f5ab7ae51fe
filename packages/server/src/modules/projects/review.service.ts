import { IsNull } from 'typeorm';
import { requireRole, PlatformRole, requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { invalidState, limitExceeded, notFound } from '../../errors.js';
import { readId, readText } from '../../input.js';
import { DAY_MS } from '../../lib/days.js';
import { newId } from '../../lib/ids.js';
import { recordOnce } from '../../recorded-once.js';
import { Objection, Project } from './project.entity.js';
import { ObjectionOutcome, ProjectStatus, ReviewDecision } from './project.enums.js';
import type { AnswerObjectionInput, ReviewProjectInput } from './project.inputs.js';
import { lockProject, takeStep } from './project.lifecycle.js';
import { endsAfterPause, readReason, type Step } from './project.rules.js';
import { getVisibleProject, requireReviewer } from './projects.access.js';
import { lockExisting } from './projects.service.js';

const STEP_OF_DECISION: Record<ReviewDecision, Step> = {
  [ReviewDecision.APPROVE]: 'approve',
  [ReviewDecision.REQUEST_CHANGES]: 'requestChanges',
  [ReviewDecision.REJECT]: 'reject',
};

const OPEN_OBJECTIONS_PER_PERSON = 3;

/** A reviewer's decision. Approval begins public notice; with no days of notice funding opens at once. */
export async function reviewProject(context: RequestContext, input: ReviewProjectInput): Promise<Project> {
  const { userId } = requireRole(context, PlatformRole.REVIEWER);
  const { id } = await requireReviewer(context, input.projectId);
  const step = STEP_OF_DECISION[input.decision];
  const reason = readReason('comment', step, input.comment);
  await context.db.transact(async (tx) => {
    const project = await lockExisting(context, tx, id);
    const noticeEndsAt = new Date(tx.now.getTime() + context.env.publicNoticeDays * DAY_MS);
    // Another objection of an earlier notice may still wait for its answer, and stops this one too.
    const objected = await tx.manager.existsBy(Objection, { projectId: id, answeredAt: IsNull() });
    const notice = step === 'approve' ? { noticeStartsAt: tx.now, noticeEndsAt, noticePausedAt: objected ? tx.now : null } : {};
    await takeStep(context, tx, project, step, { userId, reason, changes: notice });
    if (step === 'approve' && noticeEndsAt >= project.fundingEndsAt) throw invalidState('project.noticeOutlivesFunding', { days: context.env.publicNoticeDays });
    await lockProject(context, tx, id);
  });
  return getVisibleProject(context, id);
}

/** An objection during public notice; it stops the notice's clock until a reviewer answers. */
export async function raiseObjection(context: RequestContext, rawProjectId: string, rawText: string, idempotencyKey?: string | null): Promise<Objection> {
  const { userId } = requireViewer(context);
  const { id } = await getVisibleProject(context, rawProjectId);
  const text = readText('text', rawText, { max: 1000, multiline: true });
  const record = async (tx: Tx): Promise<Objection> => {
    const project = await lockExisting(context, tx, id);
    if (project.status !== ProjectStatus.PUBLIC_NOTICE) throw invalidState('project.noNotice', { status: project.status });
    const open = await tx.manager.countBy(Objection, { projectId: id, authorId: userId, answeredAt: IsNull() });
    if (open >= OPEN_OBJECTIONS_PER_PERSON) throw limitExceeded('objection.tooMany', { max: OPEN_OBJECTIONS_PER_PERSON });
    const objection = tx.manager.create(Objection, { id: newId(tx.now), projectId: id, authorId: userId, text, raisedAt: tx.now, answeredById: null, answer: null, answeredAt: null, outcome: null });
    await tx.manager.insert(Objection, objection);
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

/** A reviewer's answer. When it was the last open objection and is dismissed, the clock runs on. */
export async function answerObjection(context: RequestContext, input: AnswerObjectionInput): Promise<Objection> {
  const { userId } = requireRole(context, PlatformRole.REVIEWER);
  const found = await context.db.read.findOneBy(Objection, { id: readId('objectionId', input.objectionId) });
  if (found === null) throw notFound('objectionId');
  await requireReviewer(context, found.projectId);
  const answer = readText('answer', input.answer, { max: 1000, multiline: true });
  return context.db.transact(async (tx) => {
    const project = await lockExisting(context, tx, found.projectId);
    const objection = await tx.lock(Objection, { id: found.id });
    if (objection === null || objection.answeredAt !== null) throw invalidState('objection.answered');
    const decided = { answeredById: userId, answer, answeredAt: tx.now, outcome: input.outcome };
    await tx.manager.update(Objection, { id: objection.id }, decided);
    const step = STEP_OF_OUTCOME[input.outcome];
    if (step === null) await resumeNotice(context, tx, project);
    else await takeStep(context, tx, project, step, { userId, reason: answer, changes: { noticePausedAt: null } });
    return Object.assign(objection, decided);
  });
}

async function resumeNotice(context: RequestContext, tx: Tx, project: Project): Promise<void> {
  const { id, noticeEndsAt, noticePausedAt, fundingEndsAt } = project;
  const open = await tx.manager.countBy(Objection, { projectId: id, answeredAt: IsNull() });
  if (open > 0 || noticeEndsAt === null || noticePausedAt === null) return;
  await tx.manager.update(Project, { id }, { ...endsAfterPause({ noticeEndsAt, fundingEndsAt }, noticePausedAt, tx.now), noticePausedAt: null });
  await lockProject(context, tx, id);
}
