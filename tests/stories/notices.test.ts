import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { give } from '../support/city.ts';
import type { Client } from '../support/client.ts';

import { mailedLetters } from '../support/letters.ts';
import { MUTATIONS } from '../support/operations.ts';
import { createTown, inDays, projectAt, type Town } from '../support/town.ts';

const NOTICES =
  '{ viewer { unreadNotices notices(first: 100) { totalCount edges { node { id kind title text path createdAt readAt } } } } }';

interface ShownNotice {
  id: string;
  kind: string;
  title: string;
  text: string;
  path: string;
  readAt: string | null;
}

// A story here breaks a process off on purpose, which the log need not say.
// One treasurer pays many stages of one organisation in a month, more than one signature is usually enough for.
const app = useTestApp({ env: { LOG_LEVEL: 'fatal', RELEASE_SECOND_SIGNATURE_FEN: '1000000000' } });
let town: Town;
beforeAll(async () => {
  town = await createTown(app);
});

const noticesOf = async (client: Client): Promise<ShownNotice[]> =>
  (await client.must(NOTICES)).viewer.notices.edges.map(({ node }: any) => node);
/** What a person was told of the stages of one project, oldest first. */
const noticesAbout = async (person: TestUser, project: { slug: string; id: string }) =>
  (await noticesOf(person.client))
    .filter(({ kind, path }) => kind.startsWith('STAGE_') && (path.includes(project.slug) || path.includes(project.id)))
    .reverse();
const letters = () => mailedLetters(app);
const lettersTo = (person: TestUser, word: string) =>
  letters().filter((letter) => letter.includes(`To: ${person.email}`) && letter.includes(word));

let projects = 0;
/** A project of two stages, 6,000 and 4,000 yuan, under a title of its own. */
const projectOf = async (changes: Record<string, unknown> = {}) => {
  projects += 1;
  const title = `告知项目${projects}`;
  const project = await projectAt(app, town, 'FUNDRAISING', { title, ...changes });
  return { ...project, title, stages: project.milestones.map(({ id }) => id) };
};
const donors = (count: number) => Promise.all(Array.from({ length: count }, () => app.signUp({ name: '捐赠人' })));
const report = (milestoneId: string) =>
  town.editor.client.must(MUTATIONS.submitMilestone, { input: { milestoneId, report: '做完了。', evidenceUrls: [] } });
const decide = (milestoneId: string, accepted: boolean) =>
  town.reviewer.client.must(MUTATIONS.reviewMilestone, { input: { milestoneId, accepted, comment: '看过了' } });
const verify = async (milestoneId: string) => {
  await report(milestoneId);
  await decide(milestoneId, true);
};
const pay = (id: string) => town.treasurer.client.must(MUTATIONS.releaseMilestone, { id });

