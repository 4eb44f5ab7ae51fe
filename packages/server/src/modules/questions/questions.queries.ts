import { Brackets, In } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, may, type RequestContext } from '../../context.js';
import { fromSqlTime } from '../../db/columns.js';
import { sqlIn } from '../../db/rows.js';
import { findMembershipRole, MembershipRole } from '../organizations/index.js';
import { type Project, projectLoader } from '../projects/index.js';
import { Question, ReplacedAnswer } from './question.entity.js';
import type { QuestionCounts } from './questions.inputs.js';
import { seeQuestions } from './questions.permissions.js';
import type { Reader } from './questions.rules.js';

export async function editsFor(context: RequestContext, { organizationId }: Project): Promise<boolean> {
  const role = context.viewer === null ? null : await findMembershipRole(context, organizationId);
  return role === MembershipRole.EDITOR || role === MembershipRole.OWNER;
}

/** How the viewer reads a question. */
export async function readerOf(context: RequestContext, { authorId, projectId }: Question): Promise<Reader> {
  const project = await projectLoader(context).load(projectId);
  return {
    asker: context.viewer?.userId === authorId,
    editor: project !== null && (await editsFor(context, project)),
    staff: may(context, seeQuestions),
  };
}

/**
 * Returns the questions of a project, newest first. A hidden one leaves its place only where it was answered; who asked,
 * who answers and who moderates see all of them.
 */
export async function listQuestions(
  context: RequestContext,
  project: Project,
  args: PageArgs,
): Promise<Page<Question>> {
  const query = context.db.read
    .createQueryBuilder(Question, 'question')
    .where('question.projectId = :projectId', { projectId: project.id });
  if (!may(context, seeQuestions) && !(await editsFor(context, project)))
    query.andWhere(
      new Brackets((where) => {
        where.where('question.hiddenAt IS NULL').orWhere('question.answeredAt IS NOT NULL');
        if (context.viewer !== null)
          where.orWhere('question.authorId = :viewerId', { viewerId: context.viewer.userId });
      }),
    );
  return paginate(query, [{ column: 'question.id', of: ({ id }) => id, direction: 'DESC' }], args);
}

export const questionCountsLoader = defineLoader<string, QuestionCounts>(async ({ db }, projectIds) => {
  const counts = await db.read.query<Record<'project_id' | 'shown' | 'answered', string>[]>(
    `SELECT project_id, shown, answered FROM project_question_counts WHERE ${sqlIn('project_id', projectIds)}`,
    [...projectIds],
  );
  const dues = await db.read.query<{ project_id: string; due_at: Date | string }[]>(
    `SELECT project_id, MIN(due_at) AS due_at FROM project_questions
     WHERE ${sqlIn('project_id', projectIds)} AND answered_at IS NULL AND hidden_at IS NULL GROUP BY project_id`,
    [...projectIds],
  );
  return projectIds.map((id) => {
    const count = counts.find(({ project_id }) => project_id === id);
    const due = dues.find(({ project_id }) => project_id === id)?.due_at;
    return {
      shown: Number(count?.shown ?? 0),
      answered: Number(count?.answered ?? 0),
      firstDueAt: due == null ? null : fromSqlTime(due),
    };
  });
});

/** The answers that were replaced, by question, the oldest first. */
export const replacedAnswersLoader = defineLoader<string, readonly ReplacedAnswer[]>(async ({ db }, questionIds) => {
  const answers = await db.read.find(ReplacedAnswer, {
    where: { questionId: In([...questionIds]) },
    order: { questionId: 'ASC', number: 'ASC' },
  });
  return questionIds.map((id) => answers.filter(({ questionId }) => questionId === id));
});
