import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { give } from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';
import { lettersTo } from '../support/letters.ts';
import { MUTATIONS } from '../support/operations.ts';
import { createTown, inDays, projectAt, type Town } from '../support/town.ts';

const HOUR_MS = DAY_MS / 24;
const app = useTestApp({ env: { RELEASE_SECOND_SIGNATURE_FEN: '1000000000' } });
let town: Town;
beforeAll(async () => {
  town = await createTown(app);
});

const NOTICES = `query ($topic: NoticeTopic, $unread: Boolean) {
  viewer { notices(first: 100, topic: $topic, unread: $unread) { edges { node { id kind topic title text path } } } }
}`;
interface Told {
  id: string;
  kind: string;
  topic: string;
  title: string;
  text: string;
  path: string;
}
/** What a person was told, oldest first. */
const toldTo = async ({ client }: TestUser, filter: Record<string, unknown> = {}): Promise<Told[]> =>
  (await client.must(NOTICES, filter)).viewer.notices.edges.map(({ node }: { node: Told }) => node).reverse();
const kindsTo = async (person: TestUser, from = 0) => (await toldTo(person)).slice(from).map(({ kind }) => kind);

/** The letters about notices. A sign-up also mails a link, when its job is quicker than the operator. */
const letters = (person: TestUser) =>
  lettersTo(app, person.email).filter((letter) => /^List-Unsubscribe:/m.test(letter));
const subjects = (person: TestUser) => letters(person).length;

const projectId = async () => (await projectAt(app, town, 'FUNDRAISING', { milestones: stages(10_000_000) })).id;
const stages = (amount: number) => [{ title: '采访', amount, dueOn: inDays(app, 80) }];
const donor = () => app.signUp({ name: '捐赠人' });
const settingsOf = async ({ client }: TestUser): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await client.must('{ viewer { noticeSettings { topic way } } }')).viewer.noticeSettings.map(
      ({ topic, way }: { topic: string; way: string }) => [topic, way],
    ),
  );
const choose = (person: TestUser, topic: string, way: string) =>
  person.client.must(MUTATIONS.setNoticeWay, { topic, way });
/** Moves the clock to the next time of day in Shanghai. */
const comeTo = async (hours: number, minutes = 0) => {
  const now = app.clock.now().getTime() + 8 * HOUR_MS;
  const today = Math.floor(now / DAY_MS) * DAY_MS + hours * HOUR_MS + (minutes / 60) * HOUR_MS;
  app.clock.set(new Date((today > now ? today : today + DAY_MS) - 8 * HOUR_MS));
  await app.server.tick();
};
/** The head of a letter, with folded lines joined, by lower-case names. */
const headOf = (letter: string): Map<string, string> =>
  new Map(
    letter
      .split('\n\n', 1)[0]!
      .replace(/\n[ \t]+/g, ' ')
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );

describe('a donor', () => {
  it('is told once that the money is in and its receipt there', async () => {
    const person = await donor();
    const { id, receipt } = await give(person.client, await projectId(), { amount: 12_345 });
    await app.server.tick();
    await app.server.tick();
    const [told, ...more] = await toldTo(person);
    expect(more).toEqual([]);
    expect(told).toMatchObject({
      kind: 'GIFT_ARRIVED',
      topic: 'GIFTS',
      title: '您的捐赠 ¥123.45 已到账',
      path: `/pledges/${id}`,
      text: expect.stringContaining(receipt!.number),
    });
    expect(letters(person)).toHaveLength(1);
  });

  it('is told of a transfer when the treasurer has confirmed it, and not before', async () => {
    const person = await donor();
    const gift = await give(person.client, await projectId(), { amount: 20_000, payment: 'BANK_TRANSFER' });
    await app.server.tick();
    expect(await toldTo(person)).toEqual([]);
    await town.treasurer.client.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: gift.id, amount: 20_000, bankReference: `流水 ${gift.id}` },
    });
    await app.server.tick();
    expect(await kindsTo(person)).toEqual(['GIFT_ARRIVED']);
  });

  it('who gives several times at once is told of each gift once', async () => {
    const person = await donor();
    const id = await projectId();
    await Promise.all([1, 2, 3].map((yuan) => give(person.client, id, { amount: yuan * 100 })));
    await app.server.tick();
    const receipts = (await toldTo(person)).flatMap(({ title }) => Number(/(\d+) 笔/.exec(title)?.[1] ?? 1));
    expect(receipts.reduce((sum, count) => sum + count, 0)).toBe(3);
  });
});

