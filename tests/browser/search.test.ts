import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { createCity, give, openProject, verifiedOrganization, type City } from '../support/city.ts';
import { DEVICES, Person } from '../support/person.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const PICTURES = fileURLToPath(new URL('../.artifacts/search/', import.meta.url));
const [DESKTOP, PHONE] = DEVICES as [(typeof DEVICES)[number], (typeof DEVICES)[number]];

// Without public notice no time passes, so nobody's session ends while the city is built.
const app = useTestApp({ env: { WEB_DIR, PUBLIC_NOTICE_DAYS: '0' } });
const browser = useBrowser();
const people: Person[] = [];
let city: City;
let receipt: string;
let slug: string;

const arrive = async (device = DESKTOP, user?: City['reviewer']) => {
  const person = await Person.arrive(browser.current, app.url, device, user);
  people.push(person);
  return person;
};

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  city = await createCity(app);
  const project = await openProject(app, city, {
    title: '石岐街道居家养老服务',
    summary: '社工和志愿者每周上门探访独居长者,陪他们说话、量血压、修家电,也把需要报给社区。',
  });
  ({ slug } = project);
  for (let at = 1; at <= 24; at += 1)
    await openProject(app, city, { title: `社区故事会第${at}期`, summary: '老党员给孩子讲故事。', region: '大涌' });
  await verifiedOrganization(await app.signUp({ name: '益群' }), city.admin, {
    name: '益群社会工作服务中心',
    kind: 'SOCIAL_WORK',
  });
  const donor = await app.signUp({ name: '陈大文' });
  receipt = (await give(donor.client, project.id)).receipt!.number;
}, 300_000);
afterAll(async () => {
  for (const person of people) await person.leave();
});

