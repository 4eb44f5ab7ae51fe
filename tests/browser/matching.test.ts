import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { DAY_MS } from '../support/clock.ts';
import { DEVICES, Person, type Device } from '../support/person.ts';
import { createTown, projectAt, type StagedProject, type Town } from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const TITLE = '暖冬一比一配捐';
const [DESKTOP, PHONE] = DEVICES as readonly [Device, Device];

/** A minute of Beijing time, as the field of a browser holds it. */
const minute = (days: number) => new Date(Date.now() + days * DAY_MS + 8 * 3_600_000).toISOString().slice(0, 16);

describe('a match fund, from its proposal to the return of what it did not use', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let town: Town;
  let second: TestUser;
  let project: StagedProject;
  let address: string;
  const people: Person[] = [];
  const arrive = async (user?: TestUser, device = DESKTOP) => {
    const person = await Person.arrive(browser.current, app.url, device, user);
    people.push(person);
    return person;
  };
  beforeAll(async () => {
    town = await createTown(app);
    second = await app.signUp({ name: '出纳二', roles: ['TREASURER'] });
    project = await projectAt(app, town, 'FUNDRAISING', { title: '银龄智慧课堂' });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    for (const [index, person] of people.entries()) await person.keepPicture(`matching-${index}`);
  });
  afterAll(async () => {
    for (const person of people) await person.leave();
  });

  it('an owner of the sponsor proposes it', async () => {
    const owner = await arrive(town.rival);
    await owner.visit('/campaigns');
    await owner.follow('配捐基金');
    await owner.reads('还没有公开的配捐基金');
    await owner.follow('设立配捐基金');
    await owner.heads('设立配捐基金');
    await owner.write('基金名称', TITLE);
    await owner.choose('资金', '演示资金');
    await owner.choose('范围', '指定项目');
    const picker = owner.page.getByLabel('指定的项目');
    await picker.click();
    await picker.pressSequentially('银龄');
    await owner.page.locator('.ant-select-item-option', { hasText: '银龄智慧课堂' }).click();
    await owner.page.keyboard.press('Escape');
    await owner.write('开始时间（北京时间）', minute(-1));
    await owner.write('结束时间（北京时间）', minute(7));
    await owner.write('每笔捐款最多加捐（元）', '80');
    await owner.press('提交审核');
    await owner.heads(TITLE);
    await owner.reads('基金正在等待审核');
    expect(await owner.faultsHere()).toEqual([]);
    address = new URL(owner.page.url()).pathname;
  });

  it('a reviewer publishes it, and a treasurer confirms the money', async () => {
    const reviewer = await arrive(town.reviewer);
    await reviewer.visit('/match-funds/desk');
    await reviewer.follow(TITLE);
    await reviewer.heads(TITLE);
    await reviewer.press('公开');
    await reviewer.reads('规则不能再修改');
    await reviewer.press('公开');
    await reviewer.reads('款项尚未到账');

    const owner = people[0]!;
    await owner.reads('请转入资金');
    expect(await owner.faultsHere()).toEqual([]);

    const treasurer = await arrive(town.treasurer);
    await treasurer.visit(address);
    await treasurer.press('确认到账');
    await treasurer.write('到账金额（元）', '100');
    await treasurer.write('银行流水号', '配捐 001');
    await treasurer.press('确认到账');
    await treasurer.reads('已配捐');
    // The page of the sponsor hears of it.
    await owner.reads('追加资金');
    expect(await treasurer.faultsHere()).toEqual([]);
  });

  it('a donor reads before giving what is added and what is left, and after giving what was added', async () => {
    const donor = await arrive(town.donor, PHONE);
    await donor.visit(`/projects/${project.slug}`);
    await donor.reads('现在捐款有加捐');
    expect(await donor.faultsHere()).toEqual([]);
    await donor.visit(`/projects/${project.slug}/give`);
    await donor.write('认捐金额', '90');
    await donor.reads('现在捐，会加捐 ¥80.00');
    await donor.reads('基金剩余 ¥100.00');
    expect(await donor.faultsHere()).toEqual([]);
    await donor.press('下一步');
    await donor.press('下一步');
    await donor.page.getByRole('button', { name: '认捐 ¥90', exact: true }).click();
    await donor.reads('不计入您的收据');
    await donor.reads('到达每笔上限');
    expect(await donor.faultsHere()).toEqual([]);
  });

  it('everybody sees its use, and its unused money goes back by two people', async () => {
    const owner = people[0]!;
    await owner.reads('¥80.00');
    await owner.reads('¥20.00');
    await owner.press('结束基金');
    await owner.write('结束的原因', '活动结束');
    await owner.press('结束基金');
    await owner.reads('结束：活动结束');

    const treasurer = people[2]!;
    await treasurer.press('准备退回余额');
    await treasurer.write('退回的原因', '活动结束，余额退回');
    await treasurer.press('准备退回余额');
    await treasurer.reads('等待签批');

    const signer = await arrive(second);
    await signer.visit('/treasury/sign');
    await signer.page.getByRole('link', { name: /配捐余额退回出资单位/ }).click();
    await signer.reads(TITLE);
    expect(await signer.faultsHere()).toEqual([]);
    await signer.press('签批，退回 ¥20.00');
    await owner.reads('已退回出资单位');
    const visitor = await arrive(undefined, PHONE);
    await visitor.visit(address);
    await visitor.reads('已退回出资单位');
    expect(await visitor.faultsHere()).toEqual([]);
  });
});
