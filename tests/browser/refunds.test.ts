import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { MUTATIONS } from '../support/operations.ts';
import { AT_DESK, Person } from '../support/person.ts';
import { createTown, projectAt, promise, type StagedProject, type Town } from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const REASON = '场地被征用，活动无法开展，善款原路退回。';

describe('refunds', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let town: Town;
  let second: TestUser;
  let project: StagedProject;
  let gift: { id: string; receipt: { number: string } };
  const people: Person[] = [];
  const arrive = async (user?: TestUser) => {
    const person = await Person.arrive(browser.current, app.url, AT_DESK, user);
    people.push(person);
    return person;
  };
  const rowOf = (person: Person, text: string) =>
    person.page.getByRole('main').getByRole('listitem').getByRole('link').filter({ hasText: text });
  const pay = async (amount: number) => {
    const { id } = await promise(town.donor, project.id, { amount });
    return (
      await town.treasurer.client.must(MUTATIONS.confirmPayment, {
        input: { pledgeId: id, amount, bankReference: `流水 ${id}` },
      })
    ).confirmPayment;
  };
  beforeAll(async () => {
    town = await createTown(app);
    second = await app.signUp({ name: '出纳二', roles: ['TREASURER'] });
    project = await projectAt(app, town, 'FUNDRAISING');
    gift = await pay(20_000);
  });
  afterAll(async () => {
    for (const person of people) await person.leave();
  });

  it('a mistaken confirmation is found, prepared by one person and approved by another', async () => {
    const mistaken = await pay(30_000);
    const treasurer = await arrive(town.treasurer);
    await treasurer.visit('/treasury/refunds?list=finder');
    await treasurer.write('查找已确认的转账', mistaken.receipt.number);
    await treasurer.press('查找');
    await treasurer.press('撤回这笔到账');
    await treasurer.write('哪里认错了', '备注码抄错了一位');
    await treasurer.press('制单：撤回确认');
    await treasurer.reads(/^已制单，等待复核/);
    expect(await treasurer.faultsHere()).toEqual([]);
    await treasurer.follow('等待复核');
    await treasurer.follow('老兵记忆馆');
    await treasurer.reads('这份单子由您制单，须由另一位财务人员或管理员复核。');
    expect(await treasurer.faultsHere()).toEqual([]);

    const approver = await arrive(second);
    await approver.visit('/treasury/sign');
    await rowOf(approver, '撤销到账确认').click();
    await approver.press('复核并撤回 ¥300.00');
    await approver.reads(/^已撤回“老兵记忆馆”的一笔到账/);
    expect(await approver.faultsHere()).toEqual([]);

    const donor = await arrive(town.donor);
    await donor.visit(`/pledges/${mistaken.id}`);
    await donor.heads('还差一步：请完成转账');
    await donor.reads('备注码抄错了一位');
    expect(await donor.faultsHere()).toEqual([]);
  });

  it('a project that a reviewer stops gives its gifts back', async () => {
    const reviewer = await arrive(town.reviewer);
    await reviewer.visit(`/projects/${project.slug}`);
    await reviewer.press('终止这个项目');
    await reviewer.write('终止的原因', '场地被征用');
    await reviewer.press('确认终止项目');
    await reviewer.reads('项目已终止，待退回');
    expect(await reviewer.faultsHere()).toEqual([]);

    const treasurer = await arrive(town.treasurer);
    await treasurer.visit('/treasury/refunds');
    await rowOf(treasurer, '老兵记忆馆').click();
    await treasurer.write('退款说明', REASON);
    await treasurer.press('制单：退回全部 ¥200.00');
    await treasurer.reads(/^已制单，等待复核/);
    expect(await treasurer.faultsHere()).toEqual([]);

    const approver = await arrive(second);
    await approver.visit('/treasury/sign');
    await rowOf(approver, '退款').click();
    await approver.write('退款批次的银行流水号', '0612-批量');
    await approver.press('复核并退回 ¥200.00');
    await approver.reads(/^已复核退回/);
    expect(await approver.faultsHere()).toEqual([]);
  });

  it('the donor and every person with the receipt see why', async () => {
    const donor = await arrive(town.donor);
    await donor.visit(`/pledges/${gift.id}`);
    await donor.heads('这笔认捐已退款');
    await donor.reads(REASON);
    expect(await donor.faultsHere()).toEqual([]);

    const visitor = await arrive();
    await visitor.visit(`/receipts/${gift.receipt.number}`);
    await visitor.reads('此收据已作废');
    await visitor.reads(new RegExp(REASON));
    expect(await visitor.faultsHere()).toEqual([]);
    await visitor.visit(`/projects/${project.slug}`);
    await visitor.reads('已退回 1 笔认捐');
    expect(await visitor.faultsHere()).toEqual([]);
  });
});