it('opens by keyboard, finds as one types, and opens what is chosen', async () => {
  const person = await arrive();
  const { page } = person;
  await person.visit('/');
  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog', { name: '搜索' });
  const field = dialog.getByRole('combobox');
  await field.waitFor();
  expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
  await page.keyboard.type('sq yl');
  const option = dialog.getByRole('option', { name: /石岐街道居家养老服务/ });
  await option.waitFor();
  expect(await option.getAttribute('aria-selected')).toBe('true');
  expect(await field.getAttribute('aria-activedescendant')).toBe(await option.getAttribute('id'));
  expect(await option.locator('mark').allTextContents()).toEqual(['石岐', '养老']);
  expect(await person.faultsHere()).toEqual([]);
  await page.screenshot({ path: `${PICTURES}palette-1280.png` });
  await page.keyboard.press('ArrowDown');
  expect(await option.getAttribute('aria-selected')).toBe('false');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/projects/${slug}`);
  await dialog.waitFor({ state: 'detached' });
  // What was searched for is offered again, on this device.
  await page.keyboard.press('Control+k');
  await dialog.getByRole('option', { name: 'sq yl' }).waitFor();
  await page.keyboard.press('Enter');
  await option.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await person.page.evaluate(() => localStorage.getItem('hc:searches'))).toBe('["sq yl"]');
});

it('tells that it shows what was probably meant, and when there is nothing', async () => {
  const person = await arrive();
  const { page } = person;
  await person.visit('/');
  await page.keyboard.press('/');
  const dialog = page.getByRole('dialog', { name: '搜索' });
  await dialog.getByRole('combobox').fill('居家养佬');
  await dialog.getByText('没有完全相符的结果').waitFor();
  await dialog.getByRole('option', { name: /石岐街道居家养老服务/ }).waitFor();
  await dialog.getByRole('combobox').fill('天文台望远镜');
  await dialog.getByText('没有找到“天文台望远镜”').waitFor();
  await dialog.getByRole('combobox').fill(receipt.replaceAll('-', ''));
  await dialog.getByRole('option', { name: new RegExp(receipt) }).waitFor();
  await dialog.getByRole('combobox').fill('长'.repeat(101));
  await dialog.getByText(/最多 100 个字/).waitFor();
  expect(await person.faultsHere()).toEqual([]);
});

it('shows the desks of a reviewer, and none to others', async () => {
  const reviewer = await arrive(DESKTOP, city.reviewer);
  await reviewer.visit('/');
  // Signed-in people get the page from their browser, which takes keys once it has drawn it.
  await reviewer.page.getByRole('link', { name: '搜索' }).waitFor();
  await reviewer.page.keyboard.press('Control+k');
  await reviewer.page.getByRole('combobox').fill('待评审');
  await reviewer.page.getByRole('option', { name: /待评审项目/ }).click();
  await reviewer.page.waitForURL('**/review');
  const donor = await arrive();
  await donor.visit('/');
  await donor.page.keyboard.press('Control+k');
  await donor.page.getByRole('combobox').fill('待评审');
  // The help for reviewers is for everybody.
  await donor.page.getByRole('option', { name: /评审项目/ }).waitFor();
  expect(await donor.page.getByRole('option', { name: /待评审项目/ }).count()).toBe(0);
});

it('has a page of results with kinds and further pages, which a phone reads as well', async () => {
  const person = await arrive(PHONE);
  const { page } = person;
  await person.visit('/');
  await page.getByRole('link', { name: '搜索' }).first().click();
  const dialog = page.getByRole('dialog', { name: '搜索' });
  await dialog.getByRole('combobox').fill('社区故事');
  await dialog.getByRole('option', { name: /第24期/ }).waitFor();
  await page.screenshot({ path: `${PICTURES}palette-390.png` });
  await dialog.getByRole('option', { name: /全部结果/ }).click();
  await page.waitForURL('**/search?q=*');
  await page.getByText('找到 24 条结果').waitFor();
  await page.getByRole('link', { name: /^项目/ }).first().click();
  await page.waitForURL('**kind=PROJECTS*');
  expect(await page.locator('ol > li').count()).toBe(20);
  await page.screenshot({ path: `${PICTURES}page-390.png`, fullPage: true });
  expect(await person.faultsHere()).toEqual([]);
  await page.getByRole('button', { name: '加载更多' }).click();
  await expect.poll(() => page.locator('ol > li').count()).toBe(24);
  await page.waitForURL('**shown=40*');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

it('serves the page of results without a script, in both languages', async () => {
  for (const [language, count] of [
    ['zh-CN', '找到 24 条结果'],
    ['en', '24 results'],
  ]) {
    const response = await fetch(`${app.url}/search?q=${encodeURIComponent('社区故事')}`, {
      headers: { 'accept-language': language! },
    });
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(html).toContain(count!);
    expect(html).toContain('<mark>');
    expect(html).toContain('action="/search"');
    expect(html).toMatch(/<meta name="robots" content="noindex/);
    // A link takes the place of the button that loads more.
    const more = /<noscript><a [^>]*href="([^"]*shown=40)"/.exec(html)![1]!.replaceAll('&amp;', '&');
    const longer = await (await fetch(`${app.url}${more}`)).text();
    const marks = (page: string) => page.split('</mark>').length;
    expect(marks(longer)).toBeGreaterThan(marks(html));
    expect(longer).not.toContain('shown=60');
  }
});

it('looks right in English on a desktop', async () => {
  const person = await arrive();
  const { page } = person;
  await person.visit('/');
  await page.getByRole('button', { name: 'EN' }).click();
  await page.getByRole('link', { name: 'Search' }).first().click();
  await page.getByRole('combobox').fill('yiqun');
  await page.getByRole('option', { name: /益群社会工作服务中心/ }).waitFor();
  await page.screenshot({ path: `${PICTURES}palette-en-1280.png` });
  await page.keyboard.press('Escape');
  await person.visit(`/search?q=${encodeURIComponent('石岐')}`);
  await page.getByRole('heading', { name: 'Search' }).waitFor();
  await page.locator('ol > li').first().waitFor();
  await page.screenshot({ path: `${PICTURES}page-en-1280.png` });
  expect(await person.faultsHere('en')).toEqual([]);
});
