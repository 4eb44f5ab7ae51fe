import type { Check } from '../../db/check.js';
import { questionCounts } from './questions.counts.js';

export const questionChecks: readonly Check[] = [
  questionCounts.check('the counts of questions of a project equal its questions', [
    {
      rows: 'project_questions q WHERE q.hidden_at IS NULL',
      key: { project_id: 'q.project_id' },
      adds: { shown: '1', answered: 'CASE WHEN q.answered_at IS NULL THEN 0 ELSE 1 END' },
    },
  ]),
  {
    name: 'an answer has its time and its author, and comes after the question',
    sql: `SELECT id FROM project_questions
          WHERE (answer IS NULL) <> (answered_at IS NULL) OR (answer IS NULL) <> (answered_by_id IS NULL) OR answered_at < asked_at`,
  },
  {
    name: 'every correction of an answer keeps the answer that it replaced',
    sql: `SELECT q.id FROM project_questions q
          WHERE q.answer_corrections <> (SELECT COUNT(*) FROM replaced_answers r WHERE r.question_id = q.id)
             OR q.answer_corrections <> COALESCE((SELECT MAX(r.number) FROM replaced_answers r WHERE r.question_id = q.id), 0)
             OR (q.answer_corrections = 0) <> (q.answer_corrected_at IS NULL)`,
  },
  {
    name: 'a hidden question says who hid it and why',
    sql: `SELECT id FROM project_questions
          WHERE (hidden_at IS NULL) <> (hidden_by IS NULL) OR (hidden_at IS NULL) <> (hidden_reason IS NULL) OR (hidden_at IS NULL) <> (hidden_by_id IS NULL)`,
  },
];
