import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { DAY_MS } from '../support/clock.ts';
import { mailedLetters } from '../support/letters.ts';
import { MUTATIONS } from '../support/operations.ts';
import { answeredQuestion, ask, askedQuestion } from '../support/questions.ts';
import { publishedUpdate, updateDraft } from '../support/updates.ts';
import { createTown, projectAt, type Town } from '../support/town.ts';

const QUESTIONS = `query Questions($id: ID!) { project(id: $id) { questionCounts { shown answered firstDueAt }
  questions(first: 100) { totalCount edges { node { id text answer answerCorrections replacedAnswers { text } hiddenBy hiddenReason viewerAsked } } } } }`;
const NOTICES = '{ viewer { notices(first: 100) { edges { node { kind title text path } } } } }';
const QUEUE = '{ questionQueue { totalCount edges { node { id text } } } queue(name: "questions") { count overdue } }';

const app = useTestApp();
let town: Town;
beforeAll(async () => {
  town = await createTown(app);
});

const read = async (id: string, client: Client = app.anonymous()) => (await client.must(QUESTIONS, { id })).project;
const told = async (person: TestUser, kind: string) =>
  (await person.client.must(NOTICES)).viewer.notices.edges
    .map(({ node }: any) => node)
    .filter((notice: any) => notice.kind === kind);
const answer = (questionId: string, by: TestUser = town.editor) =>
  by.client.must(MUTATIONS.answerQuestion, { questionId, answer: '周六上午，在社区活动室。' });
const hide = (questionId: string, by: TestUser) =>
  by.client.must(MUTATIONS.hideQuestion, { questionId, reason: '与项目无关的广告' });

describe('a question', () => {
  it('is public at once without a name, waits for the unit, and is answered in public', async () => {
    const { id, project } = await askedQuestion(app, town);
    const [{ node: open }] = (await read(project)).questions.edges;
    expect(open).toMatchObject({ id, text: '课程安排在周末吗？', answer: null, viewerAsked: false });
    expect(JSON.stringify(await read(project))).not.toContain(town.donor.name);
    expect((await read(project)).questionCounts).toMatchObject({ shown: 1, answered: 0 });
    await app.server.tick();
    const [notice] = await told(town.editor, 'QUESTION_ASKED');
    expect(notice.path).toContain(id);
    await answer(id);
    expect(await town.owner.client.refused(MUTATIONS.answerQuestion, { questionId: id, answer: '再答' })).toMatchObject(
      { code: 'INVALID_STATE', key: 'question.answered' },
    );
    const after = await read(project);
    expect(after.questions.edges[0].node.answer).toBe('周六上午，在社区活动室。');
    expect(after.questionCounts).toEqual({ shown: 1, answered: 1, firstDueAt: null });
    await app.server.tick();
    expect(await told(town.donor, 'QUESTION_ANSWERED')).toHaveLength(1);
  });

  it('is answered better by a correction, beside which the earlier answer stays', async () => {
    const { id, project } = await answeredQuestion(app, town);
    const correct = (answer: string, corrections: number) => ({ questionId: id, answer, corrections });
    await town.editor.client.must(MUTATIONS.correctAnswer, correct('改在周日上午。', 0));
    expect(await town.owner.client.refused(MUTATIONS.correctAnswer, correct('周五。', 0))).toMatchObject({
      code: 'CONFLICT',
      key: 'question.corrected',
    });
    expect(await town.owner.client.refused(MUTATIONS.correctAnswer, correct('改在周日上午。', 1))).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'answer',
    });
    await town.owner.client.must(MUTATIONS.correctAnswer, correct('周日下午。', 1));
    const [{ node }] = (await read(project)).questions.edges;
    expect(node).toMatchObject({
      answer: '周日下午。',
      answerCorrections: 2,
      replacedAnswers: [{ text: '在周六上午。' }, { text: '改在周日上午。' }],
    });
    await app.server.tick();
    expect(await told(town.donor, 'ANSWER_CORRECTED')).toHaveLength(2);
    await hide(id, town.reviewer);
    const [{ node: hidden }] = (await read(project)).questions.edges;
    expect(hidden, 'a hidden answer hides what it was before').toMatchObject({ answer: null, replacedAnswers: [] });
  });

  it('is corrected once by two editors who correct it at the same moment', async () => {
    const { id, project } = await answeredQuestion(app, town);
    const outcomes = await Promise.all(
      [town.editor, town.owner].map((one, at) =>
        one.client.execute(MUTATIONS.correctAnswer, { questionId: id, answer: `周日${at}点。`, corrections: 0 }),
      ),
    );
    expect(outcomes.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    expect((await read(project)).questions.edges[0].node).toMatchObject({
      answerCorrections: 1,
      replacedAnswers: [{ text: '在周六上午。' }],
    });
  });

  it('goes into no letter, and neither does its answer', async () => {
    const { id: project } = await projectAt(app, town, 'FUNDRAISING');
    const { id } = await ask(town.donor, project, '请加微信 badlink 领取奖励');
    await app.server.tick();
    await answer(id);
    await app.server.tick();
    const letters = mailedLetters(app).join('\n');
    expect(letters).toContain('单位已经公开回答');
    expect(letters).not.toContain('badlink');
    expect(letters).not.toContain('社区活动室');
  });

  it('needs a verified address and a public project', async () => {
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    const unverified = await app.signUp({ verified: false });
    const input = { projectId: id, text: '在哪里上课？' };
    expect(await unverified.client.refused(MUTATIONS.askQuestion, { input })).toMatchObject({
      code: 'FORBIDDEN',
      key: 'email.unverified',
    });
    const draft = await projectAt(app, town, 'DRAFT');
    expect(
      await town.member.client.refused(MUTATIONS.askQuestion, { input: { ...input, projectId: draft.id } }),
    ).toMatchObject({ code: 'INVALID_STATE', key: 'question.notPublic' });
    expect((await read(id)).questions.totalCount).toBe(0);
  });

  it('is recorded once for a repeated request, and three of a person wait at most', async () => {
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    const asker = await app.signUp();
    const input = { projectId: id, text: '在哪里上课？', idempotencyKey: 'q1' };
    const first = await asker.client.must(MUTATIONS.askQuestion, { input });
    expect(await asker.client.must(MUTATIONS.askQuestion, { input })).toEqual(first);
    await ask(asker, id, '几点上课？');
    const third = await ask(asker, id, '要带手机吗？');
    const more = { input: { projectId: id, text: '还有吗？' } };
    expect(await asker.client.refused(MUTATIONS.askQuestion, more)).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      key: 'question.waiting',
    });
    await answer(third.id);
    await asker.client.must(MUTATIONS.askQuestion, more);
    expect((await read(id)).questionCounts).toMatchObject({ shown: 4, answered: 1 });
  });
});

