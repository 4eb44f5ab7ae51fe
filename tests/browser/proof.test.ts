import axe from 'axe-core';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { createCity, give, openProject } from '../support/city.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const VERIFIER = fileURLToPath(new URL('../../packages/verifier/verify.mjs', import.meta.url));

describe('the proof of a receipt on the page', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let folder: string;
  let projectId: string;
  let number: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hc-browser-proof-'));
    ({ id: projectId } = await openProject(app, await createCity(app)));
    ({ number } = (await give(app.anonymous(), projectId, { amount: 12_345, guest: { name: '李女士' } })).receipt!);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const newPage = async (width = 390): Promise<Page> =>
    (
      await browser.current.newContext({
        viewport: { width, height: 844 },
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        reducedMotion: 'reduce',
        acceptDownloads: true,
      })
    ).newPage();
  const openReceipt = (page: Page) => page.goto(`${app.url}/receipts/${number}`);
  const verdict = (page: Page) => page.locator('#proof');

  /** Changes what the server answers on its way to the page. */
  const forge = (page: Page, change: (text: string) => string) =>
    page.route('**/graphql*', async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      await route.fulfill({ response, body: text.includes('documentProof') ? change(text) : text });
    });

  it('is verified in the browser, remembered, and verified again as the ledger grows; the file verifies offline', async () => {
    const page = await newPage();
    await openReceipt(page);
    await verdict(page).getByText('没有被改动过').waitFor();
    await verdict(page).getByText('第一次核验').waitFor();
    expect(await verdict(page).innerText()).toContain(`编号 ${number}、金额 ¥123.45`);
    for (let gift = 0; gift < 3; gift += 1)
      await give(app.anonymous(), projectId, { amount: 100, guest: { name: '李女士' } });
    await app.server.tick();
    await page.reload();
    await verdict(page).getByText('只增加、没有改动').waitFor();

    await verdict(page).locator('summary').click();
    expect(await verdict(page).locator('pre').innerText()).toContain(`"document":"${number}"`);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
    expect(
      violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ).toEqual([]);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      verdict(page).getByRole('button', { name: '下载证明文件' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${number}.proof.json`);
    const bundle = join(folder, 'bundle.json');
    await download.saveAs(bundle);
    await page.goto(`${app.url}/proof`);
    await page.getByText('签名有效').waitFor();
    const command = await page.getByLabel('核验命令').first().innerText();
    const [, key] = /--key "([^"]+)"/.exec(command)!;
    expect(
      execFileSync(process.execPath, [VERIFIER, 'receipt', number, bundle, '--key', key!], { encoding: 'utf8' }),
    ).toContain('VERIFIED');
    await page.context().close();
  });

  it.each<[string, (text: string) => string, string]>([
    ['another amount', (text) => text.replaceAll('12345]', '99999]'), '不在签名的账本里'],
    [
      'a forged signature',
      (text) => text.replace(/"size":(\d+)/, (_, size) => `"size":${Number(size) + 1}`),
      '签名无效',
    ],
    [
      'no entry',
      (text) => text.replace(/"documentProof":\{.*\},"proofKeys"/s, '"documentProof":null,"proofKeys"'),
      '没有写着这张收据编号的记录',
    ],
  ])(
    'fails visibly when the server returns %s, and the receipt no longer says that it is genuine',
    async (_what, change, words) => {
      const page = await newPage();
      await forge(page, change);
      await openReceipt(page);
      await verdict(page).getByRole('alert').getByText(words).waitFor();
      await page.getByText('与签名的账本不符').waitFor();
      expect(await page.getByText('此收据真实有效').count()).toBe(0);
      await page.context().close();
    },
  );

  it('fails when the ledger is not a continuation of the one that this browser saw before', async () => {
    const page = await newPage();
    await openReceipt(page);
    await verdict(page).getByText('没有被改动过').waitFor();
    await page.evaluate(() => {
      const head = JSON.parse(localStorage.getItem('hc:proof-head')!) as { root: string };
      localStorage.setItem('hc:proof-head', JSON.stringify({ ...head, root: '0'.repeat(64) }));
    });
    await page.reload();
    await verdict(page).getByRole('alert').getByText('不是同一本').waitFor();
    await page.getByText('与签名的账本不符').waitFor();
    expect(await page.getByText('此收据真实有效').count()).toBe(0);
    await page.context().close();
  });
});
