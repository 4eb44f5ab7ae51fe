import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { publishedCampaign } from '../support/campaigns.ts';
import { createCity, give, openProject } from '../support/city.ts';
import { openFund } from '../support/matching.ts';
import { AT_DESK, Person } from '../support/person.ts';
import { openProgramme } from '../support/programmes.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const SECTIONS = new URL('../../packages/web/src/app/sections/', import.meta.url);

/** The addresses of all pages for everybody, from the sections of the site, so that a new page is covered by itself. */
const pages = readdirSync(SECTIONS).flatMap((file) =>
  [...readFileSync(new URL(file, SECTIONS), 'utf8').matchAll(/\bpath: '([^']*)',\s*for: 'everybody'/g)].map(
    ([, path]) => `/${path}`,
  ),
);

/** A colour does not depend on the language, so each language is seen in one theme. */
const LANGUAGES = [
  { language: 'zh-CN', colorScheme: 'light', letters: /\p{Script=Han}/u },
  { language: 'en', colorScheme: 'dark', letters: /\p{L}/u },
] as const;

it('the sections of the site are written as this story reads them', () => {
  expect(pages).toEqual(expect.arrayContaining(['/', '/projects/:slug', '/sign-in', '/books']));
});

describe('on a desktop and on a phone', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();

  it('the home page of a person who is signed in leads to the own desks, gifts and help', async () => {
    const treasurer = await Person.arrive(
      browser.current,
      app.url,
      AT_DESK,
      await app.signUp({ name: '财务', roles: ['TREASURER'] }),
    );
    await treasurer.visit('/');
    const own = treasurer.page.getByRole('region', { name: '我的入口' });
    await treasurer.reads('财务，您好', own);
    await own.getByRole('link', { name: /财务.*没有待处理的事项/ }).waitFor();
    expect(await treasurer.faultsHere()).toEqual([]);
    await own.getByRole('link', { name: /帮助/ }).click();
    await treasurer.heads('管理专项账户');
    expect(await treasurer.faultsHere()).toEqual([]);
    await treasurer.leave();
  });

  describe('for everybody', () => {
    const visitors = new Map<string, Person>();
    let examples: Record<string, string>;

    beforeAll(async () => {
      const city = await createCity(app);
      const { id, slug } = await openProject(app, city);
      const campaign = await publishedCampaign(app, city.publisher, city.reviewer, city.organization.id, [id]);
      const fund = await openFund(app, { ...city, rival: city.publisher, rivals: city.organization }, 100_000);
      const programme = await openProgramme(city);
      const donor = await app.signUp();
      const { receipt } = await give(donor.client, id);
      examples = {
        '/organizations/:id': `/organizations/${city.organization.id}`,
        '/campaigns/:id': `/campaigns/${campaign}`,
        '/campaigns/:id/screen': `/campaigns/${campaign}/screen`,
        '/programmes/:id': `/programmes/${programme.id}`,
        '/match-funds/:id': `/match-funds/${fund.id}`,
        '/projects/:slug': `/projects/${slug}`,
        '/projects/:slug/books': `/projects/${slug}/books`,
        '/projects/:slug/give': `/projects/${slug}/give`,
        '/receipts/:number': `/receipts/${receipt!.number}`,
        '/help/:topic': '/help/donor',
        '/invitations/:token': `/invitations/${'0'.repeat(40)}`,
        '/pledges/:id': '/pledges/00000000-0000-7000-8000-000000000000',
      };
      for (const { language, colorScheme } of LANGUAGES) {
        const visitor = await Person.arrive(browser.current, app.url, AT_DESK);
        await visitor.context.addCookies([{ name: 'hc_language', value: language, url: app.url }]);
        await visitor.page.addInitScript((chosen) => localStorage.setItem('hc:language', chosen), language);
        await visitor.page.emulateMedia({ colorScheme });
        visitors.set(language, visitor);
      }
    });
    afterAll(() => Promise.all([...visitors.values()].map((visitor) => visitor.leave())));

    it.each([...pages, '/nowhere'])(
      'the page %s opens in both languages, light and dark, without a script error, a refused request, a horizontal scroll bar or a serious accessibility fault',
      async (path) => {
        const address = examples[path] ?? path;
        expect(address, `this story has no example of ${path}: add one to its list`).not.toContain(':');
        for (const { language, letters } of LANGUAGES) {
          const visitor = visitors.get(language)!;
          await visitor.visit(address, { status: path === '/nowhere' ? 404 : 200 });
          await visitor.heads(letters);
          expect(await visitor.faultsHere(language), language).toEqual([]);
        }
      },
    );
  });
});