describe('a donor is notified', () => {
  it('when a stage is verified and paid, with the amount where the own gift pays it', async () => {
    const project = await projectOf();
    const [first, second, third] = await donors(3);
    await give(first!.client, project.id, { amount: 500_000 });
    await app.pass(1_000);
    await give(second!.client, project.id, { amount: 300_000 });
    await app.pass(1_000);
    await give(third!.client, project.id, { amount: 200_000 });
    const [one, two] = project.stages;
    await verify(one!);
    await app.server.tick();
    // ¥6,000 out of ¥5,000, ¥3,000 and ¥2,000, first in, first out.
    expect((await noticesAbout(first!, project)).map(({ kind, text }) => [kind, /¥[\d,.]+/.exec(text)?.[0]])).toEqual([
      ['STAGE_VERIFIED', '¥5,000.00'],
    ]);
    expect((await noticesAbout(second!, project)).map(({ kind, text }) => [kind, /¥[\d,.]+/.exec(text)?.[0]])).toEqual([
      ['STAGE_VERIFIED', '¥1,000.00'],
    ]);
    const history = async (person: TestUser) =>
      (await noticesAbout(person, project)).map(
        ({ kind, text }) => `${kind} ${/¥[\d,.]+/.exec(text)?.[0] ?? 'by others'}`,
      );
    expect(await history(third!)).toEqual(['STAGE_VERIFIED by others']);
    await pay(one!);
    await verify(two!);
    await pay(two!);
    await app.server.tick();
    expect(await history(first!)).toEqual([
      'STAGE_VERIFIED ¥5,000.00',
      'STAGE_PAID ¥5,000.00',
      'STAGE_VERIFIED by others',
      'STAGE_PAID by others',
    ]);
    expect(await history(second!)).toEqual([
      'STAGE_VERIFIED ¥1,000.00',
      'STAGE_PAID ¥1,000.00',
      'STAGE_VERIFIED ¥2,000.00',
      'STAGE_PAID ¥2,000.00',
    ]);
    expect(await history(third!)).toEqual([
      'STAGE_VERIFIED by others',
      'STAGE_PAID by others',
      'STAGE_VERIFIED ¥2,000.00',
      'STAGE_PAID ¥2,000.00',
    ]);
    const told = (await noticesAbout(third!, project)).find(({ text }) => text.includes('¥2,000.00'));
    expect(told).toMatchObject({
      title: '“布展”已完成并通过核验',
      path: `/projects/${project.slug}#stage-${two}`,
      readAt: null,
    });
    const english = await noticesOf(third!.client.clone('en'));
    expect(english.find(({ id }) => id === told!.id)?.title).toBe('“布展” is done and verified');
  });

  it('of the second stage by the money that the first one leaves, when the second is verified first', async () => {
    const project = await projectOf();
    const [first, second] = await donors(2);
    await give(first!.client, project.id, { amount: 700_000 });
    await app.pass(1_000);
    await give(second!.client, project.id, { amount: 300_000 });
    await verify(project.stages[1]!);
    await app.server.tick();
    const amountOf = async (person: TestUser) =>
      (await noticesAbout(person, project)).map(({ text }) => /¥[\d,.]+/.exec(text)?.[0]);
    expect([await amountOf(first!), await amountOf(second!)]).toEqual([['¥1,000.00'], ['¥3,000.00']]);
  });

  it('once for several gifts together; guests get no notification', async () => {
    const project = await projectOf();
    const [donor] = await donors(1);
    for (const amount of [100_000, 200_000]) await give(donor!.client, project.id, { amount });
    await give(app.anonymous(), project.id, { amount: 700_000, guest: { name: '访客' } });
    await verify(project.stages[0]!);
    await app.server.tick();
    expect((await noticesAbout(donor!, project)).map(({ text }) => /¥[\d,.]+/.exec(text)?.[0])).toEqual(['¥3,000.00']);
    const [event] = await app.db.read.query<{ n: number }[]>(
      'SELECT COUNT(*) AS n FROM notices n JOIN notice_events e ON e.id = n.event_id WHERE e.kind = ? AND e.data LIKE ?',
      ['STAGE_VERIFIED', `%${project.id}%`],
    );
    expect(Number(event!.n), 'the donor, the editor and the owner').toBe(3);
  });

  it('by mail, in both languages, with a way to switch it off; and not after that', async () => {
    const project = await projectOf();
    const [keen, tired] = await donors(2);
    await give(keen!.client, project.id, { amount: 300_000 });
    await give(tired!.client, project.id, { amount: 700_000 });
    const { setNoticeWay } = await tired!.client.must(MUTATIONS.setNoticeWay, { topic: 'SUPPORTED', way: 'INBOX' });
    expect(setNoticeWay.noticeSettings.find(({ topic }: { topic: string }) => topic === 'SUPPORTED')).toMatchObject({
      way: 'INBOX',
      label: '我支持的项目',
      kinds: expect.arrayContaining(['阶段核验通过']),
    });
    await verify(project.stages[0]!);
    await app.server.tick();
    const [letter, ...more] = lettersTo(keen!, '采访');
    expect(more).toEqual([]);
    expect(letter).toContain('“采访”');
    expect(letter).toContain('¥3,000.00 of what you gave');
    expect(letter).toContain(`${app.url}/projects/${project.slug}#stage-${project.stages[0]}`);
    expect(letter).toContain(`${app.url}/account#notices`);
    expect(lettersTo(tired!, '采访')).toEqual([]);
    expect(await noticesAbout(tired!, project), 'the page still shows it').toHaveLength(1);
    await pay(project.stages[0]!);
    await app.server.tick();
    expect(lettersTo(tired!, '采访'), 'the same topic').toEqual([]);
    expect(lettersTo(tired!, '已到账'), 'another topic').toHaveLength(1);
  });
});

