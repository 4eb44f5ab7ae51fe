import axe from 'axe-core';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { foundCity, openProject } from '../support/city.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));

describe.each([['desktop', 1280, 800], ['phone', 390, 844]] as const)('on a %s', (_device, width, height) => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();

  it('the public pages open in Chinese, without a script error, a sideways scroll bar or a serious fault of access', async () => {
    const { slug } = await openProject(app, await foundCity(app));
    const context = await browser.current.newContext({ viewport: { width, height }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' });
    for (const path of ['/', '/projects', `/projects/${slug}`, `/projects/${slug}/give`, '/impact', '/receipts', '/sign-in', '/sign-up', '/nowhere']) {
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(app.url + path);
      const heading = await page.getByRole('heading', { level: 1 }).first().innerText({ timeout: 15_000 });
      expect(heading, path).toMatch(/\p{Script=Han}/u);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${path} scrolls sideways`).toBeLessThanOrEqual(0);
      // The page's own rules allow no foreign script, so axe comes in beside them, not through a tag.
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
      expect(serious, path).toEqual([]);
      expect(errors, path).toEqual([]);
      await page.close();
    }
    await context.close();
  });
});
