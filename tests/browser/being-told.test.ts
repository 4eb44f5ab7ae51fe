import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { give } from '../support/city.ts';
import { lettersTo } from '../support/letters.ts';
import { ON_PHONE, Person } from '../support/person.ts';
import { createTown, inDays, projectAt, type StagedProject, type Town } from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));

describe('being told', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let town: Town;
  let project: StagedProject;
  let donor: TestUser;
  let person: Person;
  beforeAll(async () => {
    town = await createTown(app);
    donor = await app.signUp({ name: '捐赠人' });
    project = await projectAt(app, town, 'FUNDRAISING', {
      milestones: [{ title: '采访', amount: 10_000, dueOn: inDays(app, 80) }],
    });
    await give(donor.client, project.id, { amount: 10_000 });
    await app.server.tick();
    await app.server.tick();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await person.keepPicture(task.name.slice(0, 20));
    await person.leave();
  });

  it('lists notices by day, and finds them by topic and by what is unread', async () => {
    person = await Person.arrive(browser.current, app.url, ON_PHONE, donor);
    const { page } = person;
    await person.visit('/notices');
    await person.heads('通知');
    await page.getByRole('heading', { level: 2, name: '今天' }).waitFor();
    await person.reads('您的捐赠 ¥100.00 已到账');
    await page.getByRole('combobox', { name: '类别' }).selectOption({ label: '我支持的项目' });
    await page.getByText('您的捐赠 ¥100.00 已到账').waitFor({ state: 'hidden' });
    await person.reads('您支持的“老兵记忆馆”达到了募集目标');
    await page.getByRole('combobox', { name: '类别' }).selectOption({ label: '待我办理' });
    await person.reads('没有符合条件的通知');
    await person.follow('看全部');
    await page.getByRole('checkbox', { name: '只看未读' }).click();
    await person.press('把“您的捐赠 ¥100.00 已到账”标为已读');
    await page.getByText('您的捐赠 ¥100.00 已到账').waitFor({ state: 'hidden' });
    expect(await person.faultsHere()).toEqual([]);
  });

  it('chooses how it is told, at which hours not and in which language, and finds it kept', async () => {
    person = await Person.arrive(browser.current, app.url, ON_PHONE, donor);
    const { page } = person;
    await person.visit('/account');
    await page.getByRole('combobox', { name: '我支持的项目' }).selectOption({ label: '每周一封汇总' });
    await page.getByRole('checkbox', { name: '在这段时间不发邮件' }).click();
    await page.getByRole('combobox', { name: '从', exact: true }).selectOption('21');
    await page.getByRole('combobox', { name: '邮件语言' }).selectOption({ label: '英文' });
    const settings = async () =>
      (
        await donor.client.must(
          '{ viewer { noticeSettings { topic way } noticePreferences { language quietFrom quietUntil } } }',
        )
      ).viewer;
    await expect.poll(settings).toMatchObject({
      noticeSettings: expect.arrayContaining([{ topic: 'SUPPORTED', way: 'WEEKLY' }]),
      noticePreferences: { language: 'EN', quietFrom: 21, quietUntil: 7 },
    });
    await page.reload();
    await expect
      .poll(() =>
        page
          .getByRole('combobox', { name: '我支持的项目' })
          .inputValue()
          .catch(() => ''),
      )
      .toBe('WEEKLY');
    expect(await page.getByRole('combobox', { name: '从', exact: true }).inputValue()).toBe('21');
    expect(await person.faultsHere()).toEqual([]);
  });

  it('ends mail by the link of a letter, without signing in and only by the button', async () => {
    const letter = lettersTo(app, donor.email).find((one) => one.includes('已到账'))!;
    const url = /https?:\/\/\S+(\/stop-mail#[\w.-]+)/.exec(letter)![1]!;
    person = await Person.arrive(browser.current, app.url, ON_PHONE);
    await person.visit(url);
    await person.heads('退订邮件');
    await person.reads('以后不再给您发“我的捐赠”的邮件？');
    expect(await person.faultsHere()).toEqual([]);
    await person.press('退订');
    await person.reads('不再给您发“我的捐赠”的邮件。');
    const { viewer } = await donor.client.must('{ viewer { noticeSettings { topic way } } }');
    expect(viewer.noticeSettings).toContainEqual({ topic: 'GIFTS', way: 'INBOX' });
    expect(await person.faultsHere()).toEqual([]);
  });
});