describe('everybody who waits for a step of a project', () => {
  it('is told of it: approval, opening, goal and end of the work', async () => {
    const before = (await toldTo(town.editor)).length;
    const project = await projectAt(app, town, 'FUNDRAISING', { milestones: stages(10_000) });
    const person = await donor();
    await give(person.client, project.id, { amount: 10_000 });
    await app.server.tick();
    expect(await kindsTo(town.editor, before)).toEqual(['PROJECT_APPROVED', 'FUNDING_OPENED', 'GOAL_REACHED']);
    expect((await kindsTo(person)).sort()).toEqual(['GIFT_ARRIVED', 'GOAL_REACHED']);
    const [goal] = (await toldTo(person)).filter(({ kind }) => kind === 'GOAL_REACHED');
    expect(goal).toMatchObject({ topic: 'SUPPORTED', path: `/projects/${project.slug}` });
    const [stage] = project.milestones;
    await town.editor.client.must(MUTATIONS.submitMilestone, {
      input: { milestoneId: stage!.id, report: '做完了。', evidenceUrls: [] },
    });
    await town.reviewer.client.must(MUTATIONS.reviewMilestone, {
      input: { milestoneId: stage!.id, accepted: true, comment: '看过了' },
    });
    await town.treasurer.client.must(MUTATIONS.releaseMilestone, { id: stage!.id });
    await app.server.tick();
    expect(await kindsTo(person)).toContain('PROJECT_COMPLETED');
    expect(await kindsTo(town.member), 'a member who edits nothing').not.toContain('GOAL_REACHED');
  });

  it('is told that it was sent back, rejected or stopped', async () => {
    const before = (await toldTo(town.owner)).length;
    await projectAt(app, town, 'CHANGES_REQUESTED');
    await projectAt(app, town, 'REJECTED');
    const project = await projectAt(app, town, 'FUNDRAISING', { milestones: stages(100_000) });
    const person = await donor();
    await give(person.client, project.id, { amount: 10_000 });
    await town.reviewer.client.must(MUTATIONS.stopProject, { id: project.id, reason: '单位无法继续实施' });
    await app.server.tick();
    expect(await kindsTo(town.owner, before)).toEqual([
      'PROJECT_SENT_BACK',
      'PROJECT_REJECTED',
      'PROJECT_APPROVED',
      'FUNDING_OPENED',
      'PROJECT_ENDED',
    ]);
    expect((await toldTo(person)).at(-1)).toMatchObject({ kind: 'PROJECT_ENDED', topic: 'SUPPORTED' });
  });

  it('is told nothing of a step that was refused after it was recorded', async () => {
    const project = await projectAt(app, town, 'SUBMITTED', { fundingEndsAt: inDays(app, 3) });
    const events = async () => (await app.db.read.query<unknown[]>('SELECT id FROM notice_events')).length;
    const before = await events();
    const { key } = await town.reviewer.client.refused(MUTATIONS.reviewProject, {
      input: { projectId: project.id, decision: 'APPROVE', comment: '看过了' },
    });
    expect(key).toBe('project.noticeOutlivesFunding');
    expect(await events()).toBe(before);
  });

  it('is told of objections and answers', async () => {
    const before = (await toldTo(town.editor)).length;
    const project = await projectAt(app, town, 'PUBLIC_NOTICE');
    const critic = await donor();
    const { raiseObjection } = await critic.client.must(MUTATIONS.raiseObjection, {
      projectId: project.id,
      text: '预算太高',
    });
    await app.server.tick();
    expect(await kindsTo(town.editor, before)).toEqual(['PROJECT_APPROVED', 'OBJECTION_RAISED']);
    expect(JSON.stringify((await toldTo(town.editor)).at(-1)), 'neither words nor person').not.toMatch(/预算|捐赠人/);
    await town.reviewer.client.must(MUTATIONS.answerObjection, {
      input: { objectionId: raiseObjection.id, answer: '预算核过了', outcome: 'DISMISSED' },
    });
    await app.server.tick();
    expect(await toldTo(critic)).toMatchObject([{ kind: 'OBJECTION_ANSWERED', path: `/projects/${project.slug}` }]);
  });
});

it('the owner of a unit is told that it was verified or refused', async () => {
  const owner = await donor();
  const { createOrganization: unit } = await owner.client.must(MUTATIONS.createOrganization, {
    input: { name: '等着核实的合作社', kind: 'COMMUNITY' },
  });
  for (const [accepted, comment] of [
    [false, '请补照片'],
    [true, null],
  ])
    await town.admin.client.must(MUTATIONS.verifyOrganization, { id: unit.id, accepted, comment });
  await app.server.tick();
  const told = await toldTo(owner);
  expect(told.map(({ kind }) => kind)).toEqual(['UNIT_REFUSED', 'UNIT_VERIFIED']);
  expect(told[0]!.title, 'a name that nobody has verified').not.toContain('合作社');
  expect(told[1]!.title).toContain('等着核实的合作社');
});

