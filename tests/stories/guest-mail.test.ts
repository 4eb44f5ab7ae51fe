import { beforeAll, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { give } from '../support/city.ts';
import { lettersTo } from '../support/letters.ts';
import { MUTATIONS } from '../support/operations.ts';
import { createTown, inDays, projectAt, type Town } from '../support/town.ts';
import { publishedUpdate } from '../support/updates.ts';

const app = useTestApp({ env: { RELEASE_SECOND_SIGNATURE_FEN: '1000000000' } });
let town: Town;
beforeAll(async () => {
  town = await createTown(app);
});

let guests = 0;
/** A guest with an address of their own. */
const guest = () => {
  guests += 1;
  return { name: `访客${guests}`, email: `guest${guests}@example.test` };
};
const project = () =>
  projectAt(app, town, 'FUNDRAISING', {
    milestones: [{ title: '采访', amount: 10_000, dueOn: inDays(app, 80) }],
  });
const subjectsTo = (email: string) => lettersTo(app, email).length;

it('a guest is told of the money, of the stage that it pays and of the end, in the language of the gift', async () => {
  const open = await project();
  const [chinese, english] = [guest(), guest()];
  await give(app.anonymous(), open.id, { amount: 6_000, guest: chinese });
  const gift = await give(app.anonymous('en'), open.id, { amount: 4_000, guest: english });
  await app.server.tick();
  await app.server.tick();
  const [first] = lettersTo(app, chinese.email).filter((letter) => letter.includes('已到账'));
  expect(first).toMatch(/¥60\.00/);
  expect(first).toMatch(/\/receipts\//);
  expect(first, 'in one language').not.toContain('has arrived');
  const [arrived] = lettersTo(app, english.email).filter((letter) => letter.includes('has arrived'));
  expect(arrived).toContain(`${app.url}/receipts/${gift.receipt!.number}`);
  expect(subjectsTo(english.email), 'the gift and the goal').toBe(2);
  const [stage] = open.milestones;
  await town.editor.client.must(MUTATIONS.submitMilestone, {
    input: { milestoneId: stage!.id, report: '做完了。', evidenceUrls: [] },
  });
  await town.reviewer.client.must(MUTATIONS.reviewMilestone, {
    input: { milestoneId: stage!.id, accepted: true, comment: '看过了' },
  });
  await town.treasurer.client.must(MUTATIONS.releaseMilestone, { id: stage!.id });
  await app.server.tick();
  const told = lettersTo(app, english.email).join('\n');
  expect(told).toContain('¥40.00');
  expect(subjectsTo(english.email), 'verified, paid, completed').toBe(5);
});

it('a guest whose transfer is ended or given back is told, and one without an address is not', async () => {
  const open = await project();
  const [ended, paid] = [guest(), guest()];
  const transfer = await give(app.anonymous(), open.id, { amount: 1_000, guest: ended, payment: 'BANK_TRANSFER' });
  await give(app.anonymous(), open.id, { amount: 1_000, guest: paid });
  await give(app.anonymous(), open.id, { amount: 1_000, guest: { name: '不留邮箱' } });
  await town.treasurer.client.must(MUTATIONS.endPledge, { id: transfer.id, reason: '没有这笔转账' });
  await town.reviewer.client.must(MUTATIONS.stopProject, { id: open.id, reason: '单位无法继续实施' });
  await app.server.tick();
  const { prepareRefund } = await town.treasurer.client.must(MUTATIONS.prepareRefund, {
    input: { projectId: open.id, reason: '项目停止' },
  });
  await town.admin.client.must(MUTATIONS.approveRefund, { id: prepareRefund.id });
  await app.server.tick();
  expect(lettersTo(app, ended.email)).toHaveLength(1);
  expect(lettersTo(app, ended.email)[0]).toContain('没有这笔转账');
  expect(lettersTo(app, paid.email).filter((letter) => letter.includes('已退回'))).toHaveLength(1);
  expect(subjectsTo(paid.email), 'money, end, refund').toBe(3);
});

it('a guest with several gifts is told the news and the thanks of a project once, and ends all of it by one link', async () => {
  const open = await project();
  const one = guest();
  await give(app.anonymous(), open.id, { amount: 1_000, guest: one });
  await give(app.anonymous(), open.id, { amount: 2_000, guest: { ...one, email: one.email.toUpperCase() } });
  await app.server.tick();
  const all = () => [...lettersTo(app, one.email), ...lettersTo(app, one.email.toUpperCase())];
  expect(all(), 'each gift has arrived').toHaveLength(2);
  await publishedUpdate(town.owner.client, open.id, { title: '开课了' });
  await publishedUpdate(town.owner.client, open.id, { kind: 'THANKS', title: '谢谢您' });
  await app.server.tick();
  const [news, ...more] = all().filter((letter) => letter.includes('开课了'));
  expect(more).toEqual([]);
  expect(news).toMatch(/\/projects\/[^/#]+#update-/);
  expect(
    all().filter((letter) => letter.includes('谢谢您')),
    'each gift has its own thanks',
  ).toHaveLength(2);
  const token = /\/stop-mail#([\w.-]+)/.exec(news!)![1]!;
  await fetch(`${app.url}/unsubscribe/${token}`, { method: 'POST', body: 'List-Unsubscribe=One-Click' });
  await publishedUpdate(town.owner.client, open.id, { title: '又开课了' });
  await app.server.tick();
  expect(all()).toHaveLength(5);
});

it('a guest ends the mail by the link of a letter, and the address is gone', async () => {
  const open = await project();
  const one = guest();
  await give(app.anonymous(), open.id, { amount: 1_000, guest: one });
  await app.server.tick();
  const [letter] = lettersTo(app, one.email);
  const token = /\/stop-mail#([\w.-]+)/.exec(letter!)![1]!;
  expect(letter).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
  const page = 'query ($token: String!) { stoppableMail(token: $token) { about stopped } }';
  expect((await app.anonymous().must(page, { token })).stoppableMail).toEqual({
    about: ['您未登录时的捐赠'],
    stopped: false,
  });
  const answer = await fetch(`${app.url}/unsubscribe/${token}`, { method: 'POST', body: 'List-Unsubscribe=One-Click' });
  expect(answer.status).toBe(200);
  expect((await app.anonymous().must(page, { token })).stoppableMail.stopped).toBe(true);
  const left = await app.db.read.query<unknown[]>(
    'SELECT a.id FROM guest_addresses a JOIN pledges p ON p.id = a.id WHERE p.project_id = ?',
    [open.id],
  );
  expect(left).toEqual([]);
  await give(app.anonymous(), open.id, { amount: 9_000, guest: { name: '别人' } });
  await app.server.tick();
  expect(subjectsTo(one.email), 'the goal is reached, and nobody is told there').toBe(1);
});

it('a gift with an address is the same gift when it is sent again, and another one with another address', async () => {
  const open = await project();
  const one = guest();
  const input = { amount: 1_000, idempotencyKey: 'one-key', guest: one };
  const client = app.anonymous();
  const gift = await give(client, open.id, input);
  expect((await give(client, open.id, input)).id).toBe(gift.id);
  expect((await give(client, open.id, { ...input, guest: { ...one, email: one.email.toUpperCase() } })).id).toBe(
    gift.id,
  );
  await expect(give(client, open.id, { ...input, guest: guest() })).rejects.toThrow();
});
