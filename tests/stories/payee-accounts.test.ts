import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { pledgeInput, verifiedOrganization, type City } from '../support/city.ts';
import { lettersTo } from '../support/letters.ts';
import { MUTATIONS } from '../support/operations.ts';
import { decidePayee, enterPayee, newNumber, payeeInput, verifiedPayee } from '../support/payees.ts';
import { fetchPdf } from '../support/pdf.ts';
import { askedForProof, sendProved } from '../support/safeguards.ts';
import { createTown, inDays, joinUnit, projectAt, type Town } from '../support/town.ts';

// Units are paid to an account on record: an owner enters it, a treasurer verifies it, and two people change it.

const app = useTestApp({ env: { PUBLIC_NOTICE_DAYS: '0' } });
let town: Town;
beforeAll(async () => {
  town = await createTown(app);
});

const FORBIDDEN = (words: string) => ({ code: 'FORBIDDEN', message: expect.stringContaining(words) });
const STATE = (words: string) => ({ code: 'INVALID_STATE', message: expect.stringContaining(words) });

async function unit(name: string): Promise<City> {
  const publisher = await app.signUp({ name: `${name}负责人` });
  return {
    ...town,
    publisher,
    organization: await verifiedOrganization(publisher, town.admin, { name, kind: 'SOCIAL_WORK' }),
  };
}
/** A project of the unit with one verified stage for each amount. */
async function verified(city: City, ...amounts: number[]): Promise<{ id: string; stages: string[] }> {
  const project = await projectAt(app, city, 'FUNDRAISING', {
    milestones: amounts.map((amount, index) => ({ title: `第${index}段`, amount, dueOn: inDays(app, 80 + index) })),
  });
  const amount = amounts.reduce((sum, fen) => sum + fen, 0);
  await town.donor.client.must(MUTATIONS.pledge, { input: pledgeInput(project.id, { amount }) });
  for (const { id } of project.milestones) {
    await city.publisher.client.must(MUTATIONS.submitMilestone, {
      input: { milestoneId: id, report: '做完了', evidenceUrls: [] },
    });
    await town.reviewer.client.must(MUTATIONS.reviewMilestone, { input: { milestoneId: id, accepted: true } });
  }
  return { id: project.id, stages: project.milestones.map(({ id }) => id) };
}
const pay = async (by: TestUser, id: string): Promise<string> =>
  (await by.client.must(MUTATIONS.releaseMilestone, { id })).releaseMilestone.status;
const ACCOUNTS = `query A($id: ID!) { organization(id: $id) { payeeAccounts {
  id state accountName bank maskedNumber number enteredBy decidedBy reason unitsWithSameNumber { id } order { preparedBy signedBy } } } }`;
const accountsOf = async (who: TestUser, { organization }: City) =>
  (await who.client.must(ACCOUNTS, { id: organization.id })).organization.payeeAccounts;
const PAID_TO = `query P($id: ID!) { project(id: $id) { milestones { status release { payee { id maskedNumber } }
  releaseStanding { state blockedBy needsSecond aloneThisMonth } } } }`;

