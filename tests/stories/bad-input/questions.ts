import { clientKey, type BadInputRow, type World } from '../../support/bad-input.ts';
import { id, object, text, wholeNumber } from '../../support/bad-values.ts';
import { MUTATIONS } from '../../support/operations.ts';
import { answeredQuestion, askedQuestion } from '../../support/questions.ts';

const asked = async ({ app, ...town }: World) => (await askedQuestion(app, town)).id;

export default [
  {
    mutation: 'askQuestion',
    who: ({ donor }) => donor,
    good: ({ open }) => ({ input: { projectId: open.id, text: '周末上课吗？' } }),
    inputs: {
      input: object(),
      'input.projectId': id(),
      'input.text': text({ max: 500, multiline: true }),
      'input.idempotencyKey': clientKey,
    },
  },
  {
    mutation: 'answerQuestion',
    who: ({ owner }) => owner,
    good: async (world) => ({ questionId: await asked(world), answer: '周六上午。' }),
    inputs: { questionId: id(), answer: text({ max: 2_000, multiline: true }) },
  },
  {
    mutation: 'correctAnswer',
    who: ({ owner }) => owner,
    good: async ({ app, ...town }) => ({
      questionId: (await answeredQuestion(app, town)).id,
      answer: '周日下午。',
      corrections: 0,
    }),
    inputs: {
      questionId: id(),
      answer: text({ max: 2_000, multiline: true }),
      corrections: wholeNumber({ min: 0, max: 10_000 }),
    },
  },
  {
    mutation: 'hideQuestion',
    who: ({ reviewer }) => reviewer,
    good: async (world) => ({ questionId: await asked(world), reason: '广告' }),
    inputs: { questionId: id(), reason: text({ max: 500, multiline: true }) },
  },
  {
    mutation: 'restoreQuestion',
    who: ({ reviewer }) => reviewer,
    async good(world) {
      const questionId = await asked(world);
      await world.reviewer.client.must(MUTATIONS.hideQuestion, { questionId, reason: '广告' });
      return { questionId };
    },
    inputs: { questionId: id() },
  },
] satisfies readonly BadInputRow[];
