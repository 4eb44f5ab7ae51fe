import { beforeAll, expect, it } from 'vitest';
import { modules } from '@hongchuang/server/modules.ts';
import { useTestApp, type TestUser } from '../support/app.ts';
import { give } from '../support/city.ts';
import { lettersTo } from '../support/letters.ts';
import { MUTATIONS } from '../support/operations.ts';
import { createTown, endNotice, inDays, projectAt, type StagedProject, type Town } from '../support/town.ts';
import { publishedUpdate } from '../support/updates.ts';

type Group = 'donor' | 'guest' | 'follower';
const GIVERS: readonly Group[] = ['donor', 'guest'];
const SUPPORTERS: readonly Group[] = ['donor', 'guest', 'follower'];
const NOBODY: readonly Group[] = [];

/**
 * Which people of no platform role and no unit each kind of notice reaches, when they gave to a project with or without
 * an account, or follow it. The kinds of other people's work reach none of them, even where the story plays the event.
 */
const REACHES: Readonly<Record<string, readonly Group[]>> = {
  GIFT_ARRIVED: GIVERS,
  PLEDGE_ENDED: GIVERS,
  GIFT_REFUNDED: GIVERS,
  PROJECT_NEWS: SUPPORTERS,
  PROJECT_THANKS: GIVERS,
  // Nobody can give before funding opens.
  FUNDING_OPENED: ['follower'],
  GOAL_REACHED: SUPPORTERS,
  FUNDING_CLOSED: SUPPORTERS,
  PROJECT_ENDED: SUPPORTERS,
  PROJECT_COMPLETED: SUPPORTERS,
  // It tells that the report of the stage is public.
  STAGE_VERIFIED: SUPPORTERS,
  STAGE_PAID: SUPPORTERS,
  STAGE_RETURNED: NOBODY,
  PROJECT_APPROVED: NOBODY,
  OBJECTION_RAISED: NOBODY,
  OBJECTION_ANSWERED: NOBODY,
  QUESTION_ASKED: NOBODY,
  QUESTION_ANSWERED: NOBODY,
  ANSWER_CORRECTED: NOBODY,
  QUESTION_HIDDEN: NOBODY,
  ORDER_TO_SIGN: NOBODY,
  ORDER_SIGNED: NOBODY,
};

/** Kinds that this story does not play, because no project that people give to or follow has part in them. */
const OF_OTHERS = [
  'CAMPAIGN_DECIDED',
  // The same recipients as GIFT_REFUNDED, by the same function.
  'CONFIRMATION_REVERSED',
  'DEPUTY_NAMED',
  'MATCH_FUND_DECIDED',
  'ORDER_REFUSED',
  'PARENT_ACCEPTED',
  'PARENT_ASKED',
  'PARENT_REFUSED',
  'PAYEE_ACCOUNT_DECIDED',
  'PAYEE_ACCOUNT_ENTERED',
  'PROJECT_REJECTED',
  'PROJECT_SENT_BACK',
  'REPORT_LATE',
  'REPORT_SOON',
  'TRACE_ALERT',
  'UNITS_MERGED',
  'UNIT_CHANGE_DECIDED',
  'UNIT_MERGER_ASKED',
  'UNIT_REFUSED',
  'UNIT_REMINDED',
  'UNIT_SPLIT',
  'UNIT_VERIFIED',
  'WEBHOOK_OFF',
  'WORK_WAITS',
];

const app = useTestApp({ env: { RELEASE_SECOND_SIGNATURE_FEN: '1000000000' } });
const GUEST = { name: '访客', email: 'guest@example.test' };
let town: Town;
/** Gave to the first stage, to the last one, follows, and gave and follows. */
let people: Record<'early' | 'late' | 'follower' | 'both', TestUser>;

const follow = (person: TestUser, projectId: string) =>
  person.client.must(MUTATIONS.followProject, { projectId, follows: true });
const passStage = async (milestoneId: string) => {
  const report = { input: { milestoneId, report: '做完了。', evidenceUrls: [] } };
  await town.editor.client.must(MUTATIONS.submitMilestone, report);
  await town.reviewer.client.must(MUTATIONS.reviewMilestone, {
    input: { milestoneId, accepted: false, comment: '请补照片' },
  });
  await town.editor.client.must(MUTATIONS.submitMilestone, report);
  await town.reviewer.client.must(MUTATIONS.reviewMilestone, { input: { milestoneId, accepted: true } });
  await town.treasurer.client.must(MUTATIONS.releaseMilestone, { id: milestoneId });
  await app.server.tick();
};

