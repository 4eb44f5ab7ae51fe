import type { TestApp } from '../../support/app.ts';
import { EDITORS, queryRow, REVIEWERS, SIGNED_IN, type PrivateField, type AccessTable } from '../../support/access.ts';
import { MUTATIONS } from '../../support/operations.ts';
import { answeredQuestion, askedQuestion } from '../../support/questions.ts';
import { projectAt } from '../../support/town.ts';

/** A field of the question that was answered and hidden. */
const field = (name: string, by: PrivateField['by'], seen: (value: unknown) => boolean): PrivateField => ({
  query: `query Q($id: ID!) { it: project(id: $id) { questions { edges { node { it: ${name} } } } } }`,
  variables: ({ question }) => ({ id: question.project }),
  seen: ({ it }) => seen(it.questions.edges[0].node.it),
  by,
});
const isThere = (value: unknown) => value !== null;

export default (app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'askQuestion',
      target: async (t) => ({
        input: { projectId: (await projectAt(app, t, 'FUNDRAISING')).id, text: '周末上课吗？' },
      }),
      allowed: SIGNED_IN,
    },
    {
      mutation: 'answerQuestion',
      target: async (t) => ({ questionId: (await askedQuestion(app, t)).id, answer: '周六上午。' }),
      allowed: EDITORS,
    },
    {
      mutation: 'correctAnswer',
      target: async (t) => ({ questionId: (await answeredQuestion(app, t)).id, answer: '周日。', corrections: 0 }),
      allowed: EDITORS,
    },
    {
      mutation: 'hideQuestion',
      target: async (t) => ({ questionId: (await askedQuestion(app, t)).id, reason: '广告' }),
      allowed: [...EDITORS, ...REVIEWERS],
    },
    {
      mutation: 'restoreQuestion',
      allowed: REVIEWERS,
      // Only those who may read a hidden question know that there is one.
      async target(t) {
        const { id } = await askedQuestion(app, t);
        await t.reviewer.client.must(MUTATIONS.hideQuestion, { questionId: id, reason: '广告' });
        return { questionId: id };
      },
    },
  ],
  seeing: {
    questionQueue: queryRow('{ it: questionQueue { totalCount edges { node { id } } } }', REVIEWERS),
  },
  queues: { questions: { sees: REVIEWERS, works: REVIEWERS } },
  traces: {
    askQuestion: ['QUESTION_ASKED'],
    answerQuestion: ['QUESTION_ANSWERED'],
    correctAnswer: ['ANSWER_CORRECTED'],
    hideQuestion: ['QUESTION_HIDDEN'],
    restoreQuestion: ['QUESTION_RESTORED'],
  },
  secret: {
    'Question.text': field('text', ['donor', ...EDITORS, ...REVIEWERS], isThere),
    'Question.answer': field('answer', ['donor', ...EDITORS, ...REVIEWERS], isThere),
    'Question.replacedAnswers': field(
      'replacedAnswers { text }',
      ['donor', ...EDITORS, ...REVIEWERS],
      (value) => (value as unknown[]).length > 0,
    ),
    'Question.hiddenReason': field('hiddenReason', ['donor', ...EDITORS, ...REVIEWERS], isThere),
    'Question.viewerAsked': field('viewerAsked', ['donor'], (value) => value === true),
  },
  open: {
    Project: ['questions', 'questionCounts'],
    Question: [
      'id',
      'askedAt',
      'dueAt',
      'answeredAt',
      'answerCorrections',
      'answerCorrectedAt',
      'hiddenAt',
      'hiddenBy',
      'project',
    ],
    ReplacedAnswer: ['text', 'writtenAt'],
  },
});