describe('when money is given back', () => {
  const approve = async (prepared: { prepareRefund?: { id: string }; prepareReversal?: { id: string } }) =>
    town.admin.client.must(MUTATIONS.approveRefund, { id: (prepared.prepareRefund ?? prepared.prepareReversal)!.id });
  const newest = async (person: TestUser) => (await noticesOf(person.client))[0];

  it('its donors learn how much and why', async () => {
    const project = await projectOf();
    const [one, several] = await donors(2);
    const gift = await give(one!.client, project.id, { amount: 10_000 });
    for (const amount of [20_000, 30_000]) await give(several!.client, project.id, { amount });
    await town.reviewer.client.must(MUTATIONS.stopProject, { id: project.id, reason: '单位无法继续实施' });
    await approve(
      await town.treasurer.client.must(MUTATIONS.prepareRefund, {
        input: { projectId: project.id, reason: '项目停止' },
      }),
    );
    await app.server.tick();
    expect(await newest(one!)).toMatchObject({
      kind: 'GIFT_REFUNDED',
      title: '您的捐赠已退回 ¥100.00',
      path: `/pledges/${gift.id}`,
      text: expect.stringContaining('项目停止'),
    });
    expect(await newest(several!)).toMatchObject({
      kind: 'GIFT_REFUNDED',
      title: '您的捐赠已退回 ¥500.00',
      path: '/account#gifts',
    });
  });

  it('because a confirmation is taken back, the donor learns that the pledge waits again', async () => {
    const project = await projectOf();
    const [donor] = await donors(1);
    const gift = await give(donor!.client, project.id, { amount: 10_000, payment: 'BANK_TRANSFER' });
    await town.treasurer.client.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: gift.id, amount: 10_000, bankReference: `流水 ${gift.id}` },
    });
    await approve(
      await town.treasurer.client.must(MUTATIONS.prepareReversal, {
        input: { pledgeId: gift.id, reason: '认错了流水' },
      }),
    );
    await app.server.tick();
    expect(await newest(donor!)).toMatchObject({
      kind: 'CONFIRMATION_REVERSED',
      path: `/pledges/${gift.id}`,
      text: expect.stringContaining('认错了流水'),
    });
  });
});

it('editors and owners are notified when their stage is returned, verified and paid; other members are not', async () => {
  const project = await projectOf();
  await give((await donors(1))[0]!.client, project.id, { amount: 1_000_000 });
  const [stage] = project.stages;
  await report(stage!);
  await decide(stage!, false);
  await verify(stage!);
  await pay(stage!);
  await app.server.tick();
  for (const person of [town.editor, town.owner]) {
    const told = await noticesAbout(person, project);
    expect(told.map(({ kind }) => kind)).toEqual(['STAGE_RETURNED', 'STAGE_VERIFIED', 'STAGE_PAID']);
    expect(told[0]).toMatchObject({
      title: '“采访”的汇报请补充',
      path: `/workspace/projects/${project.id}/edit#stage-${stage}`,
    });
  }
  for (const person of [town.member, town.insider, town.reviewer, town.treasurer, town.rival])
    expect(await noticesAbout(person, project), person.name).toEqual([]);
});

