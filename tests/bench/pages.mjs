// What a stranger's phone loads of the pages that are shared most, and how soon it can be used: the compressed scripts
// beside the budget of the build and, where there is a Chromium, the times on a slow line.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildDemo, buildWeb } from '../../scripts/lib/prepare.mjs';
import { root } from '../../scripts/lib/run.mjs';
import { findChromium } from '../../scripts/lib/system.mjs';
import { chromiumArguments } from '../support/chromium.mjs';
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

/** A version that runs on the oldest Node that we support. It is fetched when it is asked for, because it is large. */
const LIGHTHOUSE = 'lighthouse@12.8.2';
const CATEGORIES = { performance: 90, accessibility: 100, 'best-practices': 100, seo: 100 };

/** The scores of Lighthouse for a phone, from 0 to 100, and what costs points. */
async function scoresOf(executablePath, url) {
  const { stdout } = await promisify(execFile)(
    'npx',
    [
      '--yes',
      LIGHTHOUSE,
      url,
      '--quiet',
      '--output=json',
      '--form-factor=mobile',
      `--only-categories=${Object.keys(CATEGORIES).join(',')}`,
      `--chrome-flags=${['--headless', ...chromiumArguments].join(' ')}`,
    ],
    { maxBuffer: 64 * 1024 * 1024, env: { ...process.env, CHROME_PATH: executablePath } },
  );
  const { categories, audits } = JSON.parse(stdout);
  return Object.entries(CATEGORIES).map(([name, goal]) => {
    const { score, auditRefs } = categories[name];
    const lost = auditRefs
      .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
      .map(({ id }) => `${id} ${audits[id].displayValue ?? audits[id].score}`);
    return { name, goal, score: Math.round(score * 100), lost };
  });
}

export async function measure({ database, human, lighthouse = false }) {
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
    const { chromium } = await import('playwright-core');
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
    if (!lighthouse) return results;
    for (const [page, path] of Object.entries(pages))
      for (const { name, goal, score, lost } of await scoresOf(executablePath, url + path)) {
        human(`${page}, Lighthouse ${name}: ${score}; goal ${goal}${lost.length > 0 ? ` (${lost.join(', ')})` : ''}`);
        results.push(resultOf(`${page}, Lighthouse ${name}`, score, 'points', 'goal', goal));
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
