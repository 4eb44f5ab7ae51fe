import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { streamXlsxRows } from 'hucre/xlsx';
import type { ElementHandle } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { createCity, give, openProject, type City } from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import { ON_PHONE, Person } from '../support/person.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));

describe('the books of a project and its reports', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let city: City;
  let project: { id: string; slug: string };
  beforeAll(async () => {
    city = await createCity(app);
    project = await openProject(app, city, {
      fundingEndsAt: new Date(app.clock.now().getTime() + 300 * DAY_MS).toISOString(),
    });
    await give((await app.signUp({ name: '陈一' })).client, project.id, { amount: 12_345 });
    await give((await app.signUp({ name: '王二' })).client, project.id, { amount: 20_000 });
  });

  const signedIn = (user: TestUser): Promise<Person> => Person.arrive(browser.current, app.url, ON_PHONE, user);

  it('the filters of the books are in the address, and the exports follow them', async () => {
    const visitor = await Person.arrive(browser.current, app.url, ON_PHONE);
    const { page } = visitor;
    await visitor.visit(`/projects/${project.slug}/books`);
    await page.getByText('共 2 笔').waitFor();
    await page.getByRole('searchbox', { name: '捐赠人、单位或收据编号' }).fill('陈');
    await page.getByText('共 1 笔').waitFor();
    await page.waitForURL(/search=%E9%99%88/);
    await visitor.reads('筛选出 1 笔');
    // The whole stands beside what was found.
    await visitor.reads('¥323.45', page.getByLabel('这段时间的账'));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载筛选结果 Excel' }).click(),
    ]);
    const cells: unknown[][] = [];
    for await (const { values } of streamXlsxRows(await readFile(await download.path()))) cells.push([...values]);
    expect(cells.slice(1).map((row) => [row[3], row[4]])).toEqual([[123.45, '陈一']]);
    await page.getByRole('button', { name: '清除筛选' }).click();
    await page.getByText('共 2 笔').waitFor();
    await page.getByRole('button', { name: '现在核对' }).click();
    await page.getByText('七个数字相等，精确到分。').waitFor();
    expect(await visitor.faultsHere()).toEqual([]);
    await visitor.context.close();
  });

  it('two filters that are chosen quickly are both in the address', async () => {
    const visitor = await Person.arrive(browser.current, app.url, ON_PHONE);
    const { page } = visitor;
    await visitor.visit(`/projects/${project.slug}/books`);
    await page.getByText('共 2 笔').waitFor();
    const kind = page.getByRole('group', { name: '类型' }).getByRole('button').nth(1);
    const day = (await page.getByLabel('从', { exact: true }).elementHandle()) as ElementHandle<HTMLInputElement>;
    await kind.evaluate(async (button: HTMLElement, input) => {
      button.click();
      // Long enough for the address to have changed, and too short for the page to be drawn anew.
      for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(input, '2020-01-31');
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }, day);
    await page.waitForURL(/from=2020-01-31/);
    expect([...new URL(page.url()).searchParams.keys()].sort()).toEqual(['from', 'kind']);
    await visitor.leave();
  });

  it('a late report is visible to everybody, its organisation writes it, and it is visible', async () => {
    app.clock.advance(100 * DAY_MS);
    // The sessions from before have ended.
    for (const { client, email, password } of [city.reviewer, city.publisher])
      await client.must(MUTATIONS.signIn, { email, password });
    const reviewer = await signedIn(city.reviewer);
    await reviewer.visit('/review?tab=disclosure');
    await reviewer.page.getByRole('link', { name: '老兵记忆馆' }).waitFor();
    expect(await reviewer.faultsHere()).toEqual([]);
    await reviewer.context.close();

    const editor = await signedIn(city.publisher);
    await editor.visit(`/workspace/${city.organization.id}`);
    await editor.page.getByText(/有报告逾期 \d+ 天未公开/).waitFor();
    await editor.follow('写报告');
    await editor.page.getByRole('alert').filter({ hasText: '有 1 份报告逾期' }).waitFor();
    await editor.page.getByLabel('报告正文').fill('## 做了什么\n\n走访了三十二户老兵家庭，录音四十小时，支出见账目。');
    await editor.press('公开报告');
    await editor.page.getByText('报告已公开。', { exact: true }).waitFor();
    await editor.press('发布更正');
    await editor.page.getByLabel('更正说明').fill('走访的是三十一户。');
    await editor.press('发布更正');
    await editor.page.getByRole('region', { name: '更正', exact: true }).getByText('走访的是三十一户。').waitFor();
    expect(await editor.faultsHere()).toEqual([]);
    await editor.context.close();

    const visitor = await Person.arrive(browser.current, app.url, ON_PHONE);
    await visitor.visit(`/projects/${project.slug}`);
    const reports = visitor.page.locator('#disclosure');
    await reports.getByText(/已公开，晚了 \d+ 天/).waitFor();
    expect(await reports.innerText()).toContain('走访的是三十一户。');
    expect(await reports.innerText(), 'the figures of that moment').toContain('¥323.45');
    expect(await visitor.faultsHere()).toEqual([]);
    await visitor.context.close();
  });
});
