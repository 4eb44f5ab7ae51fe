import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { foundCity, openProject } from '../support/city.ts';
import { DEVICES, Person } from '../support/person.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));

describe.each(DEVICES)('on a $name', (device) => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let slug: string;
  beforeAll(async () => { ({ slug } = await openProject(app, await foundCity(app))); });

  it.each(['/', '/projects', '/projects/:slug', '/projects/:slug/books', '/projects/:slug/give', '/books', '/proof', '/impact', '/receipts', '/sign-in', '/sign-up', '/nowhere'])(
    'the page %s opens in Chinese, without a script error, a refusal, a sideways scroll bar or a serious fault of access',
    async (path) => {
      const visitor = await Person.arrive(browser.current, app.url, device);
      await visitor.visit(path.replace(':slug', slug));
      await visitor.heads(/\p{Script=Han}/u);
      expect(await visitor.faultsHere()).toEqual([]);
      await visitor.leave();
    },
  );
});
