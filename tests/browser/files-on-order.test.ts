import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { shanghaiYear } from '@hongchuang/server/lib/days.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { createCity, give, openProject } from '../support/city.ts';
import { readPdf } from '../support/pdf.ts';
import { AT_DESK, Person } from '../support/person.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
/** One more than the annual statement that is printed at once. */
const GIFTS = 301;
const AT_ONCE = 10;

describe('a statement of many gifts', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  const people: Person[] = [];
  let donor: TestUser;
  const year = () => shanghaiYear(app.clock.now());

  beforeAll(async () => {
    const city = await createCity(app);
    const project = await openProject(app, city);
    donor = await app.signUp({ name: '陈小红' });
    for (let given = 0; given < GIFTS; given += AT_ONCE)
      await Promise.all(
        Array.from({ length: Math.min(AT_ONCE, GIFTS - given) }, () =>
          give(donor.client, project.id, { amount: 1_000 }),
        ),
      );
  }, 300_000);
  afterAll(async () => {
    for (const person of people) await person.leave();
  });

  it('is ordered, left, found again and saved', async () => {
    const person = await Person.arrive(browser.current, app.url, AT_DESK, donor);
    people.push(person);
    const { page } = person;
    await person.visit('/account');
    await person.press(`${year()} 年（PDF，${GIFTS} 笔）`);
    await person.reads(/文件正在生成，可以离开本页。|文件已生成。/);
    expect(await person.faultsHere()).toEqual([]);
    // The person leaves at once. The file is made all the same.
    await person.visit('/work');
    const row = page
      .getByRole('listitem')
      .filter({ hasText: `donations-${year()}.pdf` })
      .first();
    await row.getByText('已完成').waitFor();
    await row.getByText(`${GIFTS} 笔捐赠`).waitFor();
    expect(await person.faultsHere()).toEqual([]);
    const saved = page.waitForEvent('download');
    await row.getByRole('link', { name: new RegExp(`下载 donations-${year()}\\.pdf`) }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe(`donations-${year()}.pdf`);
    const { text } = await readPdf(await readFile(await download.path()));
    expect(text).toContain('¥3,010.00');
  });

  it('is ordered in English, and the file is on the page itself when the person stays', async () => {
    const person = await Person.arrive(browser.current, app.url, AT_DESK, donor);
    people.push(person);
    await person.visit('/account');
    await person.page
      .getByRole('button', { name: 'EN' })
      .or(person.page.getByRole('button', { name: 'English' }))
      .first()
      .click();
    await person.press(`${year()} (PDF, ${GIFTS} gifts)`);
    await person.reads('The file is there.');
    await person.page.getByRole('link', { name: new RegExp(`Download donations-${year()}\\.pdf`) }).waitFor();
    expect(await person.faultsHere('en')).toEqual([]);
  });
});
