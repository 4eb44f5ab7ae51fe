import type { TestApp, TestUser } from './app.ts';
import { MUTATIONS } from './operations.ts';
import { projectAt, type Town } from './town.ts';

/** Asks a question about a public project. */
export const ask = async (person: TestUser, projectId: string, text = '课程安排在周末吗？'): Promise<{ id: string }> =>
  (await person.client.must(MUTATIONS.askQuestion, { input: { projectId, text } })).askQuestion;

/** A question of the donor about a new project of the town's unit. */
export const askedQuestion = async (app: TestApp, town: Town): Promise<{ id: string; project: string }> => {
  const { id: project } = await projectAt(app, town, 'FUNDRAISING');
  return { ...(await ask(town.donor, project)), project };
};

/** Such a question that the unit answered. */
export async function answeredQuestion(app: TestApp, town: Town): Promise<{ id: string; project: string }> {
  const asked = await askedQuestion(app, town);
  await town.owner.client.must(MUTATIONS.answerQuestion, { questionId: asked.id, answer: '在周六上午。' });
  return asked;
}

/** Such a question whose answer the unit corrected, and that the reviewer hid. */
export async function hiddenQuestion(app: TestApp, town: Town): Promise<{ id: string; project: string }> {
  const asked = await answeredQuestion(app, town);
  await town.owner.client.must(MUTATIONS.correctAnswer, { questionId: asked.id, answer: '在周日。', corrections: 0 });
  await town.reviewer.client.must(MUTATIONS.hideQuestion, { questionId: asked.id, reason: '写了他人的电话' });
  return asked;
}
