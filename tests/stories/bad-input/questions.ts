import { clientKey, type BadInputRow, type World } from '../../support/bad-input.ts';
import { id, object, text } from '../../support/bad-values.ts';
import { MUTATIONS } from '../../support/operations.ts';
import { askedQuestion } from '../../support/questions.ts';

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
