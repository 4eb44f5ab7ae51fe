import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { DAY_MS } from '../support/clock.ts';
import { AT_DESK, Person } from '../support/person.ts';
import { createTown, projectAt, type StagedProject, type Town } from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const TITLE = '六日同心募捐';

/** A minute of Beijing time, as the field of a browser holds it. */
const minute = (days: number) => new Date(Date.now() + days * DAY_MS + 8 * 3_600_000).toISOString().slice(0, 16);

describe('a campaign, from its proposal to its end', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let town: Town;
  let project: StagedProject;
  const people: Person[] = [];
  const arrive = async (user?: TestUser) => {
    const person = await Person.arrive(browser.current, app.url, AT_DESK, user);
    people.push(person);
    return person;
  };
  beforeAll(async () => {
    town = await createTown(app);
    project = await projectAt(app, town, 'FUNDRAISING', { title: '银龄智慧课堂' });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    for (const [index, person] of people.entries()) await person.keepPicture(`campaigns-${index}`);
  });
  afterAll(async () => {
    for (const person of people) await person.leave();
  });

  it('an editor proposes it', async () => {
    const editor = await arrive(town.editor);
    const { page } = editor;
    await editor.visit('/campaigns');
    await editor.reads('还没有公开的募捐活动');
    await editor.follow('发起活动');
    await editor.heads('发起募捐活动');
    await editor.choose('类型', '同捐日');
    await editor.write('活动名称', TITLE);
    await editor.write('一句话介绍', '六天里，为身边的项目一起出力');
    await editor.write('开始时间（北京时间）', minute(1));
    await editor.write('结束时间（北京时间）', minute(7));
    const picker = page.getByLabel('参与的项目');
    await picker.click();
    await picker.pressSequentially('银龄');
    await page.locator('.ant-select-item-option', { hasText: '银龄智慧课堂' }).click();
    await page.keyboard.press('Escape');
    await editor.write('活动规则', '每一笔都进入所选项目的**专用资金**。');
    await editor.press('添加一年');
    await editor.write('年份', '2016');
    await editor.write('募集金额（元）', '1,000,000');
    await editor.write('人次', '20000');
    await editor.write('数据来源', '本单位台账');
    expect(await editor.faultsHere()).toEqual([]);
    await editor.press('提交审核');
    await editor.heads(TITLE);
    await editor.reads('活动正在等待审核');
    expect(await editor.faultsHere()).toEqual([]);
  });

  it('a reviewer finds it on the desk and publishes it', async () => {
    const reviewer = await arrive(town.reviewer);
    await reviewer.visit('/campaigns/desk');
    await reviewer.reads(TITLE);
    expect(await reviewer.faultsHere()).toEqual([]);
    await reviewer.follow(TITLE);
    await reviewer.heads(TITLE);
    await reviewer.press('公开');
    await reviewer.reads('内容不能再修改');
    await reviewer.press('公开');
    await reviewer.reads('即将开始');
  });

  it('everybody finds it, and goes on to its project', async () => {
    const visitor = await arrive();
    await visitor.visit('/campaigns');
    await visitor.follow(TITLE);
    await visitor.heads(TITLE);
    await visitor.reads('活动将于');
    await visitor.reads('历年对比');
    await visitor.reads('¥1,000,000');
    expect(await visitor.faultsHere()).toEqual([]);
    await visitor.follow('银龄智慧课堂');
    await visitor.heads('银龄智慧课堂');
    expect(visitor.page.url()).toContain(`/projects/${project.slug}`);
  });

  it('the unit ends it, and everybody reads why', async () => {
    const editor = await arrive(town.editor);
    await editor.visit('/campaigns');
    await editor.page.getByRole('link', { name: TITLE }).first().click();
    await editor.press('提前结束');
    await editor.write('提前结束的原因', '目标已经达到');
    await editor.press('提前结束');
    await editor.reads('提前结束：目标已经达到');
    expect(await editor.faultsHere()).toEqual([]);
  });
});
