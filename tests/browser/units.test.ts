import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { verifiedOrganization } from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';
import { DEVICES, Person, type Device } from '../support/person.ts';
import { createTown, type Town } from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const [DESKTOP, PHONE] = DEVICES as readonly [Device, Device];
const [FROM, INTO, GROUP] = ['第一党支部', '第二党支部', '离退休党小组'] as const;

/** A section of a page, by its heading. */
const section = ({ page }: Person, title: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: title }) });

describe('a unit merges into another, whose desk then shows all of it', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let town: Town;
  let [from, into]: string[] = [];
  const people: Person[] = [];
  const arrive = async (user?: TestUser, device: Device = DESKTOP) => {
    const person = await Person.arrive(browser.current, app.url, device, user);
    people.push(person);
    return person;
  };
  beforeAll(async () => {
    town = await createTown(app);
    const { owner, rival, admin } = town;
    const unit = async (user: TestUser, name: string) =>
      (await verifiedOrganization(user, admin, { name, kind: 'PARTY_COMMITTEE' })).id;
    from = await unit(owner, FROM);
    into = await unit(rival, INTO);
    const group = await unit(owner, GROUP);
    const input = { parentId: from, parentReason: '批复' };
    await admin.client.must(MUTATIONS.updateOrganization, { id: group, input });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    for (const [index, person] of people.entries()) await person.keepPicture(`units-${index}`);
  });
  afterAll(async () => {
    for (const person of people) await person.leave();
  });

  it('an owner reads what becomes of everything, and asks', async () => {
    const owner = await arrive(town.owner);
    const { page } = owner;
    await owner.visit(`/workspace/${from}`);
    await owner.follow('合并或拆分单位');
    await owner.heads('单位合并与拆分');
    const merger = section(owner, '并入其他单位');
    const picker = merger.getByLabel('并入的单位');
    await picker.click();
    await picker.pressSequentially('第二党');
    await page.locator('.ant-select-item-option', { hasText: INTO }).click();
    await owner.reads(`1 名成员转入“${INTO}”，身份不变。`);
    await owner.reads(`1 个下级单位改为隶属“${INTO}”。`);
    await owner.write('事由', '党员减少，合并设置', merger);
    expect(await owner.faultsHere()).toEqual([]);
    await owner.press('申请并入');
    await owner.reads('待对方同意');
    await owner.page.getByRole('button', { name: '撤回申请' }).waitFor();
  });

  it('an owner of the other unit consents, and an administrator carries it out', async () => {
    const other = await arrive(town.rival);
    await other.visit(`/workspace/${into}/changes`);
    await other.reads('党员减少，合并设置');
    await other.press('同意并入');
    await other.reads('办理后不能撤销');
    await other.press('同意并入');
    await other.reads('待办理');
    expect(await other.faultsHere()).toEqual([]);

    const admin = await arrive(town.admin);
    await admin.visit('/admin?tab=units');
    const waiting = section(admin, '待办理的单位合并与拆分');
    await admin.write('理由（必填，如批复文号）', '区委批复〔2026〕8号', waiting);
    expect(await admin.faultsHere()).toEqual([]);
    await admin.press('办理', waiting);
    await admin.press('办理', waiting);
    await waiting.waitFor({ state: 'detached' });
  });

  it('the address of the closed unit says into what it was merged, and leads on', async () => {
    const visitor = await arrive();
    await visitor.visit(`/organizations/${from}`);
    await visitor.reads('并入');
    expect(await visitor.faultsHere()).toEqual([]);
    await visitor.follow(INTO);
    await visitor.heads(INTO);
    await visitor.reads('并入本单位的单位');
  });

  it('the desk of the other unit shows who has not answered, and reminds them', async () => {
    const other = await arrive(town.rival);
    await other.visit(`/workspace/${into}`);
    await other.follow('参与情况');
    await other.heads('参与情况');
    await other.reads('2 名成员中 0 人参与');
    await other.press('选中尚未参与的单位');
    await other.press('提醒所选单位（1）');
    await other.reads('已提醒 1 个单位');
    await other.choose('谁可以看到每名成员的捐赠金额', '负责人');
    await other.press('保存');
    await other.reads('已保存');
    expect(await other.faultsHere()).toEqual([]);
  });

  it('both pages fit a phone', async () => {
    const other = await arrive(town.rival, PHONE);
    for (const [page, heading] of [
      ['desk', '参与情况'],
      ['changes', '单位合并与拆分'],
    ] as const) {
      await other.visit(`/workspace/${into}/${page}`);
      await other.heads(heading);
      await other.reads(page === 'desk' ? GROUP : '从本单位分出新单位');
      expect(await other.faultsHere(), page).toEqual([]);
    }
  });
});