describe('the first account', () => {
  it('is entered by an owner, verified by a treasurer, and named by the payment', async () => {
    const city = await unit('首个账户服务社');
    const entered = await enterPayee(city.publisher, city.organization.id, { number: '４４２０ 1234-5678 9012 345' });
    expect(entered).toMatchObject({ state: 'ENTERED', maskedNumber: '**** 2345' });
    expect(
      await city.publisher.client.refused(MUTATIONS.decidePayeeAccount, { id: entered.id, accepted: true }),
    ).toMatchObject({ code: 'FORBIDDEN' });
    expect(await decidePayee(town.treasurer, entered.id)).toBe('CURRENT');
    const [own] = await accountsOf(city.publisher, city);
    expect(own).toMatchObject({ maskedNumber: '**** 2345', number: null, unitsWithSameNumber: null, order: null });
    const [seen] = await accountsOf(town.treasurer, city);
    expect(seen).toMatchObject({ number: '4420 1234 5678 9012 345', decidedBy: '出纳', unitsWithSameNumber: [] });
    const project = await verified(city, 100_000);
    await pay(town.treasurer, project.stages[0]!);
    const shown = (await city.publisher.client.must(PAID_TO, { id: project.id })).project.milestones[0];
    expect(shown.release.payee).toEqual({ id: entered.id, maskedNumber: '**** 2345' });
    // The paper for the bank and the vouchers names the same account, and each look is on record.
    const paper = `/exports/releases/${project.stages[0]}.pdf`;
    const { text } = await fetchPdf(town.auditor.client, paper);
    for (const words of ['拨付审批单', '石岐社会工作服务中心', '4420 1234 5678 9012 345', '出纳', '在一人限额以内'])
      expect(text).toContain(words);
    for (const client of [city.publisher.client, town.reviewer.client, app.anonymous()])
      expect((await client.fetch(paper)).status).toBe(404);
    const { trace } = await town.auditor.client.must(
      '{ trace(first: 1, filter: { kinds: ["PAPER_OPENED"] }) { totalCount } }',
    );
    expect(trace.totalCount).toBe(1);
  });

  it('is told to every owner by mail, and any of them withdraws it', async () => {
    const city = await unit('两位负责人服务社');
    const second = await app.signUp({ name: '另一位负责人' });
    await joinUnit(app, city, second, 'OWNER');
    const { id } = await enterPayee(city.publisher, city.organization.id);
    await app.pass(60_000);
    for (const { email } of [city.publisher, second])
      expect(lettersTo(app, email)[0]).toContain('请核对户名和尾号。如非本单位所为');
    await second.client.must(MUTATIONS.withdrawPayeeAccount, { id, reason: '不是我们的账户' });
    expect((await accountsOf(second, city))[0]).toMatchObject({ state: 'WITHDRAWN', reason: '不是我们的账户' });
    expect(await town.treasurer.client.refused(MUTATIONS.decidePayeeAccount, { id, accepted: true })).toMatchObject(
      STATE('已经处理过'),
    );
  });

  it('is refused with a reason, which the unit reads, and another one can be entered', async () => {
    const city = await unit('户名不符服务社');
    const { id } = await enterPayee(city.publisher, city.organization.id);
    expect(
      await city.publisher.client.refused(MUTATIONS.enterPayeeAccount, payeeInput(city.organization.id)),
    ).toMatchObject(STATE('等待处理'));
    await town.treasurer.client.must(MUTATIONS.decidePayeeAccount, { id, accepted: false, reason: '户名与单位不符' });
    expect((await accountsOf(city.publisher, city))[0]).toMatchObject({ state: 'REFUSED', reason: '户名与单位不符' });
    await verifiedPayee(city.publisher, town.treasurer, city.organization.id);
  });

  it('asks its owner for a new proof of who they are', async () => {
    const { publisher, organization } = await unit('再次验证服务社');
    const send = (age: 'new' | 'old') =>
      sendProved(app, publisher.client, age, MUTATIONS.enterPayeeAccount, payeeInput(organization.id));
    expect(askedForProof(await send('old'))).toBe('payees.verify');
    expect((await send('new')).errors).toEqual([]);
  });

  it('is sealed in the database', async () => {
    const city = await unit('加密保存服务社');
    const number = newNumber();
    await enterPayee(city.publisher, city.organization.id, { number });
    const rows = await app.db.read.query('SELECT * FROM payee_numbers');
    expect(JSON.stringify(rows)).not.toContain(number);
    expect(JSON.stringify(await app.db.read.query('SELECT * FROM trace_entries'))).not.toContain(number);
  });

  it('is needed for a payment where the settings demand one', async () => {
    const city = await unit('没有账户服务社');
    const project = await verified(city, 100_000);
    const { env } = app.server;
    Object.assign(env, { payeeAccountsDemanded: true });
    try {
      expect(await town.treasurer.client.refused(MUTATIONS.releaseMilestone, { id: project.stages[0]! })).toMatchObject(
        STATE('收款账户'),
      );
      const { milestones } = (await town.treasurer.client.must(PAID_TO, { id: project.id })).project;
      expect(milestones[0].releaseStanding).toMatchObject({ state: 'BLOCKED', blockedBy: 'PAYEE_MISSING' });
      await verifiedPayee(city.publisher, town.treasurer, city.organization.id);
      expect(await pay(town.treasurer, project.stages[0]!)).toBe('RELEASED');
    } finally {
      Object.assign(env, { payeeAccountsDemanded: false });
    }
  });
});

