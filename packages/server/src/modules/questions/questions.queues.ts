import { rowsByKey } from '../../db/keyed-rows.js';
import { findByProject, Project } from '../projects/index.js';
import { defineQueue } from '../queues/index.js';
import { Question } from './question.entity.js';
import { moderateQuestions, seeQuestions } from './questions.permissions.js';

/**
 * Questions that no unit has answered. Editors hold no platform role: their own workspace shows theirs. Staff see here
 * where a unit does not answer, and what has to be hidden.
 */
export const questionQueue = defineQueue<Question>({
  name: 'questions',
  label: 'queue.questions',
  path: '/review?tab=questions',
  see: seeQuestions,
  work: moderateQuestions,
  rows: ({ db }) =>
    db.read
      .createQueryBuilder(Question, 'question')
      .innerJoin(Project, 'project', 'project.id = question.projectId')
      .where('question.answeredAt IS NULL AND question.hiddenAt IS NULL'),
  find: findByProject,
  id: 'question.id',
  cameAt: 'question.askedAt',
  deadline: () => 'question.dueAt',
  load: ({ db }, ids) => rowsByKey(db.read, Question, 'id', ids),
});
