import { chromium } from 'playwright-core';
import { chromiumArguments } from './support/chromium.mjs';
const B = 'http://localhost:4711';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: chromiumArguments });
const gql = async (ctx, query, variables = {}) => (await (await ctx.request.post(`${B}/graphql`, { data: { query, variables } })).json()).data;
const shot = async (name, { width, lang = 'zh-CN', dark = false, as, path, before, full = true }) => {
  const ctx = await browser.newContext({ viewport: { width, height: 900 }, locale: lang, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
  if (as) await gql(ctx, `mutation { signIn(email: "${as}@hongchuang.test", password: "${process.env.PW}") { id } }`);
  const page = await ctx.newPage();
  page.on('console', (m) => m.type() === 'error' && console.log(name, 'console', m.text().slice(0, 200)));
  await page.goto(B + (typeof path === 'function' ? await path(ctx) : path));
  await page.waitForLoadState('networkidle');
  if (before) await before(page);
  await page.waitForTimeout(400);
  await page.screenshot({ path: `/tmp/dsc/${name}.png`, fullPage: full });
  await ctx.close();
};
const projects = async (ctx) => (await gql(ctx, '{ projects(first: 100) { edges { node { id slug title } } } }')).projects.edges.map((e) => e.node);
const find = async (ctx, t) => (await projects(ctx)).find(({ title }) => title.includes(t));
const only = process.argv[2];
const jobs = {
  desk: { width: 1280, as: 'publisher', path: async (c) => `/workspace/projects/${(await find(c, '银龄微心愿')).id}/reports` },
  deskPhone: { width: 390, lang: 'en', dark: true, as: 'publisher', path: async (c) => `/workspace/projects/${(await find(c, '银龄微心愿')).id}/reports` },
  review: { width: 1280, as: 'reviewer', path: '/review?tab=disclosure&due=1' },
  reviewPhone: { width: 390, lang: 'en', as: 'reviewer', path: '/review?tab=disclosure' },
  publicLate: { width: 1280, dark: true, path: async (c) => `/projects/${(await find(c, '暖巢')).slug}`, before: async (p) => p.locator('#disclosure').screenshot({ path: '/tmp/dsc/publicLateSection.png' }) },
  publicDone: { width: 390, path: async (c) => `/projects/${(await find(c, '邻里课堂')).slug}`, before: async (p) => p.locator('#disclosure').screenshot({ path: '/tmp/dsc/publicDoneSection.png' }) },
  books: { width: 1280, path: '/books' },
  booksPhone: { width: 390, lang: 'en', dark: true, path: '/books?kind=gift&from=2026-01-01' },
  booksFiltered: { width: 1280, lang: 'en', path: '/books?search=%E9%99%88&from=2026-01-01' },
  check: { width: 1280, path: '/books', before: async (p) => { await p.locator('#check button').click(); await p.waitForTimeout(2500); await p.locator('#check').screenshot({ path: '/tmp/dsc/checkSection.png' }); }, full: false },
  workspace: { width: 1280, as: 'publisher', path: async (c) => { const d = await gql(c, '{ viewer { memberships { organization { id } } } }'); return `/workspace/${d.viewer.memberships[0].organization.id}`; }, full: false },
};
for (const [name, job] of Object.entries(jobs)) if (!only || only.split(',').includes(name)) await shot(name, job).catch((e) => console.log(name, e.message.slice(0, 300)));
await browser.close();