describe('another account', () => {
  it('replaces the first one by two people, and payments go on to the one of then', async () => {
    const city = await unit('变更账户服务社');
    const first = await verifiedPayee(city.publisher, town.treasurer, city.organization.id);
    const project = await verified(city, 1_000_001, 100_000);
    expect(await pay(town.preparer, project.stages[0]!), 'prepared for the first account').toBe('VERIFIED');
    const { id } = await enterPayee(city.publisher, city.organization.id);
    expect(await decidePayee(town.treasurer, id)).toBe('PREPARED');
    expect(
      await town.treasurer.client.refused(MUTATIONS.decidePayeeAccount, { id, accepted: true }),
      'whoever prepared it',
    ).toMatchObject(FORBIDDEN('另一位'));
    expect(await decidePayee(town.admin, id)).toBe('CURRENT');
    const [now, before] = await accountsOf(town.auditor, city);
    expect(now).toMatchObject({ id, state: 'CURRENT', order: { preparedBy: '出纳', signedBy: '管理员' } });
    expect(before).toMatchObject({ id: first.id, state: 'REPLACED' });
    // The payment names the account of then, so nobody signs it any more.
    expect(await town.treasurer.client.refused(MUTATIONS.releaseMilestone, { id: project.stages[0]! })).toMatchObject(
      STATE('收款账户已变更'),
    );
    const standing = async () =>
      (await town.treasurer.client.must(PAID_TO, { id: project.id })).project.milestones[0].releaseStanding;
    expect(await standing()).toMatchObject({ state: 'BLOCKED', blockedBy: 'PAYEE_CHANGED' });
    await town.preparer.client.must(MUTATIONS.withdrawRelease, { id: project.stages[0]! });
    await pay(town.preparer, project.stages[0]!);
    expect(await pay(town.treasurer, project.stages[0]!)).toBe('RELEASED');
    const { milestones } = (await town.treasurer.client.must(PAID_TO, { id: project.id })).project;
    expect(milestones[0].release.payee.id).toBe(id);
  });

  it('is stopped by an owner after a treasurer prepared it, and its order with it', async () => {
    const city = await unit('及时撤回服务社');
    await verifiedPayee(city.publisher, town.treasurer, city.organization.id);
    const { id } = await enterPayee(city.publisher, city.organization.id);
    await decidePayee(town.treasurer, id);
    await city.publisher.client.must(MUTATIONS.withdrawPayeeAccount, { id });
    expect(await town.preparer.client.refused(MUTATIONS.decidePayeeAccount, { id, accepted: true })).toMatchObject(
      STATE('已经处理过'),
    );
    expect((await accountsOf(town.treasurer, city)).map(({ state }: { state: string }) => state)).toEqual([
      'WITHDRAWN',
      'CURRENT',
    ]);
  });

  it('is refused by the second person', async () => {
    const city = await unit('会签驳回服务社');
    await verifiedPayee(city.publisher, town.treasurer, city.organization.id);
    const { id } = await enterPayee(city.publisher, city.organization.id);
    await decidePayee(town.treasurer, id);
    expect(await decidePayee(town.preparer, id, false)).toBe('REFUSED');
    expect(
      await city.publisher.client.refused(
        MUTATIONS.enterPayeeAccount,
        payeeInput(city.organization.id, { number: 'none' }),
      ),
    ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'number' });
  });

  it('is signed once when two people sign at the same moment', async () => {
    const city = await unit('同时会签服务社');
    await verifiedPayee(city.publisher, town.treasurer, city.organization.id);
    const { id } = await enterPayee(city.publisher, city.organization.id);
    await decidePayee(town.preparer, id);
    const answers = await Promise.all(
      [town.treasurer, town.admin].map(({ client }) =>
        client.execute(MUTATIONS.decidePayeeAccount, { id, accepted: true }),
      ),
    );
    expect(answers.map(({ errors: [error] }) => error?.extensions?.code ?? 'done').sort()).toEqual([
      'INVALID_STATE',
      'done',
    ]);
  });
});