describe('a person chooses', () => {
  it('one mail a day, with all that happened and was not read', async () => {
    const person = await donor();
    await choose(person, 'GIFTS', 'DAILY');
    const id = await projectId();
    await give(person.client, id, { amount: 10_100 });
    await app.pass(1_000);
    await give(person.client, id, { amount: 10_200 });
    await app.pass(1_000);
    await give(person.client, id, { amount: 10_300 });
    await app.pass(1_000);
    expect(subjects(person)).toBe(0);
    const [first] = await toldTo(person);
    await person.client.must(MUTATIONS.readNotices, { ids: [first!.id] });
    await comeTo(9, 29);
    expect(subjects(person)).toBe(0);
    await comeTo(9, 30);
    const [letter] = letters(person);
    expect(letter).toContain('¥102.00');
    expect(letter).toContain('¥103.00');
    expect(letter, 'it was read').not.toContain('¥101.00');
    expect(letter!.match(/\/stop-mail#/g), 'one link for the topic, in both languages').toHaveLength(2);
    await comeTo(9, 30);
    expect(subjects(person), 'nothing new').toBe(1);
  });

  it('one mail a week, on Monday', async () => {
    const person = await donor();
    await choose(person, 'GIFTS', 'WEEKLY');
    await give(person.client, await projectId(), { amount: 10_000 });
    await app.server.tick();
    let days = 0;
    while (subjects(person) === 0 && days < 8) {
      days += 1;
      await comeTo(9, 30);
    }
    expect(subjects(person)).toBe(1);
    expect(new Date(app.clock.now().getTime() + 8 * HOUR_MS).getUTCDay(), 'Monday').toBe(1);
  });

  it('no mail, and mails that wait for their time are not sent', async () => {
    const person = await donor();
    await choose(person, 'GIFTS', 'DAILY');
    await give(person.client, await projectId(), { amount: 10_000 });
    await app.server.tick();
    await choose(person, 'GIFTS', 'INBOX');
    await comeTo(9, 30);
    expect(subjects(person)).toBe(0);
    expect(await kindsTo(person)).toEqual(['GIFT_ARRIVED']);
  });

  it('mail at once instead of a digest, and gets what waits', async () => {
    const person = await donor();
    await choose(person, 'GIFTS', 'DAILY');
    await give(person.client, await projectId(), { amount: 10_000 });
    await app.server.tick();
    await choose(person, 'GIFTS', 'AT_ONCE');
    await app.server.tick();
    expect(subjects(person)).toBe(1);
    await comeTo(9, 30);
    expect(subjects(person)).toBe(1);
  });

  it('quiet hours, in which nothing is mailed and after which it goes out', async () => {
    const person = await donor();
    await person.client.must(MUTATIONS.setQuietHours, { from: 22, until: 7 });
    await comeTo(23);
    await give(person.client, await projectId(), { amount: 10_000 });
    await app.server.tick();
    expect(await kindsTo(person), 'the page tells at once').toEqual(['GIFT_ARRIVED']);
    await comeTo(3);
    expect(subjects(person)).toBe(0);
    await comeTo(6, 59);
    expect(subjects(person)).toBe(0);
    await comeTo(7);
    expect(subjects(person)).toBe(1);
    await person.client.must(MUTATIONS.setQuietHours, {});
    await comeTo(23);
    await give(person.client, await projectId(), { amount: 10_000 });
    await app.server.tick();
    expect(subjects(person)).toBe(2);
  });

  it('the language of mail', async () => {
    const person = await donor();
    const id = await projectId();
    await give(person.client, id, { amount: 10_000 });
    await app.server.tick();
    expect(letters(person)[0]).toMatch(/已到账[^]*has arrived/);
    for (const [language, says, not] of [
      ['EN', 'has arrived', '已到账'],
      ['ZH_CN', '已到账', 'has arrived'],
    ] as const) {
      await person.client.must(MUTATIONS.setNoticeLanguage, { language });
      await app.pass(1_000);
      const before = subjects(person);
      await give(person.client, id, { amount: 10_000 });
      await app.server.tick();
      expect(subjects(person)).toBe(before + 1);
      const added = letters(person).filter((letter) => letter.includes(says) && !letter.includes(not));
      expect(added).toHaveLength(1);
    }
  });

  it('which notices the page lists', async () => {
    const person = await donor();
    const project = await projectAt(app, town, 'FUNDRAISING', { milestones: stages(10_000) });
    await give(person.client, project.id, { amount: 10_000 });
    await app.server.tick();
    const kinds = async (filter: Record<string, unknown>) => (await toldTo(person, filter)).map(({ kind }) => kind);
    expect(await kinds({ topic: 'GIFTS' })).toEqual(['GIFT_ARRIVED']);
    expect(await kinds({ topic: 'SUPPORTED' })).toEqual(['GOAL_REACHED']);
    expect(await kinds({ topic: 'WORK' })).toEqual([]);
    const [gift] = await toldTo(person, { topic: 'GIFTS' });
    await person.client.must(MUTATIONS.readNotices, { ids: [gift!.id] });
    expect(await kinds({ unread: true })).toEqual(['GOAL_REACHED']);
    expect(await kinds({ unread: true, topic: 'GIFTS' })).toEqual([]);
  });
});

describe('the link of a letter', () => {
  /** A person with a letter, the address of the one click and the token of the page. */
  const withLetter = async () => {
    const person = await donor();
    await give(person.client, await projectId(), { amount: 10_000 });
    await app.server.tick();
    const [letter] = letters(person);
    const head = headOf(letter!);
    const url = /^<(.*)>$/.exec(head.get('list-unsubscribe')!)![1]!;
    return { person, letter: letter!, head, url, token: /\/stop-mail#([\w.-]+)/.exec(letter!)![1]! };
  };
  const click = (url: string, body = 'List-Unsubscribe=One-Click') =>
    fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      redirect: 'manual',
    });

  it('ends mail of its topic by one click of a mail program, and of no other topic', async () => {
    const { person, head, url } = await withLetter();
    expect(head.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect((await click(url)).status).toBe(200);
    expect((await click(url)).status, 'again').toBe(200);
    expect(await settingsOf(person)).toEqual({
      GIFTS: 'INBOX',
      SUPPORTED: 'AT_ONCE',
      PROJECTS: 'AT_ONCE',
      UNITS: 'AT_ONCE',
      WORK: 'AT_ONCE',
    });
    await give(person.client, await projectId(), { amount: 10_000 });
    await app.server.tick();
    expect(subjects(person)).toBe(1);
  });

  it('ends it as multipart, too', async () => {
    const { person, url } = await withLetter();
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(200);
    expect((await settingsOf(person)).GIFTS).toBe('INBOX');
  });

  it('ends nothing when it is only opened, or sent without the words', async () => {
    const { person, url, token } = await withLetter();
    for (const method of ['GET', 'HEAD']) {
      const opened = await fetch(url, { method, redirect: 'manual' });
      expect(opened.status).toBe(303);
      expect(opened.headers.get('location')).toMatch(/^\/stop-mail#v1\./);
    }
    expect((await click(url, '')).status).toBe(400);
    expect((await click(url, 'a=1')).status).toBe(400);
    expect((await click(url, `List-Unsubscribe=One-Click&${'x'.repeat(5_000)}`)).status).toBe(400);
    expect((await fetch(url, { method: 'PUT', body: 'List-Unsubscribe=One-Click' })).status).toBe(405);
    await app.anonymous().must('query ($token: String!) { stoppableMail(token: $token) { about stopped } }', { token });
    expect((await settingsOf(person)).GIFTS).toBe('AT_ONCE');
  });

  it('cannot be made or changed', async () => {
    const { person, url } = await withLetter();
    const forged = `${url.slice(0, -3)}${url.endsWith('AAA') ? 'BBB' : 'AAA'}`;
    for (const wrong of [forged, `${url}x`, `${app.url}/unsubscribe/`, `${app.url}/unsubscribe/v1.file.AAAA`])
      expect((await click(wrong)).status, wrong).toBe(404);
    expect((await settingsOf(person)).GIFTS).toBe('AT_ONCE');
  });

  it('leads a reader who is not signed in to a page with a button', async () => {
    const { person, token } = await withLetter();
    const reader = app.anonymous('en');
    const page = 'query ($token: String!) { stoppableMail(token: $token) { about stopped } }';
    expect((await reader.must(page, { token })).stoppableMail).toEqual({ about: ['My gifts'], stopped: false });
    expect((await reader.must(MUTATIONS.stopMail, { token })).stopMail).toEqual({ about: ['My gifts'], stopped: true });
    expect((await settingsOf(person)).GIFTS).toBe('INBOX');
    expect((await reader.must(page, { token })).stoppableMail.stopped).toBe(true);
  });
});
