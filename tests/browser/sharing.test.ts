import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../scripts/lib/ports.mjs';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { createCity, give, openProject, projectInput, type City } from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';
import { ON_PHONE, Person } from '../support/person.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const app = useTestApp({ env: { WEB_DIR } });
const browser = useBrowser();

let city: City;
let owner: TestUser;
let project: { id: string; slug: string; title: string };

beforeAll(async () => {
  city = await createCity(app);
  owner = city.publisher;
  const { id, slug } = await openProject(app, city);
  project = { id, slug, title: '老兵记忆馆' };
  await app.pass(10_000);
});

describe('sharing a project', () => {
  let person: Person;
  let elsewhere: Server | undefined;
  afterEach(async () => {
    await person.leave();
    elsewhere?.close();
  });

  it('the unit copies the code of a widget, which lives on another site and sets no cookie', async () => {
    person = await Person.arrive(browser.current, app.url, ON_PHONE, owner);
    await person.visit(`/workspace/projects/${project.id}/edit`);
    await person.reads('嵌入到自己的网站');
    await person.reads('嵌入组件');
    expect(await person.faultsHere()).toEqual([]);
    const code = await person.page.locator('pre').innerText();
    expect(code).toContain(`${app.url}/embed/projects/${project.id}`);

    const port = await freePort();
    elsewhere = createServer((_, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><html lang="zh-CN"><title>合作单位</title><body>${code}</body></html>`);
    });
    await new Promise<void>((resolve) => elsewhere!.listen(port, '127.0.0.1', resolve));
    const context = await browser.current.newContext({ viewport: { width: ON_PHONE.width, height: ON_PHONE.height } });
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    const widget = page.frameLocator('iframe');
    await widget.getByRole('heading', { name: project.title }).waitFor();
    const before = await widget.locator('#figure').innerText();
    const donor = await app.signUp();
    await give(donor.client, project.id, { amount: 10_100 });
    // The widget asks every ten seconds.
    await widget.locator('#figure').filter({ hasNotText: before }).waitFor({ timeout: 20_000 });
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  it('the widget is readable in both themes, and no number breaks', async () => {
    person = await Person.arrive(browser.current, app.url, ON_PHONE);
    for (const theme of ['light', 'dark']) {
      await person.page.goto(`${app.url}/embed/projects/${project.id}?theme=${theme}&lang=zh-CN`);
      await person.page.getByRole('link', { name: /我要认捐/ }).waitFor();
      expect([theme, await person.faultsHere()]).toEqual([theme, []]);
    }
  });

  it('a page is printed with its address and a code', async () => {
    person = await Person.arrive(browser.current, app.url, ON_PHONE);
    const { page } = person;
    await person.visit(`/projects/${project.slug}`);
    await page.emulateMedia({ media: 'print' });
    const code = page.locator('img[src^="/qr.svg?page=%2Fprojects%2F"]');
    await code.waitFor();
    await page.pdf();
    expect(await code.evaluate((image: HTMLImageElement) => [image.complete, image.naturalWidth])).toEqual([true, 480]);
    expect(await page.getByRole('banner').isVisible()).toBe(false);
  });

  it('the unit writes what gifts do, and a donor chooses by it', async () => {
    const { createProject: draft } = await owner.client.must(MUTATIONS.createProject, {
      input: projectInput(app, city.organization.id, { title: '长者午餐', giftExamples: [] }),
    });
    person = await Person.arrive(browser.current, app.url, ON_PHONE, owner);
    const { page } = person;
    await person.visit(`/workspace/projects/${draft.id}/edit?step=funding`);
    const rows = page.getByRole('group', { name: /^金额 \d$/ });
    for (const [index, amount, does] of [
      [0, '30', '一份送到家的午餐'],
      [1, '600', '一位长者一个月的午餐'],
    ] as const) {
      await person.write('金额（元）', amount, rows.nth(index));
      await person.write('能做什么', does, rows.nth(index));
    }
    expect(await person.faultsHere()).toEqual([]);
    await person.press('下一步：检查并提交');
    await person.reads('一份送到家的午餐');
    await person.press('提交评审');
    await person.reads('已提交，等待评审');
    await city.reviewer.client.must(MUTATIONS.reviewProject, {
      input: { projectId: draft.id, decision: 'APPROVE', comment: '好' },
    });
    await app.pass(app.server.env.publicNoticeDays * 86_400_000 + 10_000);

    await person.leave();
    person = await Person.arrive(browser.current, app.url, ON_PHONE);
    await person.visit(`/projects/${draft.slug}`);
    await person.reads('一份送到家的午餐');
    expect(await person.faultsHere()).toEqual([]);
    await person.visit(`/projects/${draft.slug}/give`);
    await person.press('¥600');
    await person.reads('一位长者一个月的午餐');
    await person.holds('认捐金额', '600');
    expect(await person.faultsHere()).toEqual([]);
  });
});
