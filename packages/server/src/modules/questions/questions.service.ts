import { IsNull } from 'typeorm';
import { may, requirePermission, requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { badInput, conflict, forbidden, invalidState, limitExceeded, notFound } from '../../errors.js';
import { readId, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { requireFewIn } from '../../limits/limiter.js';
import { recordOnce } from '../../recorded-once.js';
import { requireVerifiedEmail, User } from '../identity/index.js';
import { getVisibleProject, PROJECT, type Project, requireEditor } from '../projects/index.js';
import { record as trace } from '../trace/index.js';
import { HiddenBy, Question, ReplacedAnswer } from './question.entity.js';
import { questionCounts } from './questions.counts.js';
import type { AskQuestionInput } from './questions.inputs.js';
import {
  noteQuestion,
  questionAnsweredNotice,
  questionAskedNotice,
  questionCorrectedNotice,
  questionHiddenNotice,
} from './questions.notices.js';
import { moderateQuestions, seeQuestions } from './questions.permissions.js';
import { editsFor } from './questions.queries.js';
import { questionQueue } from './questions.queues.js';
import { dueAt, LIMITS } from './questions.rules.js';
import {
  answerCorrected,
  questionAnswered,
  questionAsked,
  questionHidden,
  questionRestored,
} from './questions.trace.js';

const count = (tx: Tx, { projectId, answeredAt }: Question, by: 1 | -1): Promise<void> =>
  questionCounts.add(tx, { project_id: projectId }, { shown: by, answered: answeredAt === null ? 0 : by });

function tellPages(tx: Tx, { projectId }: Question): void {
  tx.changed(PROJECT.of(projectId));
  tx.changed(questionQueue.topic);
}

/** Asks the unit of a public project a question, which everybody reads at once. The address has to be verified. */
export async function askQuestion(context: RequestContext, input: AskQuestionInput): Promise<Question> {
  const { userId } = requireViewer(context);
  const project = await getVisibleProject(context, input.projectId);
  const text = readText('text', input.text, LIMITS.text);
  await requireVerifiedEmail(context);
  if (!project.isPublic) throw invalidState('question.notPublic');
  const { recorded } = await recordOnce(context, {
    operation: 'askQuestion',
    userId,
    input,
    find: (manager, id) => manager.findOneBy(Question, { id }),
    async record(tx) {
      // The lock orders two questions of one person, so that both are counted.
      await tx.lock(User, { id: userId });
      const waiting = { projectId: project.id, authorId: userId, answeredAt: IsNull(), hiddenAt: IsNull() };
      if ((await tx.manager.countBy(Question, waiting)) >= LIMITS.waiting)
        throw limitExceeded('question.waiting', { max: LIMITS.waiting });
      await requireFewIn(context, tx, { limit: 'question.account', of: userId });
      const question = tx.manager.create(Question, {
        id: newId(tx.now),
        projectId: project.id,
        authorId: userId,
        text,
        askedAt: tx.now,
        dueAt: dueAt(tx.now),
        answer: null,
        answeredAt: null,
        answeredById: null,
        answerCorrections: 0,
        answerCorrectedAt: null,
        hiddenAt: null,
        hiddenBy: null,
        hiddenById: null,
        hiddenReason: null,
      });
      await tx.manager.insert(Question, question);
      await count(tx, question, 1);
      await noteQuestion(tx, questionAskedNotice, project, question);
      trace(tx, context, questionAsked, { subject: question.id, after: { project: project.id } });
      tellPages(tx, question);
      return question;
    },
  });
  return recorded;
}

/** Returns a question that the viewer may know of, and its project. */
async function getQuestion(context: RequestContext, rawId: string): Promise<{ found: Question; project: Project }> {
  const found = await context.db.read.findOneBy(Question, { id: readId('questionId', rawId) });
  if (found === null) throw notFound('questionId');
  const project = await getVisibleProject(context, found.projectId, 'questionId');
  const isGone = found.hiddenAt !== null && found.answeredAt === null;
  const knows =
    !isGone ||
    may(context, seeQuestions) ||
    found.authorId === context.viewer?.userId ||
    (await editsFor(context, project));
  if (!knows) throw notFound('questionId');
  return { found, project };
}

async function lockQuestion(tx: Tx, id: string): Promise<Question> {
  const question = await tx.lock(Question, { id });
  if (question === null) throw notFound('questionId');
  return question;
}

/** Answers a question in public, in the name of the unit. Only its editors may do it. */
export async function answerQuestion(context: RequestContext, rawId: string, rawAnswer: string): Promise<Question> {
  const { userId } = requireViewer(context);
  const { found, project } = await getQuestion(context, rawId);
  await requireEditor(context, project.id, 'questionId');
  const answer = readText('answer', rawAnswer, LIMITS.answer);
  return context.db.transact(async (tx) => {
    const question = await lockQuestion(tx, found.id);
    if (question.hiddenAt !== null) throw invalidState('question.hidden');
    if (question.answeredAt !== null) throw invalidState('question.answered');
    const changes = { answer, answeredAt: tx.now, answeredById: userId };
    await tx.manager.update(Question, { id: question.id }, changes);
    await questionCounts.add(tx, { project_id: project.id }, { shown: 0, answered: 1 });
    await noteQuestion(tx, questionAnsweredNotice, project, question);
    trace(tx, context, questionAnswered, { subject: question.id, after: { project: project.id } });
    tellPages(tx, question);
    return Object.assign(question, changes);
  });
}

/**
 * Replaces the answer of the unit by a corrected one. Everybody goes on reading what it said before. `corrections` is
 * how many there were when the editor read the answer: CONFLICT when a colleague corrected it since.
 */
export async function correctAnswer(
  context: RequestContext,
  rawId: string,
  rawAnswer: string,
  corrections: number,
): Promise<Question> {
  const { userId } = requireViewer(context);
  const { found, project } = await getQuestion(context, rawId);
  await requireEditor(context, project.id, 'questionId');
  const answer = readText('answer', rawAnswer, LIMITS.answer);
  if (corrections < LIMITS.corrections.min || corrections > LIMITS.corrections.max)
    throw badInput('corrections', 'number.outOfRange', LIMITS.corrections);
  return context.db.transact(async (tx) => {
    const question = await lockQuestion(tx, found.id);
    if (question.hiddenAt !== null) throw invalidState('question.hidden');
    const { answer: before, answeredAt, answeredById, answerCorrections, answerCorrectedAt } = question;
    if (before === null || answeredAt === null || answeredById === null) throw invalidState('question.notAnswered');
    if (answerCorrections !== corrections) throw conflict('question.corrected', 'corrections');
    if (answer === before) throw badInput('answer', 'question.sameAnswer');
    const number = answerCorrections + 1;
    await tx.manager.insert(ReplacedAnswer, {
      questionId: question.id,
      number,
      text: before,
      writtenAt: answerCorrectedAt ?? answeredAt,
      writtenById: answeredById,
    });
    const changes = { answer, answeredById: userId, answerCorrections: number, answerCorrectedAt: tx.now };
    await tx.manager.update(Question, { id: question.id }, changes);
    await noteQuestion(tx, questionCorrectedNotice, project, question);
    trace(tx, context, answerCorrected, { subject: question.id, after: { project: project.id, corrections: number } });
    tellPages(tx, question);
    return Object.assign(question, changes);
  });
}

/** Hides a question with a reason that its author reads: spam by editors of the unit, anything by staff. */
export async function hideQuestion(context: RequestContext, rawId: string, rawReason: string): Promise<Question> {
  const { userId } = requireViewer(context);
  const { found, project } = await getQuestion(context, rawId);
  const isStaff = may(context, moderateQuestions);
  if (!isStaff && !(await editsFor(context, project))) throw forbidden();
  const reason = readText('reason', rawReason, LIMITS.reason);
  return context.db.transact(async (tx) => {
    const question = await lockQuestion(tx, found.id);
    if (question.hiddenAt !== null) throw invalidState('question.hidden');
    const by = isStaff ? HiddenBy.STAFF : HiddenBy.UNIT;
    const changes = { hiddenAt: tx.now, hiddenBy: by, hiddenById: userId, hiddenReason: reason };
    await tx.manager.update(Question, { id: question.id }, changes);
    await count(tx, question, -1);
    await noteQuestion(tx, questionHiddenNotice, project, question);
    trace(tx, context, questionHidden, { subject: question.id, person: question.authorId, after: { by }, reason });
    tellPages(tx, question);
    return Object.assign(question, changes);
  });
}

/** Shows a hidden question again. Only staff may do it. */
export async function restoreQuestion(context: RequestContext, rawId: string): Promise<Question> {
  requirePermission(context, moderateQuestions);
  const { found } = await getQuestion(context, rawId);
  return context.db.transact(async (tx) => {
    const question = await lockQuestion(tx, found.id);
    if (question.hiddenAt === null) throw invalidState('question.shown');
    const changes = { hiddenAt: null, hiddenBy: null, hiddenById: null, hiddenReason: null };
    await tx.manager.update(Question, { id: question.id }, changes);
    await count(tx, question, 1);
    trace(tx, context, questionRestored, { subject: question.id, person: question.authorId });
    tellPages(tx, question);
    return Object.assign(question, changes);
  });
}
