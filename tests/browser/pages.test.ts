import axe from 'axe-core';
import type { BrowserContext } from 'playwright-core';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { foundCity, openProject } from '../support/city.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));

describe.each([['desktop', 1280, 800], ['phone', 390, 844]] as const)('on a %s', (_device, width, height) => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let context: BrowserContext;
  let slug: string;
  beforeAll(async () => {
    ({ slug } = await openProject(app, await foundCity(app)));
    context = await browser.current.newContext({ viewport: { width, height }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' });
  });
  afterAll(async () => { await context.close(); });

  it.each(['/', '/projects', '/projects/:slug', '/projects/:slug/books', '/projects/:slug/give', '/books', '/proof', '/impact', '/receipts', '/sign-in', '/sign-up', '/nowhere'])(
    'the page %s opens in Chinese, without a script error, a sideways scroll bar or a serious fault of access',
    async (path) => {
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      // A page may hide a refusal behind a friendly sentence; nothing that a visitor merely looks at should be refused.
      page.on('response', async (response) => {
        if (!response.url().endsWith('/graphql')) return;
        const answer = await response.json().catch(() => undefined) as { errors?: { message: string }[] } | undefined;
        for (const { message } of answer?.errors ?? []) errors.push(message);
      });
      await page.goto(app.url + path.replace(':slug', slug));
      expect(await page.getByRole('heading', { level: 1 }).first().innerText({ timeout: 15_000 })).toMatch(/\p{Script=Han}/u);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 'pixels to scroll sideways').toBeLessThanOrEqual(0);
      // The page's own rules allow no foreign script, so axe comes in beside them, not through a tag.
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
      expect(errors).toEqual([]);
      await page.close();
    },
  );
});
