import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { createCity, openProject, verifiedOrganization, type City, type OpenProject } from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import { readPdf } from '../support/pdf.ts';
import { ON_PHONE, Person } from '../support/person.ts';
import { promise } from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const UNIT = '小榄照明厂党支部';
const CODE = '91442000MA4UKT4R6B';

/** Amounts and dates of the page that stand on two lines. */
const brokenFigures = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const figures = /[-+]?¥[\d,]+(?:\.\d+)?|[\d,.]+万元|\d{4}年\d{1,2}月\d{1,2}日|HC-\d{4}-\d{6}/g;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      for (const match of (node.textContent ?? '').matchAll(figures)) {
        const range = document.createRange();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top / 8))).size > 1) found.push(match[0]);
      }
    }
    return found;
  });

/** Tables of which a part is outside the screen. */
const cutTables = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('table')]
      .filter((table) => {
        const { right, width } = table.getBoundingClientRect();
        return width > 1 && right > document.documentElement.clientWidth + 1;
      })
      .map((table) => table.innerText.slice(0, 40)),
  );

describe('a unit gives', () => {
  const app = useTestApp({ env: { WEB_DIR, SANDBOX: 'off' } });
  const browser = useBrowser();
  let city: City;
  let project: OpenProject;
  let secretary: TestUser;
  let person: Person;
  beforeAll(async () => {
    city = await createCity(app);
    secretary = await app.signUp({ name: '支部书记老周' });
    await verifiedOrganization(secretary, city.admin, { name: UNIT, kind: 'ENTERPRISE', creditCode: CODE });
    const inDays = (days: number) => new Date(app.clock.now().getTime() + days * DAY_MS).toISOString();
    project = await openProject(app, city, {
      fundingEndsAt: inDays(300),
      milestones: [{ title: '全程', amount: 100_000_000, dueOn: inDays(330) }],
    });
    person = await Person.arrive(browser.current, app.url, ON_PHONE, secretary);
    return () => person.leave();
  });

  it('from the pledge to the receipt: the unit is the donor, every fen is shown, and the focus follows the steps', async () => {
    const { page } = person;
    await person.visit(`/projects/${project.slug}/give`);
    await person.write('认捐金额', '123456.78');
    await person.press('下一步');
    const headOf = (name: RegExp) => page.getByRole('button', { name }).and(page.locator(':focus'));
    await headOf(/捐赠人/).waitFor();
    expect(await page.getByRole('radio', { name: UNIT }).isChecked()).toBe(true);
    await person.reads(CODE);
    await person.press('下一步');
    await headOf(/付款方式/).waitFor();
    await page.getByRole('button', { name: '认捐 ¥123,456.78', exact: true }).waitFor();
    const rounded = page.locator('form').getByText('万元').filter({ visible: true });
    expect(await rounded.count(), 'nothing that binds is rounded').toBe(0);
    expect(await person.atEachSize(() => brokenFigures(page))).toEqual([]);
    expect(await person.faultsHere()).toEqual([]);
    await page.getByRole('button', { name: '认捐 ¥123,456.78', exact: true }).click();
    await person.heads('还差一步：请完成转账');
    await person.reads(UNIT);
    expect(await person.faultsHere()).toEqual([]);

    const id = new URL(page.url()).pathname.split('/').at(-1)!;
    await city.treasurer.client.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: id, amount: 12_345_678, bankReference: '对公转账' },
    });
    await page.reload();
    await person.heads(`感谢您，${UNIT}`);
    await person.reads(CODE);
    await person.reads('¥123,456.78');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '收据（PDF）' }).first().click(),
    ]);
    const { text } = await readPdf(await readFile(await download.path()));
    for (const words of [UNIT, CODE, '¥123,456.78', '支部书记老周']) expect(text).toContain(words);

    // What the official invoice needs is proposed, asked once and kept.
    await person.holds('抬头', UNIT);
    await person.holds('纳税人识别号', CODE);
    await person.press('保存抬头');
    await page.getByRole('button', { name: '更正抬头' }).waitFor();
    expect(await person.atEachSize(() => brokenFigures(page))).toEqual([]);
    expect(await person.faultsHere()).toEqual([]);
  });

  it('the account begins with the unit and its gifts', async () => {
    await person.visit('/account');
    const first = person.page.getByRole('main').getByRole('heading', { level: 2 }).first();
    await first.waitFor();
    expect(await first.innerText()).toBe(`${UNIT}的捐赠`);
    await person.reads('¥123,456.78');
    await person.page.getByRole('button', { name: '更正抬头' }).waitFor();
    expect(await person.atEachSize(() => brokenFigures(person.page))).toEqual([]);
    expect(await person.faultsHere()).toEqual([]);
  });

  it('the public reads the unit and its code, and not who handled the gift', async () => {
    const visitor = await Person.arrive(browser.current, app.url, ON_PHONE);
    const { page } = visitor;
    await visitor.visit('/');
    await visitor.goTo('账目公开');
    await visitor.heads(/账/);
    await visitor.reads(UNIT);
    await visitor.reads(CODE);
    expect(await visitor.atEachSize(() => brokenFigures(page))).toEqual([]);
    const receipt = page.getByRole('link', { name: /HC-\d{4}-\d{6}/ }).first();
    await receipt.click();
    await visitor.reads('此收据真实有效');
    await visitor.reads(CODE);
    expect(await page.getByText('老周').count()).toBe(0);
    expect(await visitor.faultsHere()).toEqual([]);

    // In English the names stay Chinese, and say so to screen readers.
    await visitor.press('EN');
    await page.getByText('Unified social credit code').first().waitFor();
    expect(await page.locator('[lang=zh-CN]', { hasText: UNIT }).count()).toBeGreaterThan(0);
    expect(await visitor.faultsHere('en')).toEqual([]);
    await visitor.leave();
  });

  it('no amount or date breaks, and no table is cut', async () => {
    await promise(secretary, project.id, { amount: 99_999_99 });
    const visitor = await Person.arrive(browser.current, app.url, ON_PHONE);
    for (const path of ['/', '/projects', `/projects/${project.slug}`, `/projects/${project.slug}/books`, '/impact']) {
      await visitor.visit(path);
      await visitor.heads(/\p{Script=Han}/u);
      await visitor.page.waitForLoadState('networkidle');
      expect(await visitor.atEachSize(() => brokenFigures(visitor.page)), path).toEqual([]);
      expect(await visitor.atEachSize(() => cutTables(visitor.page)), path).toEqual([]);
    }
    await visitor.leave();
  });
});
