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
});
