import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { shownCode } from '../support/authenticator.ts';
import { useBrowser } from '../support/browser.ts';
import { mailedToken } from '../support/letters.ts';
import { newNumber, textedCode } from '../support/texts.ts';
import { ON_PHONE, Person } from '../support/person.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));

describe('who somebody is', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let person: Person;
  afterEach(() => person.leave());

  it('a forgotten password is replaced by the mailed link', async () => {
    const account = await app.signUp({ name: '何阿姨' });
    person = await Person.arrive(browser.current, app.url, ON_PHONE);
    await person.visit('/sign-in');
    await person.follow('忘记密码？');
    await person.heads('忘记密码');
    await person.write('电子邮箱', account.email);
    expect(await person.faultsHere()).toEqual([]);
    await person.press('寄出链接');
    await person.reads(`请查看 ${account.email} 的收件箱`);
    expect(await person.faultsHere()).toEqual([]);
    await person.visit(`/reset-password#${await mailedToken(app, account.email, '/reset-password')}`);
    await person.heads('设一个新密码');
    const password = 'quite-another-sentence';
    await person.write('新密码', password);
    expect(await person.faultsHere()).toEqual([]);
    await person.press('保存新密码');
    await person.reads('新密码已保存');
    await person.signIn({ ...account, password });
    expect(await person.faultsHere()).toEqual([]);
  });

  it('a telephone number is added by a code, shown masked, and removed', async () => {
    const account = await app.signUp({ name: '唐经办' });
    const number = newNumber();
    const masked = `${number.slice(0, 3)}****${number.slice(-4)}`;
    person = await Person.arrive(browser.current, app.url, ON_PHONE, account);
    await person.visit('/account');
    const section = person.page.locator('#phone');
    await person.reads('还没有手机号。', section);
    await person.press('添加手机号', section);
    await person.write('手机号码', number, section);
    await person.write('当前密码', account.password, section);
    expect(await person.faultsHere()).toEqual([]);
    await person.press('发送验证码', section);
    await person.reads(`验证码已发送到 ${masked}`, section);
    expect(await person.faultsHere()).toEqual([]);
    // Who opens the page anew goes on with the code.
    await person.visit('/account');
    await person.write('短信验证码', textedCode(app, number), section);
    expect(await person.faultsHere()).toEqual([]);
    await section.locator('button[type=submit]').click();
    await person.reads(masked, section);
    await person.reads('验证于', section);
    expect(await person.faultsHere()).toEqual([]);
    expect(await person.page.content()).not.toContain(number);
    await person.press('移除手机号', section);
    await person.write('当前密码', account.password, section);
    expect(await person.faultsHere()).toEqual([]);
    await person.press('确认移除', section);
    await person.reads('还没有手机号。', section);
    expect(await person.faultsHere()).toEqual([]);
  });

  it('an authenticator app is added, and asked for at the next sign-in', async () => {
    const account = await app.signUp({ name: '林书记' });
    person = await Person.arrive(browser.current, app.url, ON_PHONE);
    const { page } = person;
    await person.signIn(account);
    await person.visit('/account');
    const section = page.locator('#second-factor');
    await person.press('添加验证器', section);
    await person.write('当前密码', account.password, section);
    expect(await person.faultsHere()).toEqual([]);
    await person.press('下一步', section);
    const secret = ((await section.locator('code').textContent()) ?? '').replace(/\s/g, '');
    await person.write('六位数字', shownCode(secret, new Date()), section);
    expect(await person.faultsHere()).toEqual([]);
    await section.locator('button[type=submit]').click();
    await person.reads('请保存这些恢复码', section);
    const [recoveryCode = ''] = await section.locator('ol li').allTextContents();
    expect(recoveryCode).toMatch(/^([2-9A-Z]{4}-){5}[2-9A-Z]{4}$/);
    expect(await person.faultsHere()).toEqual([]);
    await person.press('我已保存好', section);
    await person.reads('还有 10 个恢复码没有用过。', section);
    expect(await person.faultsHere()).toEqual([]);
    await person.leave();

    // Another device. Its first step is refused, so its faults are not looked at before the second.
    person = await Person.arrive(browser.current, app.url, ON_PHONE);
    await person.visit('/sign-in?next=%2Faccount');
    await person.write('电子邮箱', account.email);
    await person.write('密码', account.password);
    await person.page.getByRole('main').locator('[type=submit]').click();
    await person.write('验证码', recoveryCode);
    await person.press('完成登录');
    await person.heads('我的账户');
    await person.reads('还有 9 个恢复码没有用过。', person.page.locator('#second-factor'));
  });
});
