import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { createCity, openProject, type City } from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';
import { DEVICES, Person } from '../support/person.ts';
import { bankLine, bankLines } from '../support/statements.ts';
import { promise } from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const [DESKTOP, PHONE] = DEVICES as [(typeof DEVICES)[number], (typeof DEVICES)[number]];

describe('the desk of open lines', () => {
  const app = useTestApp({ env: { WEB_DIR, PUBLIC_NOTICE_DAYS: '0' } });
  const browser = useBrowser();
  const people: Person[] = [];
  let city: City;
  let donor: TestUser;
  let projectId: string;

  const arrive = async (user: TestUser, device: (typeof DEVICES)[number]) => {
    const person = await Person.arrive(browser.current, app.url, device, user);
    people.push(person);
    return person;
  };
  /** Brings lines that pay promises of these amounts, sent under `name`. */
  const arrived = async (amounts: readonly number[], name: string) => {
    const gifts = [];
    for (const amount of amounts) gifts.push(await promise(donor, projectId, { amount }));
    return bankLines(
      city.treasurer.client,
      gifts.map(({ amount, remarkCode }) => bankLine(amount, { name, text: remarkCode })),
    );
  };

  beforeAll(async () => {
    city = await createCity(app);
    projectId = (await openProject(app, city)).id;
    donor = await app.signUp({ name: '李明' });
  }, 120_000);
  afterAll(async () => {
    for (const person of people) await person.leave();
  });

  it('confirms ticked lines after a preview with their sum, and says what it did (desktop)', async () => {
    await arrived([10_000, 20_001], '李明');
    await arrived([30_002], '王芳');
    await bankLines(city.treasurer.client, [bankLine(77_700, { name: '某公司', text: '货款' })]);
    const treasurer = await arrive(city.treasurer, DESKTOP);
    const { page } = treasurer;
    await treasurer.visit('/treasury/statements?list=open');
    const bar = page.getByRole('region', { name: '批量办理' });
    // A line without a proposal cannot be ticked.
    expect(await page.getByRole('checkbox', { name: '选择 某公司 ¥777.00' }).isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: '选择 王芳 ¥300.02' }).check();
    await bar.getByText('已选 1 项').waitFor();
    await bar.getByText('¥300.02').waitFor();
    await bar.getByRole('checkbox', { name: '选择列出的 3 项' }).check();
    await bar.getByText('¥600.03').waitFor();
    expect(await treasurer.faultsHere()).toEqual([]);
    await treasurer.press('预览所选 3 项', bar);
    await bar.getByText('3 笔认捐到账，共 ¥600.03').waitFor();
    await bar.getByText('其中 1 笔的汇款户名与认捐人不同，共 ¥300.02').waitFor();
    expect(await treasurer.faultsHere()).toEqual([]);
    await treasurer.press('确认这 3 笔', bar);
    await treasurer.reads('已办理 3 笔，共 ¥600.03。');
    await page.getByRole('checkbox', { name: '选择 王芳 ¥300.02' }).waitFor({ state: 'detached' });
    expect(await treasurer.faultsHere()).toEqual([]);
    // The work is found again.
    await treasurer.visit('/work');
    await treasurer.reads('办理 3 笔（¥600.03）');
  });

  it('shows the new preview when a colleague was faster', async () => {
    const [first] = await arrived([11_000, 12_000], '李明');
    const treasurer = await arrive(city.treasurer, DESKTOP);
    const { page } = treasurer;
    await treasurer.visit('/treasury/statements?list=open&search=李明');
    const bar = page.getByRole('region', { name: '批量办理' });
    await treasurer.press('预览全部', bar);
    await bar.getByText('2 笔认捐到账，共 ¥230.00').waitFor();
    await city.treasurer.client.must(MUTATIONS.confirmStatementLines, { lineIds: [first!.id] });
    await treasurer.press('确认这 2 笔', bar);
    await bar.getByText('1 笔认捐到账，共 ¥120.00').waitFor();
    await treasurer.press('确认这 1 笔', bar);
    await treasurer.reads('已办理 1 笔，共 ¥120.00。');
    const { openLineQueue } = await city.treasurer.client.must('{ openLineQueue(search: "李明") { totalCount } }');
    expect(openLineQueue.totalCount).toBe(0);
  });

  it('does the same on a phone, in English', async () => {
    await arrived([13_000, 14_000], '孙悦');
    const treasurer = await arrive(city.treasurer, PHONE);
    const { page } = treasurer;
    await treasurer.visit('/treasury/statements?list=open&search=孙悦');
    await treasurer.press('EN');
    const bar = page.getByRole('region', { name: 'Many at once' });
    await page.getByRole('checkbox', { name: 'Tick 孙悦 ¥130.00' }).check();
    await bar.getByText('1 ticked').waitFor();
    await bar.getByRole('checkbox', { name: 'Tick the 2 listed' }).check();
    expect(await treasurer.faultsHere('en')).toEqual([]);
    await treasurer.press('Preview 2 items', bar);
    await bar.getByText('¥270.00').first().waitFor();
    expect(await treasurer.faultsHere('en')).toEqual([]);
    await bar.getByRole('button', { name: /^Confirm/ }).click();
    await page.getByRole('status').filter({ hasText: '¥270.00' }).waitFor();
    expect(await treasurer.faultsHere('en')).toEqual([]);
  });

  it('tells a reviewer of one unit in the menu and on the account page which unit it is', async () => {
    const reviewer = await app.signUp({ name: '本单位评审' });
    await city.admin.client.must(MUTATIONS.setPlatformRoles, {
      userId: reviewer.id,
      roles: ['REVIEWER'],
      organizationId: city.organization.id,
    });
    const words = `评审：${city.organization.name}及其所有下级单位`;
    for (const device of DEVICES) {
      const person = await arrive(reviewer, device);
      await person.visit('/account');
      await person.reads(words);
      await person.press(`${reviewer.name} 的账户菜单`);
      await person.page.getByRole('menu').getByText(words).waitFor();
      expect(await person.faultsHere()).toEqual([]);
    }
  });
});
