import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { MUTATIONS } from '../support/operations.ts';
import { DEVICES, Person } from '../support/person.ts';
import { createTown, projectAt, promise, type Town } from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const [DESKTOP, PHONE] = DEVICES as [(typeof DEVICES)[number], (typeof DEVICES)[number]];
const UNITS = 24;
const TRANSFERS = 55;

const nameOf = (number: number) => `第${String(number).padStart(2, '0')}家单位`;

describe('a desk', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  const people: Person[] = [];
  let town: Town;
  let second: TestUser;

  const arrive = async (user: TestUser, device = DESKTOP) => {
    const person = await Person.arrive(browser.current, app.url, device, user);
    people.push(person);
    return person;
  };
  const rows = (person: Person) => person.page.getByRole('list', { name: '待认证单位' }).getByRole('listitem');

  beforeAll(async () => {
    town = await createTown(app);
    second = await app.signUp({ name: '第二位管理员', roles: ['ADMIN'] });
    for (let number = 1; number <= UNITS; number += 1)
      await town.stranger.client.must(MUTATIONS.createOrganization, {
        input: { name: nameOf(number), kind: 'COMMUNITY' },
      });
    const open = await projectAt(app, town, 'FUNDRAISING', {
      milestones: [
        { title: '全程', amount: 9_000_000, dueOn: new Date(app.clock.now().getTime() + 8.64e9).toISOString() },
      ],
    });
    await Promise.all(
      Array.from({ length: TRANSFERS }, (_, index) => promise(town.donor, open.id, { amount: 10_000 + index })),
    );
  }, 400_000);
  afterAll(async () => {
    for (const person of people) await person.leave();
  });

  it('moves to the next unit after each decision, and shows the waiting count in the navigation', async () => {
    const admin = await arrive(town.admin);
    const { page } = admin;
    await admin.visit('/admin');
    // The town has one that waits before these.
    const navigation = page.getByRole('navigation', { name: '主导航' });
    await navigation.getByRole('link', { name: `管理 ${UNITS + 1}` }).waitFor();
    await rows(admin)
      .filter({ hasText: nameOf(1) })
      .getByRole('link')
      .click();
    const article = (name: string) => page.getByRole('article', { name });
    await article(nameOf(1)).waitFor();
    expect(new URL(page.url()).searchParams.get('item')).not.toBeNull();
    for (let number = 1; number <= 3; number += 1) {
      await admin.press('通过认证', article(nameOf(number)));
      await article(nameOf(number + 1)).waitFor();
    }
    await navigation.getByRole('link', { name: `管理 ${UNITS - 2}` }).waitFor();
    await page.keyboard.press('j');
    await article(nameOf(5)).waitFor();
    await page.keyboard.press('k');
    await article(nameOf(4)).waitFor();
    expect(await admin.faultsHere()).toEqual([]);
  });

  it('shows a colleague who has an item open, and allows both to decide', async () => {
    const colleague = await arrive(second);
    await colleague.visit('/admin');
    const row = rows(colleague).filter({ hasText: nameOf(4) });
    await row.getByText(`${town.admin.name} 从`).waitFor();
    await row.getByRole('link').click();
    await colleague.press('通过认证', colleague.page.getByRole('article', { name: nameOf(4) }));
    await colleague.reads(`已认证：${nameOf(4)}`);
    expect(await colleague.faultsHere()).toEqual([]);
  });

  it('keeps search and order in the address, and a named view on the device', async () => {
    const admin = people[0]!;
    const { page } = admin;
    await admin.visit('/admin?sort=NEWEST&search=第2');
    await expect.poll(() => rows(admin).first().innerText()).toContain(nameOf(UNITS));
    await admin.press('保存这个视图');
    await page.getByRole('textbox', { name: '视图名称' }).fill('最新的');
    await page.keyboard.press('Enter');
    await admin.visit('/admin');
    await expect.poll(() => rows(admin).first().innerText()).not.toContain(nameOf(UNITS));
    await page.getByRole('group', { name: '保存的视图' }).getByRole('link', { name: '最新的' }).click();
    await expect.poll(() => rows(admin).first().innerText()).toContain(nameOf(UNITS));
    expect(new URL(page.url()).searchParams.get('sort')).toBe('NEWEST');
    expect(await admin.faultsHere()).toEqual([]);
    await admin.press('删除视图“最新的”');
    await expect.poll(() => page.getByRole('link', { name: '最新的' }).count()).toBe(0);
  });

  it('shows the sum of the whole result on a page that shows a part of it', async () => {
    const treasurer = await arrive(town.treasurer);
    await treasurer.visit('/treasury');
    await treasurer.reads(`已显示 50 / ${TRANSFERS}`);
    // 55 times 100 yuan, and 0 + 1 + … + 54 fen.
    await treasurer.reads('¥5,514.85');
    await treasurer.visit('/treasury?search=100.54');
    await treasurer.reads('符合的金额');
    await treasurer.reads('¥100.54');
    expect(await treasurer.faultsHere()).toEqual([]);
  });

  it('shows the list on a phone, and then the open item', async () => {
    const admin = await arrive(second, PHONE);
    await admin.visit('/admin');
    await rows(admin)
      .filter({ hasText: nameOf(6) })
      .getByRole('link')
      .click();
    await admin.page.getByRole('article', { name: nameOf(6) }).waitFor();
    expect(await rows(admin).count()).toBe(0);
    expect(await admin.faultsHere()).toEqual([]);
    await admin.press('返回列表');
    await rows(admin)
      .filter({ hasText: nameOf(6) })
      .waitFor();
  });
});
