// `pnpm screenshots [name …]`: a picture of each main page of the running demo, for the documents.
import '../../scripts/lib/node-version.mjs';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildServer, buildWeb, install, stopWith } from '../../scripts/lib/prepare.mjs';
import { root } from '../../scripts/lib/run.mjs';
import { done, fail, say } from '../../scripts/lib/say.mjs';
import { findChromium } from '../../scripts/lib/system.mjs';
import { send, signIn, startProduct } from '../support/product.mjs';

const LANGUAGE = 'zh-CN';
const WIDTHS = [1280, 390];
// A page longer than this says no more on a picture, only weighs more.
const MAX_HEIGHT = 2_000;

try {
  await install();
  await buildServer();
  await buildWeb();
} catch (error) {
  stopWith(error);
}
const executablePath = findChromium();
if (!executablePath) {
  fail('No Chromium here: apt-get install chromium, or set CHROMIUM_PATH.');
  process.exit(1);
}
const [{ chromium }, { default: sharp }, { chromiumArguments }] = await Promise.all([
  import('playwright-core'),
  import('sharp'),
  import('../support/chromium.mjs'),
]);

/** The pages to show; `at` is worked out from the demo, so that no id is written here. */
async function pages(url) {
  const publisher = await signIn(url, 'publisher@hongchuang.test');
  const {
    data: { projects },
  } = await send(
    url,
    '{ projects(filter: { status: [FUNDRAISING] }, sort: MOST_FUNDED, first: 1) { edges { node { slug organization { id } } } } }',
    {},
  );
  const {
    data: { viewer },
  } = await send(url, '{ viewer { memberships { organization { id } } } }', {}, publisher);
  const donor = await signIn(url, 'donor@hongchuang.test');
  const {
    data: {
      viewer: { pledges },
    },
  } = await send(
    url,
    '{ viewer { pledges(first: 50) { edges { node { status receipt { number } project { status } } } } } }',
    {},
    donor,
  );
  // A gift that a stage has used shows most of its way.
  const gift = pledges.edges
    .map(({ node }) => node)
    .find(({ status, project: { status: stage } }) => status === 'PAID' && stage === 'COMPLETED');
  const project = projects.edges[0].node;
  const own = viewer.memberships[0].organization.id;
  return [
    { name: 'home', at: '/' },
    { name: 'projects', at: '/projects' },
    { name: 'project', at: `/projects/${project.slug}` },
    { name: 'give', at: `/projects/${project.slug}/give`, as: 'donor' },
    { name: 'books', at: '/books' },
    { name: 'receipt', at: `/receipts/${gift.receipt.number}` },
    { name: 'impact', at: '/impact' },
    { name: 'organization', at: `/organizations/${project.organization.id}` },
    { name: 'account', at: '/account', as: 'donor' },
    { name: 'workspace', at: `/workspace/${own}`, as: 'publisher' },
    { name: 'project-new', at: `/workspace/${own}/projects/new`, as: 'publisher' },
    { name: 'review', at: '/review', as: 'reviewer' },
    { name: 'treasury', at: '/treasury', as: 'treasurer' },
    { name: 'statements', at: '/treasury/statements', as: 'treasurer' },
    { name: 'refunds', at: '/treasury/refunds', as: 'treasurer' },
    { name: 'admin', at: '/admin', as: 'admin' },
  ];
}

const wanted = process.argv.slice(2);
const folder = join(root, 'docs/screenshots');
mkdirSync(folder, { recursive: true });
let failures = 0;
let product;
let browser;
try {
  say('Starting the demo …');
  product = await startProduct({ demo: true });
  const { url } = product;
  const list = (await pages(url)).filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  browser = await chromium.launch({ executablePath, args: chromiumArguments });
  for (const width of WIDTHS) {
    for (const { name, at, as } of list) {
      const context = await browser.newContext({
        viewport: { width, height: width > 600 ? 800 : 844 },
        locale: LANGUAGE,
        timezoneId: 'Asia/Shanghai',
        reducedMotion: 'reduce',
        colorScheme: 'light',
      });
      if (as) {
        const [pair] = (await signIn(url, `${as}@hongchuang.test`)).split('; ');
        await context.addCookies([
          { name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1), url },
        ]);
      }
      const page = await context.newPage();
      const faults = [];
      page.on('pageerror', (error) => faults.push(error.message));
      await page.goto(url + at, { waitUntil: 'load', timeout: 30_000 });
      await page
        .getByRole('heading', { level: 1 })
        .first()
        .waitFor({ timeout: 15_000 })
        .catch(() => faults.push('no heading appeared'));
      // Charts and pictures come after the heading; a live page never falls silent on the network, so this is bounded.
      await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      const picture = await page.screenshot({
        fullPage: true,
        clip: { x: 0, y: 0, width, height: Math.min(height, MAX_HEIGHT) },
      });
      // A palette of 128 colours keeps text crisp at a quarter of the size.
      const small = await sharp(picture)
        .png({ palette: true, colours: 128, compressionLevel: 9, effort: 8 })
        .toBuffer();
      const file = `${name}-${width}.png`;
      writeFileSync(join(folder, file), small);
      await context.close();
      if (faults.length > 0) {
        failures += 1;
        fail(`${file}: ${faults.join('; ')}`);
      } else done(`${file} (${Math.round(small.length / 1024)} kB)`);
    }
  }
} catch (error) {
  failures += 1;
  fail(error.stack);
} finally {
  await browser?.close();
  await product?.stop();
}
process.exit(failures === 0 ? 0 : 1);
