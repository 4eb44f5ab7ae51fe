import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { ON_PHONE, Person } from '../support/person.ts';
import { createTown, type Town } from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const TITLE = '困难党员帮扶资金';

describe('an aid programme, from its proposal to its first grants', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let town: Town;
  const people: Person[] = [];
  const arrive = async (user?: TestUser) => {
    const person = await Person.arrive(browser.current, app.url, ON_PHONE, user);
    people.push(person);
    return person;
  };
  const part = (person: Person, title: string) =>
    person.page.locator('section').filter({ has: person.page.getByRole('heading', { level: 2, name: title }) });
  const open = (person: Person, order: string) =>
    person.page.getByRole('main').getByRole('listitem').getByRole('link').filter({ hasText: order }).first().click();
  beforeAll(async () => {
    town = await createTown(app);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    for (const [index, person] of people.entries()) await person.keepPicture(`programmes-${index}`);
  });
  afterAll(async () => {
    for (const person of people) await person.leave();
  });

  it('a treasurer proposes it, and a reviewer publishes it', async () => {
    const treasurer = await arrive(town.treasurer);
    await treasurer.visit('/programmes');
    await treasurer.reads('还没有公开的救助项目');
    await treasurer.follow('提出救助项目');
    await treasurer.write('名称', TITLE);
    await treasurer.write('用途', '帮助生活困难的党员。');
    await treasurer.choose('资金来源', '党费');
    await treasurer.page.keyboard.press('Escape');
    await treasurer.choose('使用方式', '按次序使用：前一个来源用完后使用下一个来源');
    await treasurer.press('提交审核');
    await treasurer.heads(TITLE);
    await treasurer.reads('待审核');
    const reviewer = await arrive(town.reviewer);
    await reviewer.visit('/programmes/desk');
    await reviewer.reads('¥0.00');
    expect(await reviewer.faultsHere()).toEqual([]);
    await reviewer.follow(TITLE);
    await reviewer.press('公开');
    await reviewer.reads('名称、用途和资金来源不能再修改');
    await reviewer.press('公开');
    await reviewer.reads('收支明细');
    expect(await reviewer.faultsHere()).toEqual([]);
  });

  it('one person prepares money and grants, another signs them', async () => {
    const treasurer = await arrive(town.treasurer);
    const signer = await arrive(town.preparer);
    await treasurer.visit('/programmes');
    await treasurer.follow(TITLE);
    const income = part(treasurer, '登记到账');
    await treasurer.choose('资金来源', '党费', income);
    await treasurer.write('金额（元）', '1000.50', income);
    await treasurer.write('银行流水号', 'DF2017-1', income);
    await treasurer.write('说明', '二〇一七年党费', income);
    await treasurer.press('制单，待另一人签核', income);
    await treasurer.reads('待签核');
    await signer.visit('/treasury/sign');
    await open(signer, '救助项目资金入账');
    await signer.press('签核 ¥1,000.50');
    await signer.reads('没有等您签字的事项');

    const list = part(treasurer, '发放救助金');
    await treasurer.write('发放内容', '第一批', list);
    await treasurer.write('名单', '甲\t6222000011112222\t石景山支行\t300\n乙\t6222000011113333\t石景山支行', list);
    await treasurer.reads('有 1 行需要修改');
    await treasurer.write(
      '名单',
      '甲\t6222000011112222\t石景山支行\t300\n乙\t6222000011113333\t石景山支行\t200.25',
      list,
    );
    await treasurer.reads('共 2 人，合计');
    expect(await treasurer.faultsHere()).toEqual([]);
    await treasurer.press('制单，待另一人签核', list);
    await treasurer.reads('2 人');
    await signer.visit('/treasury/sign');
    await open(signer, '救助金发放');
    await signer.press('查看名单');
    await signer.write('查看的理由', '签核前核对');
    await signer.press('查看');
    await signer.reads('6222000011113333');
    await signer.write('付款的银行流水号', 'FK2017-1');
    expect(await signer.faultsHere()).toEqual([]);
    await signer.press('签核 ¥500.25');
    await signer.reads('没有等您签字的事项');
  });

  it('everybody sees the sums and no name', async () => {
    const visitor = await arrive();
    await visitor.visit('/programmes');
    await visitor.follow(TITLE);
    await visitor.reads('2 人，2 笔');
    await visitor.reads('¥500.25');
    expect(await visitor.page.content()).not.toContain('6222000011113333');
    expect(await visitor.faultsHere()).toEqual([]);
  });
});
