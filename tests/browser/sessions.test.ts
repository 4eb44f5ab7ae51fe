import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { createCity, openProject } from '../support/city.ts';
import { MINUTE_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import { ON_PHONE, Person } from '../support/person.ts';
import { promise } from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));

/** Gives the browser a device that holds passkeys and whose owner always agrees. */
async function plugIn({ context, page }: Person): Promise<void> {
  const browser = await context.newCDPSession(page);
  await browser.send('WebAuthn.enable');
  await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

describe('a session', () => {
  const app = useTestApp({
    host: 'localhost',
    env: { WEB_DIR, PUBLIC_NOTICE_DAYS: '0', STAFF_IDLE_MINUTES: '60', PROOF_MINUTES: '10' },
  });
  const browser = useBrowser();
  let person: Person;
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await person.keepPicture(task.name.slice(0, 20));
    await person.leave();
  });

  it('begins by a passkey, which is added and removed on the page of the account', async () => {
    const account = await app.signUp({ name: '林书记' });
    person = await Person.arrive(browser.current, app.url, ON_PHONE, account);
    await plugIn(person);
    await person.visit('/account');
    const section = person.page.locator('#second-factor');
    await person.press('添加通行密钥', section);
    await person.write('当前密码', account.password, section);
    expect(await person.faultsHere()).toEqual([]);
    await person.press('下一步', section);
    await person.write('名称', '办公室电脑', section);
    expect(await person.faultsHere()).toEqual([]);
    await person.press('创建通行密钥', section);
    await person.reads('请保存这些恢复码', section);
    await person.press('我已保存好', section);
    await person.reads('办公室电脑', section);
    expect(await person.faultsHere()).toEqual([]);

    await person.press('给通行密钥“办公室电脑”改名', section);
    await person.write('新名称', '值班室电脑', section);
    expect(await person.faultsHere()).toEqual([]);
    await person.press('保存名称', section);
    await person.reads('值班室电脑', section);
    await person.page.getByLabel('新名称').waitFor({ state: 'detached' });
    expect(await person.faultsHere()).toEqual([]);

    // The device keeps the passkey, and the browser has no session any more.
    await person.context.clearCookies();
    await person.visit('/sign-in?next=%2Faccount');
    await person.heads('登录');
    expect(await person.faultsHere()).toEqual([]);
    await person.press('用通行密钥登录');
    await person.heads('我的账户');
    await person.reads(/最近使用/, section);
    expect(await person.faultsHere()).toEqual([]);

    await person.page.getByRole('button', { name: '移除通行密钥“值班室电脑”' }).click();
    await person.write('当前密码', account.password, section);
    await person.press('确认移除', section);
    await person.page.getByRole('button', { name: '移除通行密钥“值班室电脑”' }).waitFor({ state: 'detached' });
    expect(await person.faultsHere()).toEqual([]);
  });

  it('asks for a proof before a payment, by the password or a passkey, and then goes on by itself', async () => {
    const city = await createCity(app);
    const project = await openProject(app, city);
    const donor = await app.signUp();
    const treasurer = await app.signUp({ name: '财务小王', roles: ['TREASURER'] });
    const statusOf = async (pledgeId: string) =>
      (await donor.client.must('{ viewer { pledges { edges { node { id status } } } } }')).viewer.pledges.edges.find(
        ({ node }: { node: { id: string } }) => node.id === pledgeId,
      ).node.status as string;
    person = await Person.arrive(browser.current, app.url, ON_PHONE, treasurer);
    await plugIn(person);
    await person.visit('/account');
    const section = person.page.locator('#second-factor');
    await person.press('添加通行密钥', section);
    await person.write('当前密码', treasurer.password, section);
    await person.press('下一步', section);
    await person.press('创建通行密钥', section);
    await person.press('我已保存好', section);

    for (const way of ['password', 'passkey']) {
      const { id, remarkCode } = await promise(donor, project.id, { amount: 30_000 });
      await person.visit('/treasury');
      app.clock.advance(11 * MINUTE_MS);
      const search = person.page.getByRole('searchbox', { name: '查找转账' });
      await search.fill(remarkCode!);
      await search.press('Enter');
      const panel = person.page.getByRole('region', { name: '确认到账' });
      await person.reads(remarkCode!, panel);
      await person.write('到账金额', '300', panel);
      await person.write('银行流水号', `2026-${way}`, panel);
      await person.press('确认到账 ¥300', panel);
      const dialog = person.page.getByRole('dialog', { name: '请再次验证身份' });
      await dialog.waitFor();
      if (way === 'password') {
        await person.write('密码', 'not-the-password', dialog);
        await person.press('验证并继续', dialog);
        await person.reads('当前密码不正确。', dialog);
        await person.write('密码', treasurer.password, dialog);
        await person.press('验证并继续', dialog);
      } else await person.press('改用通行密钥', dialog);
      await person.reads('已确认到账');
      await dialog.waitFor({ state: 'detached' });
      expect(await statusOf(id), `by the ${way}`).toBe('PAID');
    }
  });

  it('that ended by itself says why, and leads back to the page with what was typed', async () => {
    const account = await app.signUp({ name: '评审老陈', roles: ['REVIEWER'] });
    person = await Person.arrive(browser.current, app.url, ON_PHONE, account);
    await person.visit('/account');
    const profile = person.page.locator('#profile');
    await person.write('称呼', '陈评审', profile);
    expect(await person.faultsHere()).toEqual([]);
    app.clock.advance(61 * MINUTE_MS);
    await profile.locator('button[type=submit]').click();
    const notice = person.page.getByRole('alert').filter({ hasText: '重新登录后会回到这一页' });
    await notice.waitFor();
    await person.reads('您有一段时间没有操作，登录已结束。', notice);
    await person.follow('重新登录', notice);
    await person.heads('登录');
    await person.reads('您有一段时间没有操作，登录已结束。', person.page.getByRole('main'));
    await person.write('电子邮箱', account.email);
    await person.write('密码', account.password);
    await person.page.getByRole('main').locator('[type=submit]').click();
    await person.heads('我的账户');
    await person.holds('称呼', '陈评审', profile);
  });

  it('that ended hides what every open page showed, says why, and comes back in all tabs after a sign-in in one', async () => {
    const account = await app.signUp({ name: '出纳小梁', roles: ['TREASURER'] });
    person = await Person.arrive(browser.current, app.url, ON_PHONE, account);
    await person.visit('/account');
    await person.reads(account.email, person.page.locator('#address'));
    const other = await person.context.newPage();
    await other.goto('/notices');
    await other.getByRole('heading', { level: 1, name: '通知' }).waitFor();
    const signedOut = (page: Page) => page.getByRole('alert').filter({ hasText: '内容已隐藏' });

    app.clock.advance(61 * MINUTE_MS);
    // Nobody touches the first tab. The second is shown again and looks; the first learns it from the second.
    await other.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    for (const page of [other, person.page]) {
      await signedOut(page).waitFor();
      await page.getByText('您有一段时间没有操作，登录已结束。').waitFor();
      expect(await page.content()).not.toContain(account.email);
    }
    // The socket was refused as well, because the session is over.
    const faults = await person.faultsHere();
    expect(faults.filter((fault) => !fault.includes('登录已结束'))).toEqual([]);
    await person.page.goto(person.page.url());
    await person.heads('登录');

    await person.write('电子邮箱', account.email);
    await person.write('密码', account.password);
    await person.page.getByRole('main').locator('[type=submit]').click();
    await person.heads('我的账户');
    await person.reads(account.email, person.page.locator('#address'));
    await signedOut(other).waitFor({ state: 'detached' });
    await other.getByRole('heading', { level: 1, name: '通知' }).waitFor();
    expect(new URL(other.url()).pathname).toBe('/notices');

    // Signed out in one tab, the other does not stay open either.
    await person.page.getByRole('button', { name: `${account.name} 的账户菜单` }).click();
    await person.page.getByText('退出登录', { exact: true }).filter({ visible: true }).first().click();
    await signedOut(other).waitFor();
    await other.getByText('这个登录已在别处结束。').waitFor();
  });

  it('that an administrator ended takes the open page with it at once', async () => {
    const account = await app.signUp({ name: '评审小周', roles: ['REVIEWER'] });
    const admin = await app.signUp({ roles: ['ADMIN'] });
    person = await Person.arrive(browser.current, app.url, ON_PHONE, account);
    await person.visit('/account');
    await person.reads(account.email, person.page.locator('#address'));
    await admin.client.must(MUTATIONS.signOutAccount, { userId: account.id, reason: '设备丢失' });
    await person.page.getByRole('alert').filter({ hasText: '这个登录已在别处结束。' }).waitFor();
    expect(await person.page.content()).not.toContain(account.email);
  });
});