describe('notifications', () => {
  it('are unread until each person reads them', async () => {
    const project = await projectOf();
    const [one, other] = await donors(2);
    for (const person of [one!, other!]) await give(person.client, project.id, { amount: 500_000 });
    for (const stage of project.stages) await verify(stage);
    await app.server.tick();
    const unread = async (person: TestUser) =>
      (await person.client.must('{ viewer { unreadNotices } }')).viewer.unreadNotices;
    const mine = await noticesOf(one!.client);
    const theirs = await noticesOf(other!.client);
    expect([await unread(one!), await unread(other!)]).toEqual([mine.length, theirs.length]);
    expect(mine.length + theirs.length, 'gift, goal and two stages for each').toBe(8);
    await one!.client.must(MUTATIONS.readNotices, { ids: theirs.map(({ id }) => id) });
    expect(
      [await unread(one!), await unread(other!)],
      'nobody can mark notifications of another person as read',
    ).toEqual([mine.length, theirs.length]);
    await one!.client.must(MUTATIONS.readNotices, { ids: [mine[0]!.id] });
    expect(await unread(one!)).toBe(mine.length - 1);
    await other!.client.must(MUTATIONS.readNotices, {});
    expect(await unread(other!)).toBe(0);
    expect((await noticesOf(other!.client)).every(({ readAt }) => readAt !== null)).toBe(true);
  });

  it('reach ten thousand people once each, though several nodes work and one fails on the way', async () => {
    const project = await projectOf({ milestones: [{ title: '一次做完', amount: 1_000_000, dueOn: inDays(app, 90) }] });
    const [first] = await donors(1);
    await give(first!.client, project.id, { amount: 1_000_000 });
    // The gift reaches the goal. That is told before the crowd comes, so one kind of notice is left to count.
    await app.pass(1_000);
    await app.pass(1_000);
    const crowd = 9_999;
    // The rows are written directly, because so many sign-ups would take minutes.
    await app.db.transact(async (tx) => {
      const id = (kind: string, index: number) => `0190000${kind}-0000-7000-8000-${String(index).padStart(12, '0')}`;
      const [gift] = await tx.manager.query<Record<string, unknown>[]>('SELECT * FROM pledges WHERE project_id = ?', [
        project.id,
      ]);
      const columns = Object.keys(gift!);
      for (let start = 0; start < crowd; start += 500) {
        const batch = Array.from({ length: Math.min(500, crowd - start) }, (_, index) => start + index);
        await tx.manager.query(
          `INSERT INTO users (id, name, created_at) VALUES ${batch.map(() => '(?, ?, ?)').join()}`,
          batch.flatMap((index) => [id('a', index), '众人', gift!.created_at]),
        );
        const values = (index: number) =>
          columns.map(
            (column) =>
              (
                ({
                  id: id('b', index),
                  user_id: id('a', index),
                  amount_fen: 100,
                  idempotency_key: `crowd-${index}`,
                  remark_code: `C${index}`,
                }) as Record<string, unknown>
              )[column] ?? gift![column],
          );
        await tx.manager.query(
          `INSERT INTO pledges (${columns.join()}) VALUES ${batch.map(() => `(${columns.map(() => '?').join()})`).join()}`,
          batch.flatMap(values),
        );
      }
      await tx.manager.query('UPDATE pledges SET amount_fen = 100 WHERE project_id = ?', [project.id]);
    });
    const told = async () => {
      const [row] = await app.db.read.query<{ n: number; people: number }[]>(
        "SELECT COUNT(*) AS n, COUNT(DISTINCT user_id) AS people FROM notices WHERE user_id LIKE '0190000a-%'",
      );
      return { n: Number(row!.n), people: Number(row!.people) };
    };
    // The delivery stops in the middle, as if its process had been killed.
    const transact = app.server.db.transact.bind(app.server.db);
    app.server.db.transact = (async (work) => {
      if ((await told()).n >= 3_000) throw new Error('killed');
      return transact(work);
    }) as typeof transact;
    await report(project.stages[0]!);
    await decide(project.stages[0]!, true);
    for (let tries = 0; tries < 50 && (await told()).n < 3_000; tries += 1)
      await app.server.tick().catch(() => undefined);
    const before = (await told()).n;
    app.server.db.transact = transact;
    expect([before >= 3_000, before < crowd], `it failed in the middle, after ${before}`).toEqual([true, true]);
    app.clock.advance(61_000);
    await Promise.all([app.server.tick(), app.server.tick(), app.server.tick()]);
    expect(await told(), 'people who were notified before the failure are not notified again').toEqual({
      n: crowd,
      people: crowd,
    });
    expect(await noticesAbout(first!, project)).toHaveLength(1);
    await app.db.transact(async (tx) => {
      await tx.manager.query("UPDATE notices SET mail_due_at = NULL WHERE user_id LIKE '0190000a-%'");
      await tx.manager.query("DELETE FROM pledges WHERE id LIKE '0190000b-%'");
      await tx.manager.query('UPDATE pledges SET amount_fen = 1000000 WHERE project_id = ?', [project.id]);
    });
  }, 120_000);
});
