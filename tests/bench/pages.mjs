// What a stranger's phone loads of the pages that are shared most, and how soon it can be used: the compressed scripts
// beside the budget of the build and, where there is a Chromium, the times on a slow line.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDemo, buildWeb } from '../../scripts/lib/prepare.mjs';
import { root } from '../../scripts/lib/run.mjs';
import { findChromium } from '../../scripts/lib/system.mjs';
import { send, startProduct } from '../support/product.mjs';

/** A village, or a lift: 50 KiB a second and 400 ms until the first byte of an answer. */
const SLOW_LINE = { offline: false, latency: 400, downloadThroughput: 50 * 1024, uploadThroughput: 25 * 1024 };
const USABLE_WITHIN_MS = 3_000;

/** The script files that the page names, with their sizes as they are sent. */
async function scriptsOf(url, path) {
  const html = await (await fetch(url + path)).text();
  const files = [...new Set([...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, file]) => file))];
  const sizes = await Promise.all(
    files.map(async (file) => {
      const response = await fetch(url + file, { headers: { 'accept-encoding': 'br' } });
      return Number(response.headers.get('content-length')) || (await response.arrayBuffer()).byteLength;
    }),
  );
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** When the page shows its contents, when its links work, and when the browser has taken it over. */
async function timesOf(browser, url, path) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW_LINE);
  await page.goto(url + path, { waitUntil: 'commit' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  const painted = () =>
    page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null);
  let shown = await painted();
  while (shown === null) shown = await painted();
  await page.waitForFunction(() => document.querySelector('#root[data-served]') === null, null, { timeout: 60_000 });
  const takenOver = await page.evaluate(() => performance.now());
  await context.close();
  return { shown, takenOver };
}

export async function measure({ database, human }) {
  // The pages are the same on every database.
  if (database !== 'sqlite') return [];
  await buildDemo();
  await buildWeb();
  const { limits } = JSON.parse(readFileSync(join(root, 'packages/web/budget.json'), 'utf8'));
  const product = await startProduct({ demo: true });
  const executablePath = findChromium();
  try {
    const { url } = product;
    const { data } = await send(
      url,
      '{ projects(filter: { status: [FUNDRAISING] }, first: 1) { edges { node { slug } } } }',
      {},
    );
    const pages = { home: '/', projects: '/projects', project: `/projects/${data.projects.edges[0].node.slug}` };
    const results = [];
    for (const [name, path] of Object.entries(pages)) {
      const { files, bytes } = await scriptsOf(url, path);
      const limit = limits[name];
      human(`${name}: ${(bytes / 1024).toFixed(1)} KiB of script in ${files} files; the budget is ${limit} KiB`);
      results.push(resultOf(`${name}, script`, bytes / 1024, 'KiB', 'budget', limit));
    }
    if (!executablePath) {
      human('No Chromium here: the times on a slow line are left out.');
      return results;
    }
    const [{ chromium }, { chromiumArguments }] = await Promise.all([
      import('playwright-core'),
      import('../support/chromium.mjs'),
    ]);
    const browser = await chromium.launch({ executablePath, args: chromiumArguments });
    try {
      for (const [name, path] of Object.entries(pages)) {
        const { shown, takenOver } = await timesOf(browser, url, path);
        human(
          `${name} at 50 KiB/s and 400 ms: readable, with links that work, after ${Math.round(shown)} ms; live after ${Math.round(takenOver)} ms`,
        );
        results.push(resultOf(`${name}, readable`, shown, 'ms', 'limit', USABLE_WITHIN_MS));
      }
    } finally {
      await browser.close();
    }
    return results;
  } finally {
    await product.stop();
  }
}

const resultOf = (kind, value, unit, baseline, baselineValue) => ({
  bench: 'pages',
  kind,
  database: 'sqlite',
  value,
  unit,
  baseline,
  baselineValue,
  ratio: value / baselineValue,
});
