import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { createCity, openProject } from '../support/city.ts';
import { DEVICES, Person } from '../support/person.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));

describe.each(DEVICES)('on a $name', (device) => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let slug: string;
  let visitor: Person;
  beforeAll(async () => {
    ({ slug } = await openProject(app, await createCity(app)));
    visitor = await Person.arrive(browser.current, app.url, device);
  });
  afterAll(() => visitor.leave());

  it.each([
    '/',
    '/projects',
    '/projects/:slug',
    '/projects/:slug/books',
    '/projects/:slug/give',
    '/books',
    '/proof',
    '/impact',
    '/receipts',
    '/sign-in',
    '/sign-up',
    '/nowhere',
  ])(
    'the page %s opens in Chinese without a script error, a refused request, a horizontal scroll bar or a serious accessibility fault',
    async (path) => {
      await visitor.visit(path.replace(':slug', slug), { status: path === '/nowhere' ? 404 : 200 });
      await visitor.heads(/\p{Script=Han}/u);
      expect(await visitor.faultsHere()).toEqual([]);
    },
  );

  it('the home page of a person who is signed in leads to the own desks, gifts and help', async () => {
    const treasurer = await Person.arrive(
      browser.current,
      app.url,
      device,
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
});