/** A project from its public notice to its end, with every step that somebody waits for. */
async function playToTheEnd(): Promise<StagedProject> {
  const project = await projectAt(app, town, 'PUBLIC_NOTICE', {
    milestones: [
      { title: '第一段', amount: 6_000, dueOn: inDays(app, 80) },
      { title: '第二段', amount: 4_000, dueOn: inDays(app, 90) },
    ],
  });
  const { id } = project;
  await follow(people.follower, id);
  await follow(people.both, id);
  const { raiseObjection } = await town.stranger.client.must(MUTATIONS.raiseObjection, {
    projectId: id,
    text: '预算太高',
  });
  await town.reviewer.client.must(MUTATIONS.answerObjection, {
    input: { objectionId: raiseObjection.id, answer: '预算核过了', outcome: 'DISMISSED' },
  });
  await endNotice(app, id);
  for (const text of ['周末有课吗？', '电话是多少？']) {
    const { askQuestion } = await town.stranger.client.must(MUTATIONS.askQuestion, { input: { projectId: id, text } });
    await town.owner.client.must(MUTATIONS.answerQuestion, { questionId: askQuestion.id, answer: '周六上午。' });
    await town.owner.client.must(MUTATIONS.correctAnswer, {
      questionId: askQuestion.id,
      answer: '周日上午。',
      corrections: 0,
    });
    if (text.startsWith('电话'))
      await town.reviewer.client.must(MUTATIONS.hideQuestion, { questionId: askQuestion.id, reason: '问了他人的电话' });
  }
  await give(people.early.client, id, { amount: 3_000 });
  await give(app.anonymous(), id, { amount: 3_000, guest: GUEST });
  await give(people.late.client, id, { amount: 2_000 });
  await give(people.both.client, id, { amount: 1_000 });
  await give(app.anonymous(), id, { amount: 1_000, guest: GUEST });
  await app.server.tick();
  await publishedUpdate(town.owner.client, id, { title: '开课了' });
  await publishedUpdate(town.owner.client, id, { kind: 'THANKS', title: '谢谢大家' });
  for (const { id: stage } of project.milestones) await passStage(stage);
  return project;
}

/** A project that ends early: one transfer never came, and the gifts are given back. */
async function playToEarlyEnd(): Promise<void> {
  const { id } = await projectAt(app, town, 'FUNDRAISING');
  await follow(people.follower, id);
  for (const [client, guest] of [
    [people.early.client, undefined],
    [app.anonymous(), GUEST],
  ] as const) {
    await give(client, id, { guest });
    const transfer = await give(client, id, { guest, payment: 'BANK_TRANSFER' });
    await town.treasurer.client.must(MUTATIONS.endPledge, { id: transfer.id, reason: '没有这笔转账' });
  }
  await town.reviewer.client.must(MUTATIONS.stopProject, { id, reason: '单位无法继续实施' });
  await app.server.tick();
  const { prepareRefund } = await town.preparer.client.must(MUTATIONS.prepareRefund, {
    input: { projectId: id, reason: '项目停止' },
  });
  await town.admin.client.must(MUTATIONS.approveRefund, { id: prepareRefund.id });
}

/** A project whose days of funding are over before it reached its goal. */
async function playToClosedFunding(): Promise<void> {
  const { id } = await projectAt(app, town, 'FUNDRAISING', {
    fundingRule: 'KEEP_WHAT_CAME',
    fundingEndsAt: inDays(app, 30),
  });
  await follow(people.follower, id);
  await give(people.early.client, id);
  await give(app.anonymous(), id, { guest: GUEST });
  const past = new Date(app.clock.now().getTime() - 1_000).toISOString().slice(0, 23).replace('T', ' ');
  await app.db.transact((tx) => tx.manager.query('UPDATE projects SET funding_ends_at = ? WHERE id = ?', [past, id]));
  await app.server.tick();
}