describe('two units with one account', () => {
  it('are one payee: the limit of a month holds for both together', async () => {
    const number = newNumber();
    const [one, other] = [await unit('甲服务社'), await unit('乙服务社')];
    for (const city of [one, other])
      await verifiedPayee(city.publisher, town.treasurer, city.organization.id, { number });
    const seen = (await accountsOf(town.treasurer, one))[0].unitsWithSameNumber;
    expect(seen, 'the treasurer is told').toEqual([{ id: other.organization.id }]);
    const [first, second] = [await verified(one, 900_000), await verified(other, 100_001, 100_000)];
    expect(await pay(town.treasurer, first.stages[0]!)).toBe('RELEASED');
    const { milestones } = (await town.preparer.client.must(PAID_TO, { id: second.id })).project;
    expect(milestones[0].releaseStanding).toMatchObject({ needsSecond: true, aloneThisMonth: 900_000 });
    expect(await pay(town.preparer, second.stages[0]!), '¥10,000.01 to one account').toBe('VERIFIED');
    expect(await pay(town.treasurer, second.stages[0]!)).toBe('RELEASED');
    expect(await pay(town.preparer, second.stages[1]!), '¥10,000 to one account').toBe('RELEASED');
  });

  it('are one payee also where many stages are paid at once', async () => {
    const number = newNumber();
    const cities = [await unit('庚服务社'), await unit('辛服务社')];
    for (const { publisher, organization } of cities)
      await verifiedPayee(publisher, town.treasurer, organization.id, { number });
    const ids = [...(await verified(cities[0]!, 900_000)).stages, ...(await verified(cities[1]!, 900_000)).stages];
    const { bulk } = await town.treasurer.client.must(
      'query R($ids: [ID!]!) { bulk: releasesBulk(ids: $ids) { paid { count } prepared { count } version } }',
      { ids },
    );
    expect(bulk).toMatchObject({ paid: { count: 1 }, prepared: { count: 1 } });
    const { releaseMilestones } = await town.treasurer.client.must(MUTATIONS.releaseMilestones, {
      ids,
      version: bulk.version,
    });
    expect(releaseMilestones.map(({ status }: { status: string }) => status).sort()).toEqual(['RELEASED', 'VERIFIED']);
  });

  it('are one payee also for two payments at the same moment', async () => {
    const number = newNumber();
    const cities = [await unit('丙服务社'), await unit('丁服务社')];
    for (const city of cities) await verifiedPayee(city.publisher, town.treasurer, city.organization.id, { number });
    const stages = [await verified(cities[0]!, 900_000), await verified(cities[1]!, 900_000)];
    const statuses = await Promise.all(
      stages.map((project, index) => pay([town.treasurer, town.preparer][index]!, project.stages[0]!)),
    );
    expect(statuses.sort()).toEqual(['RELEASED', 'VERIFIED']);
  });

  it('that enter it at the same moment have one number', async () => {
    const number = newNumber();
    const cities = [await unit('戊服务社'), await unit('己服务社')];
    await Promise.all(cities.map((city) => enterPayee(city.publisher, city.organization.id, { number })));
    const [account] = await accountsOf(town.treasurer, cities[0]!);
    expect(account.unitsWithSameNumber).toEqual([{ id: cities[1]!.organization.id }]);
  });
});
