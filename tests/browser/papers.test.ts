import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserContext, Page } from 'playwright-core';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { createCity, give, openProject, type City, type Gift } from '../support/city.ts';
import { readPdf } from '../support/pdf.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));

describe('papers on the pages', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  const contexts: BrowserContext[] = [];
  let city: City;
  let donor: TestUser;
  let gift: Gift;
  beforeAll(async () => {
    city = await createCity(app);
    const project = await openProject(app, city);
    donor = await app.signUp({ name: '陈小红' });
    gift = await give(donor.client, project.id, { amount: 140_950 });
    await give(app.anonymous(), project.id, { guest: { name: '李女士' } });
  });
  afterAll(() => Promise.all(contexts.map((context) => context.close())));

  async function openAs(person: TestUser, path: string): Promise<Page> {
    const context = await browser.current.newContext({
      viewport: { width: 1280, height: 900 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      acceptDownloads: true,
    });
    contexts.push(context);
    await context.addCookies(person.client.cookies);
    const page = await context.newPage();
    await page.goto(app.url + path);
    return page;
  }

  /** What the paper says that a click on `link` saves. */
  async function saved(page: Page, link: string): Promise<{ name: string; text: string }> {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: link }).first().click(),
    ]);
    await page.getByText('已保存').first().waitFor();
    return { name: download.suggestedFilename(), text: (await readPdf(await readFile(await download.path()))).text };
  }

  it('a donor saves the receipt and the certificate of a gift, and the annual statement', async () => {
    const page = await openAs(donor, `/pledges/${gift.id}`);
    const { number } = gift.receipt!;
    expect(await saved(page, '收据（PDF）')).toMatchObject({
      name: `${number}.pdf`,
      text: expect.stringContaining('人民币壹仟肆佰零玖元伍角整'),
    });
    await page.reload();
    expect(await saved(page, '捐赠证书（PDF）')).toMatchObject({
      name: `${number}-证书.pdf`,
      text: expect.stringContaining('捐赠证书'),
    });
    await page.goto(`${app.url}/account`);
    expect((await saved(page, '年（PDF）')).text).toContain(number);
  });

  it('a failure is explained, and nothing is saved', async () => {
    const page = await openAs(donor, `/receipts/${gift.receipt!.number}`);
    await page.route('**/exports/**', (route) => route.abort());
    await page.getByRole('link', { name: '收据（PDF）' }).click();
    await page.getByText('网络不通，没有打印成功，请稍后再试。').waitFor();
    await page.unroute('**/exports/**');
    expect((await saved(page, '收据（PDF）')).text).toContain('陈小红');
  });

  it('a treasurer records one invoice after another without the mouse', async () => {
    const page = await openAs(city.treasurer, '/treasury/invoices');
    const receipts = page.getByRole('list', { name: '公益事业捐赠票据' }).getByRole('listitem');
    await receipts.first().getByRole('link').click();
    await page.locator('input:focus').waitFor();
    await page.keyboard.type('4406012200000001');
    await page.keyboard.press('Enter');
    await page.getByText('已登记捐赠票据号 44060122-00000001').waitFor();
    // The next one is open, with the cursor in its field.
    await page.locator('input[value=""]:focus').waitFor();
    await page.keyboard.type('123');
    await page.keyboard.press('Enter');
    await page.getByText('捐赠票据号码为 8 至 10 位数字').waitFor();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('44060122 00000002');
    await page.keyboard.press('Enter');
    await page.getByText('已登记捐赠票据号 44060122-00000002').waitFor();
    await page.getByRole('link', { name: '已登记' }).click();
    await receipts.first().getByRole('link').click();
    await page.getByRole('button', { name: '更正' }).first().click();
    await page.keyboard.type('44060122-00000003');
    await page.keyboard.press('Tab');
    await page.getByRole('textbox', { name: '更正原因，会留在记录里' }).fill('看错一位');
    await page.keyboard.press('Enter');
    expect(await page.getByText('更正原因：看错一位').innerText()).toContain('44060122-00000003');
  });
});
