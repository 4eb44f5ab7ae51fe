import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { createCity, openProject } from '../support/city.ts';
import { DEVICES, Person } from '../support/person.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
/** What the next page's script takes on a slow line: longer than anybody waits before pressing again. */
const SLOW_MS = 2_000;

describe.each(DEVICES)('on a $name with a slow line', (device) => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  const people: Person[] = [];
  let project: { id: string; slug: string };
  beforeAll(async () => {
    project = await openProject(app, await createCity(app));
  });
  afterEach(async () => {
    await Promise.all(people.splice(0).map((person) => person.leave()));
  });

  const countOf = async (sql: string): Promise<number> =>
    Number((await app.db.read.query<{ n: number | string }[]>(sql))[0]!.n);
  const giftsOf = (name: string): Promise<number> =>
    countOf(`SELECT COUNT(*) AS n FROM pledges WHERE donor_name = '${name}'`);

  const arrive = async (): Promise<Person> => {
    const person = await Person.arrive(browser.current, app.url, device);
    people.push(person);
    return person;
  };

  /** From now on a script that was not asked for before comes late. */
  const slowDown = (page: Page): Promise<unknown> =>
    page.route(/\.js(\?|$)/, async (route) => {
      await sleep(SLOW_MS);
      await route.continue().catch(() => undefined);
    });

  const giveButton = (page: Page): Locator => page.getByRole('main').locator('button[type=submit]').last();

  /** Everything but the last press. */
  const fillIn = async (person: Person, name: string, page: Page = person.page): Promise<void> => {
    await page.goto(`/projects/${project.slug}/give`);
    await page.getByLabel('认捐金额').and(page.locator('input')).first().fill('20');
    await page.getByRole('button', { name: '下一步' }).filter({ visible: true }).first().click();
    await page.getByLabel('您的称呼').first().fill(name);
    await giveButton(page).scrollIntoViewIfNeeded();
  };

  const pressAt = async (page: Page, button: Locator): Promise<void> => {
    const { x, y, width, height } = (await button.boundingBox())!;
    if (device.phone) await page.touchscreen.tap(x + width / 2, y + height / 2);
    else await page.mouse.click(x + width / 2, y + height / 2);
  };

  // A tap and a click are different events, so both are tried. The pause matters to the form and not to the device.
  it.each(device.phone ? [60, 1_500] : [400])('two presses %i ms apart are one gift', async (gap) => {
    const person = await arrive();
    const name = `连点${gap}`;
    await fillIn(person, name);
    await slowDown(person.page);
    const button = giveButton(person.page);
    await pressAt(person.page, button);
    await sleep(gap);
    if (await button.isVisible()) await pressAt(person.page, button);
    await person.page.waitForURL(/\/pledges\//);
    await person.heads(/\p{Script=Han}/u);
    expect(await giftsOf(name)).toBe(1);
    expect(await person.faultsHere()).toEqual([]);
  });

  // What follows is decided by the form and the server, which are the same on every device.
  if (!device.phone) return;

  it('while the next page loads, the form says that the gift is recorded and ignores another press or Enter', async () => {
    const person = await arrive();
    await fillIn(person, '回车');
    await slowDown(person.page);
    await giveButton(person.page).click();
    await person.page.getByRole('status').filter({ hasText: '已完成，正在打开下一页' }).waitFor();
    expect(await giveButton(person.page).getAttribute('aria-busy')).toBe('true');
    const name = person.page.getByLabel('您的称呼').first();
    await name.press('Enter');
    await name.press('Enter');
    await person.page.waitForURL(/\/pledges\//);
    expect(await giftsOf('回车')).toBe(1);
  });

  it('a person who goes back after giving finds an empty form, and can fill it in to give once more', async () => {
    const person = await arrive();
    await fillIn(person, '返回');
    await giveButton(person.page).click();
    await person.page.waitForURL(/\/pledges\//);
    // The address changes before the page does. A step back before that would lead from the finished form to itself.
    await person.page.getByLabel('您的称呼').first().waitFor({ state: 'detached' });
    await person.page.goBack();
    await person.heads(/\p{Script=Han}/u);
    await giveButton(person.page).click();
    await sleep(300);
    expect(await giftsOf('返回'), 'an empty form sends nothing').toBe(1);
    await fillIn(person, '返回');
    await giveButton(person.page).click();
    await person.page.waitForURL(/\/pledges\//);
    expect(await giftsOf('返回')).toBe(2);
  });

  it('the same form in two tabs is one gift, and both tabs show it', async () => {
    const person = await arrive();
    const other = await person.context.newPage();
    await fillIn(person, '两个标签页');
    await fillIn(person, '两个标签页', other);
    await giveButton(person.page).click();
    await person.page.waitForURL(/\/pledges\//);
    await giveButton(other).click();
    await other.waitForURL(/\/pledges\//);
    expect(new URL(other.url()).pathname).toBe(new URL(person.page.url()).pathname);
    expect(await giftsOf('两个标签页')).toBe(1);
  });

  it('a gift whose response is lost and that the page sends again is one gift', async () => {
    const person = await arrive();
    person.expectCuts();
    await fillIn(person, '回音丢失');
    let lost = 0;
    await person.page.route('**/graphql', async (route) => {
      if (lost > 0 || !(route.request().postData() ?? '').includes('MakePledge')) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort();
    });
    await giveButton(person.page).click();
    await person.press('查明这一笔的结果');
    await person.page.waitForURL(/\/pledges\//);
    expect(lost).toBe(1);
    expect(await giftsOf('回音丢失')).toBe(1);
  });

  it('a unit is registered once, however often the button is pressed', async () => {
    const person = await arrive();
    const name = `连点登记单位${device.name}`;
    await person.signIn(await app.signUp({ name: '登记人' }));
    await person.visit('/workspace?new=1');
    await person.write('单位全称', name);
    await person.choose('单位类型', '村（社区）');
    await slowDown(person.page);
    const button = person.page.getByRole('main').locator('button[type=submit]').last();
    await button.scrollIntoViewIfNeeded();
    await pressAt(person.page, button);
    for (let press = 0; press < 3 && (await button.isVisible()); press += 1) {
      await sleep(400);
      if (await button.isVisible()) await pressAt(person.page, button);
    }
    await person.page.waitForURL(/\/workspace\/[0-9a-f-]{36}/);
    expect(await countOf(`SELECT COUNT(*) AS n FROM organizations WHERE name = '${name}'`)).toBe(1);
  });
});
