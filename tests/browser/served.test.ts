import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { publishedCampaign } from '../support/campaigns.ts';
import { createCity, openProject } from '../support/city.ts';
import { DEVICES, ON_PHONE, Person } from '../support/person.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const app = useTestApp({ env: { WEB_DIR } });
const browser = useBrowser();
let slug: string;
let organizationId: string;
let campaignId: string;

beforeAll(async () => {
  const city = await createCity(app);
  const project = await openProject(app, city);
  campaignId = await publishedCampaign(app, city.publisher, city.reviewer, city.organization.id, [project.id]);
  ({ slug } = project);
  const { project: found } = await app
    .anonymous()
    .must<{ project: { organization: { id: string } } }>(
      'query ($slug: String!) { project(slug: $slug) { organization { id } } }',
      { slug },
    );
  organizationId = found.organization.id;
  // Who asks before the program has warmed up waits at most 1.5 s and then gets the shell, so a busy machine needs
  // several tries.
  for (const language of ['zh-CN', 'en'])
    await vi.waitUntil(
      async () => (await (await get('/', { 'accept-language': language })).text()).includes('rel="canonical"'),
      { timeout: 60_000, interval: 500 },
    );
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(app.url + path, { headers, redirect: 'manual' });

const addressOf = (path: string) =>
  path.replace(':slug', slug).replace(':id', organizationId).replace(':campaign', campaignId);

const unescaped = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** What a chat app or a search engine reads of a page; none of them runs scripts. */
function readHead(html: string) {
  const meta = (name: string) => {
    const content = new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`).exec(html)?.[1];
    return content === undefined ? undefined : unescaped(content);
  };
  const facts = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1];
  return {
    language: /<html lang="([^"]+)"/.exec(html)?.[1],
    titles: [...html.matchAll(/<title>(.*?)<\/title>/gs)].map(([, title]) => unescaped(title!)),
    canonical: /<link rel="canonical" href="([^"]+)"/.exec(html)?.[1],
    meta,
    facts: facts === undefined ? undefined : (JSON.parse(facts) as Record<string, unknown>),
  };
}

const PAGES = [
  { path: '/', type: 'WebSite', zh: /红创/, en: /Hongchuang/ },
  { path: '/projects', type: 'CollectionPage', zh: /项目/, en: /Projects/ },
  { path: '/projects/:slug', type: 'Project', zh: /老兵记忆馆/, en: /老兵记忆馆/ },
  { path: '/projects/:slug/books', type: 'Dataset', zh: /账目/, en: /books/i },
  { path: '/organizations/:id', type: 'Organization', zh: /./, en: /./ },
  { path: '/campaigns', type: 'CollectionPage', zh: /募捐活动/, en: /Campaigns/ },
  { path: '/campaigns/:campaign', type: 'Event', zh: /六日同心募捐/, en: /六日同心募捐/ },
  { path: '/receipts', type: 'WebPage', zh: /查验收据/, en: /receipt/i },
  { path: '/books', type: 'Dataset', zh: /账目公开/, en: /books/i },
  { path: '/impact', type: 'Dataset', zh: /全市成效/, en: /Impact/ },
  { path: '/proof', type: 'WebPage', zh: /账本/, en: /Proof/ },
  { path: '/privacy', type: 'WebPage', zh: /个人信息/, en: /Privacy/ },
  { path: '/help', type: 'CollectionPage', zh: /帮助/, en: /Help/ },
  { path: '/help/donor', type: 'WebPage', zh: /捐一笔款/, en: /gift/ },
  { path: '/about', type: 'AboutPage', zh: /关于红创/, en: /About/ },
  { path: '/contact', type: 'ContactPage', zh: /联系我们/, en: /Contact/ },
  { path: '/terms', type: 'WebPage', zh: /使用条款/, en: /Terms/ },
  { path: '/developers', type: 'TechArticle', zh: /开发者/, en: /developers/ },
];

describe.each(PAGES)('without a script, the page $path', ({ path, type, zh, en }) => {
  it.each([
    { language: 'zh-CN', title: zh },
    { language: 'en', title: en },
  ])('has its title, description, address, card and facts in $language', async ({ language, title }) => {
    const address = addressOf(path);
    const response = await get(address, { 'accept-language': language });
    const html = await response.text();
    const head = readHead(html);
    expect(response.status).toBe(200);
    expect(head.language).toBe(language);
    expect(head.titles).toHaveLength(1);
    expect(head.titles[0]).toMatch(title);
    expect(head.meta('description')!.length).toBeGreaterThan(5);
    expect(head.canonical).toBe(app.url + address);
    expect(head.meta('og:title')!.length).toBeGreaterThan(1);
    expect(head.meta('og:url')).toBe(app.url + address);
    expect(head.meta('twitter:card')).toBe('summary_large_image');
    expect(head.facts).toMatchObject({ '@context': 'https://schema.org', '@type': type, url: app.url + address });
    expect(/<h1[^>]*>.+?<\/h1>/s.test(html)).toBe(true);
    // The key of a word that the page did not bring.
    expect(html.match(/>[a-z]+(?:[:.][a-z]\w*)+<|>title</g) ?? []).toEqual([]);

    const image = await fetch(head.meta('og:image')!);
    const png = Buffer.from(await image.arrayBuffer());
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  });
});

describe('a project page for readers without a script', () => {
  it('has the story, the figures and the way to give', async () => {
    const html = await (await get(`/projects/${slug}`)).text();
    expect(html).toContain(`href="/projects/${slug}/give"`);
    expect(html).toMatch(/role="progressbar"/);
    expect(html).not.toContain('aria-busy="true"');
  });

  it('says on its card what its first screen says', async () => {
    const { meta } = readHead(await (await get(`/projects/${slug}`)).text());
    expect(meta('og:title')).toBe('老兵记忆馆');
    expect(meta('og:description')).toMatch(/已筹 ¥.*目标 ¥/);
  });
});

describe('addresses', () => {
  it.each(['/nowhere', '/projects/no-such-project', '/projects/no-such-project/books', '/receipts/HC-2026-000000'])(
    '%s is not found, and says so to machines and people',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(readHead(await response.text()).titles[0]).toMatch(/红创/);
    },
  );

  it('of an unknown picture is not found', async () => {
    expect((await get('/og/projects/no-such-project.zh-CN.png')).status).toBe(404);
  });

  it('of public pages are listed for search engines, and those for one person are not', async () => {
    const robots = await (await get('/robots.txt')).text();
    const sitemap = await (await get('/sitemap.xml')).text();
    expect(robots).toContain(`Sitemap: ${app.url}/sitemap.xml`);
    expect(robots).toContain('Disallow: /receipts/');
    expect(sitemap).toContain(`<loc>${app.url}/projects/${slug}</loc>`);
    expect(sitemap).toContain(`<loc>${app.url}/organizations/${organizationId}</loc>`);
    expect(sitemap).toContain(`<loc>${app.url}/campaigns/${campaignId}</loc>`);
  });

  it.each(['/manifest.webmanifest', '/favicon.svg', '/apple-touch-icon.png', '/icon-192.png', '/icon-512.png'])(
    '%s is there',
    async (path) => expect((await get(path)).status).toBe(200),
  );
});

describe('a page for everybody', () => {
  it('comes in the language that the person chose, whatever the browser asks for', async () => {
    const html = await (await get('/', { 'accept-language': 'zh-CN', cookie: 'hc_language=en' })).text();
    expect(readHead(html).language).toBe('en');
  });

  it('comes in the colours that the person chose', async () => {
    const html = await (await get('/', { cookie: 'hc_theme=dark' })).text();
    expect(html).toMatch(/<html lang="zh-CN" data-theme="dark">/);
  });

  it('is drawn by the browser for people who are signed in, so nothing of theirs is kept for others', async () => {
    const person = await app.signUp({ name: '不公开的名字' });
    const cookie = person.client.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const own = await (await get('/', { cookie })).text();
    const others = await (await get('/')).text();
    expect(own).toContain('<div id="root"></div>');
    expect(others).toContain('data-served');
    expect(others).not.toContain('不公开的名字');
  });

  it('is not sent again to a browser that has it', async () => {
    const first = await get('/books');
    const again = await get('/books', { 'if-none-match': first.headers.get('etag')! });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('of a receipt is kept nowhere', async () => {
    const response = await get('/receipts/HC-2026-000000');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('a reader whose browser runs no scripts', () => {
  it('reads a project and follows its links', async () => {
    const context = await browser.current.newContext({
      viewport: { width: ON_PHONE.width, height: ON_PHONE.height },
      baseURL: app.url,
      locale: 'zh-CN',
      javaScriptEnabled: false,
    });
    const page = await context.newPage();
    await page.goto('/projects');
    await page.getByRole('button', { name: '募集中', exact: true }).click();
    await page.waitForURL(/[?&]stage=raising/);
    await page.getByRole('link', { name: '老兵记忆馆' }).click();
    await page.getByRole('heading', { level: 1, name: '老兵记忆馆' }).waitFor();
    const give = page.getByRole('link', { name: '我要认捐' }).first();
    expect(await give.getAttribute('href')).toBe(`/projects/${slug}/give`);

    const link = page.getByRole('link', { name: '短链接' });
    expect(await link.isVisible()).toBe(false);
    await page.getByRole('button', { name: '转发' }).first().click();
    await link.waitFor();
    const code = page.getByRole('img', { name: '二维码和短链接' });
    await code.scrollIntoViewIfNeeded();
    const path = (await link.getAttribute('href'))!;
    const shown = await context.request.get((await code.getAttribute('src'))!);
    expect(await shown.text()).toContain(path.split('?')[0]);
    await link.click();
    await page.getByRole('heading', { level: 1, name: '老兵记忆馆' }).waitFor();
    await context.close();
  });
});

describe.each(DEVICES)('a visitor on a $name', (device) => {
  let visitor: Person;
  beforeAll(async () => {
    visitor = await Person.arrive(browser.current, app.url, device);
  });
  afterAll(() => visitor.leave());

  it.each(PAGES.map(({ path }) => path))('gets %s without a second request for its data', async (path) => {
    // The last page may still ask for what changed while it was left.
    await visitor.page.goto('about:blank');
    const asked: string[] = [];
    const note = (request: { url(): string; postData(): string | null }) => {
      if (request.url().endsWith('/graphql')) asked.push(request.postData() ?? '');
    };
    visitor.page.on('request', note);
    await visitor.visit(addressOf(path));
    await visitor.page.waitForLoadState('networkidle');
    visitor.page.off('request', note);
    // The lists of a filter are read when the filter is shown, and a proof is never taken from what was sent before.
    const later = ['BooksProjects', 'ImpactOrganizations', 'NewestHead'];
    expect(asked.filter((body) => !later.some((name) => body.includes(name)))).toEqual([]);
  });

  it('switches the language of a page that the server drew, and keeps it', async () => {
    await visitor.visit(`/projects/${slug}`);
    await visitor.press('EN');
    await visitor.reads('Implementer');
    await visitor.visit(`/projects/${slug}`);
    await visitor.reads('Implementer');
    expect(await visitor.faultsHere('en')).toEqual([]);
    await visitor.press('中文');
    await visitor.reads('实施单位');
  });
});
