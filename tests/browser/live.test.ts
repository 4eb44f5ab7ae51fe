import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { MUTATIONS } from '../support/operations.ts';
import { DEVICES, Person } from '../support/person.ts';
import { createTown, measure, projectAt, promise, type StagedProject, type Town } from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const [DESKTOP] = DEVICES as [(typeof DEVICES)[number]];

describe('changes by other people', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  const people: Person[] = [];
  let town: Town;
  let project: StagedProject;

  const arrive = async (user: TestUser) => {
    const person = await Person.arrive(browser.current, app.url, DESKTOP, user);
    people.push(person);
    return person;
  };
  const waiting = (person: Person, total: number) =>
    person.page.getByRole('link', { name: new RegExp(`^成效数据 ${total}$`) }).waitFor();

  beforeAll(async () => {
    town = await createTown(app);
    project = await projectAt(app, town, 'FUNDRAISING');
    for (let value = 1; value <= 3; value += 1) await measure(app, town, project, { value });
  }, 120_000);
  afterAll(async () => {
    for (const person of people) await person.leave();
  });

  it('appear at the desk of a second reviewer, who continues writing', async () => {
    const first = await arrive(town.reviewer);
    const second = await arrive(await app.signUp({ name: '第二位评审员', roles: ['REVIEWER'] }));
    for (const person of [first, second]) {
      await person.visit('/review?tab=measurements');
      await waiting(person, 3);
    }
    const writing = second.page.getByRole('article').nth(1).getByRole('textbox');
    await writing.click();
    await second.page.keyboard.type('还差');
    await first.page.getByRole('article').first().waitFor();
    await first.page.keyboard.press('a');
    await waiting(first, 2);
    // No reload, no change of the page, and no window that comes back to the front.
    await waiting(second, 2);
    await second.page.keyboard.type('一张照片');
    const card = second.page.getByRole('article').first();
    expect(await card.getByRole('textbox').inputValue(), 'text that another person is writing').toBe('还差一张照片');
    expect(await second.page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    for (const person of [first, second]) expect(await person.faultsHere()).toEqual([]);
  });

  it('raise the count at the bell', async () => {
    const donor = await arrive(town.donor);
    const { page } = donor;
    await donor.visit('/');
    await page.getByRole('link', { name: '通知', exact: true }).waitFor();
    const { id } = await promise(town.donor, project.id);
    await town.treasurer.client.must(MUTATIONS.endPledge, { id, reason: '没有这笔转账' });
    await app.server.tick();
    await page.getByRole('link', { name: '通知，1 条新的' }).waitFor();
    expect(await donor.faultsHere()).toEqual([]);
  });
});