let first: StagedProject;
beforeAll(async () => {
  town = await createTown(app);
  const [early, late, follower, both] = await Promise.all(
    ['先捐', '后捐', '关注', '捐又关注'].map((name) => app.signUp({ name })),
  );
  people = { early: early!, late: late!, follower: follower!, both: both! };
  first = await playToTheEnd();
  await playToEarlyEnd();
  await playToClosedFunding();
  await app.server.tick();
  await app.server.tick();
});

interface Told {
  kind: string;
  reader: string;
  data: string;
}
const told = async (projectId?: string): Promise<Told[]> => {
  const rows = await app.db.read.query<(Told & { event: string })[]>(
    `SELECT e.kind, n.user_id AS reader, n.data, e.data AS event FROM notices n JOIN notice_events e ON e.id = n.event_id
     UNION ALL SELECT e.kind, 'guest', g.data, e.data FROM guest_notices g JOIN notice_events e ON e.id = g.event_id`,
  );
  return rows.filter(({ event }) => projectId === undefined || event.includes(projectId));
};

it('every kind of notice is here', () => {
  const kinds = modules.flatMap(({ noticeKinds = [] }) => noticeKinds.map(({ name }) => name));
  expect([...Object.keys(REACHES), ...OF_OTHERS].sort(), 'say whom the new kind reaches').toEqual(kinds.sort());
});

it.each(Object.entries(REACHES))('%s reaches whom it concerns, and nobody else', async (kind, groups) => {
  const events = await app.db.read.query<unknown[]>('SELECT id FROM notice_events WHERE kind = ? AND due_at IS NULL', [
    kind,
  ]);
  expect(events.length, 'the story plays it').toBeGreaterThan(0);
  const readers = new Set((await told()).filter((one) => one.kind === kind).map(({ reader }) => reader));
  const reached = SUPPORTERS.filter((group) =>
    readers.has({ donor: people.early.id, guest: 'guest', follower: people.follower.id }[group]),
  );
  expect(reached).toEqual(groups);
});

it('kinds of other people’s work reach none of them', async () => {
  const ids: string[] = ['guest', ...Object.values(people).map(({ id }) => id)];
  const others = (await told()).filter(({ kind, reader }) => OF_OTHERS.includes(kind) && ids.includes(reader));
  expect(others).toEqual([]);
});

it('who gave and follows is told once of everything, as a donor', async () => {
  const own = (await told(first.id)).filter(({ reader }) => reader === people.both.id);
  expect(own.map(({ kind }) => kind).sort()).toEqual(
    [
      'FUNDING_OPENED',
      'GOAL_REACHED',
      'PROJECT_COMPLETED',
      'PROJECT_NEWS',
      'PROJECT_THANKS',
      'STAGE_PAID',
      'STAGE_PAID',
      'STAGE_VERIFIED',
      'STAGE_VERIFIED',
    ].sort(),
  );
  expect(own.filter(({ data, kind }) => kind !== 'FUNDING_OPENED' && data.includes('follower'))).toEqual([]);
});

it('donors whose gifts pay another stage are told of a stage, without an amount of theirs', async () => {
  const ofStages = (await told(first.id)).filter(({ kind }) => kind === 'STAGE_VERIFIED' || kind === 'STAGE_PAID');
  const partOf = (person: TestUser) =>
    ofStages
      .filter(({ reader }) => reader === person.id)
      .map(({ kind, data }) => `${kind} ${data}`)
      .sort();
  const [general, own] = ['{"as":"supporter"}', (fen: number) => `{"givenFen":${fen}}`] as const;
  const both = (...parts: string[]) =>
    ['STAGE_PAID', 'STAGE_VERIFIED'].flatMap((kind) => parts.map((p) => `${kind} ${p}`)).sort();
  expect(partOf(people.early)).toEqual(both(own(3_000), general));
  expect(partOf(people.late)).toEqual(both(general, own(2_000)));
  expect(partOf(people.follower)).toEqual(both('{"as":"follower"}', '{"as":"follower"}'));
});

it('a guest with gifts for two stages gets one letter about each, with the amount', () => {
  const letters = lettersTo(app, GUEST.email).filter((letter) => letter.includes('核验'));
  const verified = letters.filter((letter) => letter.includes('将用于这一阶段'));
  expect(verified.map((letter) => /¥\d+\.\d\d/.exec(letter)?.[0]).sort()).toEqual(['¥10.00', '¥30.00']);
  expect(letters.filter((letter) => letter.includes('您的捐赠用于其他阶段'))).toEqual([]);
});