describe('a hidden question', () => {
  it('that nobody answered is gone for the public, and its author reads why', async () => {
    const { id, project } = await askedQuestion(app, town);
    await hide(id, town.editor);
    expect(await read(project)).toMatchObject({ questionCounts: { shown: 0 }, questions: { totalCount: 0 } });
    expect((await read(project, town.donor.client)).questions.edges[0].node).toMatchObject({
      text: '课程安排在周末吗？',
      hiddenBy: 'UNIT',
      hiddenReason: '与项目无关的广告',
      viewerAsked: true,
    });
    expect(await town.editor.client.refused(MUTATIONS.restoreQuestion, { questionId: id })).toMatchObject({
      code: 'FORBIDDEN',
    });
    await app.server.tick();
    expect((await told(town.donor, 'QUESTION_HIDDEN')).length).toBeGreaterThan(0);
    await town.reviewer.client.must(MUTATIONS.restoreQuestion, { questionId: id });
    expect((await read(project)).questions.edges[0].node).toMatchObject({ text: '课程安排在周末吗？', hiddenBy: null });
  });

  it('that was answered leaves a tombstone without its words', async () => {
    const { id, project } = await askedQuestion(app, town);
    await answer(id);
    await hide(id, town.reviewer);
    const { questionCounts, questions } = await read(project);
    expect(questionCounts).toEqual({ shown: 0, answered: 0, firstDueAt: null });
    expect(questions.edges.map(({ node }: any) => node)).toEqual([
      {
        id,
        text: null,
        answer: null,
        answerCorrections: 0,
        replacedAnswers: [],
        hiddenBy: 'STAFF',
        hiddenReason: null,
        viewerAsked: false,
      },
    ]);
  });

  it('is removed after a year when nobody had answered it', async () => {
    const { id, project } = await askedQuestion(app, town);
    await hide(id, town.editor);
    await app.pass(366 * DAY_MS);
    const rows = await app.db.read.query('SELECT id FROM project_questions WHERE project_id = ?', [project]);
    expect(rows).toEqual([]);
    // Sessions do not outlast a year.
    for (const person of Object.values(town))
      if (typeof person === 'object' && 'client' in person) person.client = await app.as(person);
  });
});

describe('the queue of unanswered questions', () => {
  it('shows reviewers what waits and what is late', async () => {
    const { id } = await askedQuestion(app, town);
    const before = await town.reviewer.client.must(QUEUE);
    expect(before.questionQueue.edges.map(({ node }: any) => node.id)).toContain(id);
    await app.pass(7 * DAY_MS + 1_000);
    town.reviewer.client = await app.as(town.reviewer);
    town.editor.client = await app.as(town.editor);
    expect((await town.reviewer.client.must(QUEUE)).queue.overdue).toBeGreaterThan(0);
    await answer(id);
    expect((await town.reviewer.client.must(QUEUE)).questionQueue.edges.map(({ node }: any) => node.id)).not.toContain(
      id,
    );
  });
});

it('leaves no words of somebody who closes the account, and keeps the answer', async () => {
  const city = await createTown(app);
  const { id: project } = await projectAt(app, city, 'FUNDRAISING');
  const asker = await app.signUp();
  const { id } = await ask(asker, project, '我父亲能参加吗？');
  await answer(id, city.editor);
  await asker.client.must(MUTATIONS.closeAccount, { password: asker.password });
  expect((await read(project)).questions.edges[0].node).toMatchObject({
    text: '（提问人已注销账户）',
    answer: '周六上午，在社区活动室。',
  });
});

describe('limits', () => {
  const strict = useTestApp({ env: { LIMITS: 'question.account=2,update.account=1' } });

  it('keep floods of questions and news away, and say when to go on', async () => {
    const city = await createTown(strict);
    const [one, other] = [await projectAt(strict, city, 'FUNDRAISING'), await projectAt(strict, city, 'FUNDRAISING')];
    await ask(city.donor, one.id);
    await ask(city.donor, other.id);
    expect(
      await city.donor.client.refused(MUTATIONS.askQuestion, { input: { projectId: other.id, text: '还有吗？' } }),
    ).toMatchObject({ code: 'LIMIT_EXCEEDED', key: 'question.tooMany' });
    await publishedUpdate(city.owner.client, one.id);
    const draft = await updateDraft(city.owner.client, one.id);
    expect(await city.owner.client.refused(MUTATIONS.publishUpdate, { id: draft.id })).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      key: 'update.tooMany',
    });
  });
});
