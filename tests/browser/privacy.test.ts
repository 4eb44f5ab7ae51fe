import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { ON_PHONE, Person } from '../support/person.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));

describe('one’s own data', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let person: Person;
  afterEach(() => person.leave());

  it('the notice is accepted, the data is downloaded, and the account is closed', async () => {
    const account = await app.signUp({ name: '孙告别' });
    person = await Person.arrive(browser.current, app.url, ON_PHONE);
    const { page } = person;
    await person.signIn(account);

    await person.visit('/privacy');
    await person.heads('个人信息处理告知');
    await person.reads('保存多久');
    expect(await person.faultsHere()).toEqual([]);

    await person.visit('/account');
    await person.reads('有新版本');
    expect(await person.faultsHere()).toEqual([]);
    await person.press('我已阅读并同意');
    const section = page.locator('#own-data');
    await person.reads('您同意的告知版本', section);
    await page.getByText('有新版本').waitFor({ state: 'detached' });

    const download = page.waitForEvent('download');
    await person.follow('下载 JSON', section);
    const file = await (await download).path();
    const { data } = JSON.parse(await readFile(file, 'utf8'));
    expect(data.users).toMatchObject([{ name: '孙告别' }]);
    expect(data.consents).toHaveLength(1);

    await person.press('注销账户', section);
    await person.write('当前密码', account.password, section);
    expect(await person.faultsHere()).toEqual([]);
    await person.press('确认注销', section);
    await person.heads('账户已注销');
    await page.getByRole('link', { name: '登录' }).first().waitFor();
    expect(await person.faultsHere()).toEqual([]);
    expect(
      (
        await app
          .anonymous()
          .refused(
            'mutation S($email: String!, $password: String!) { signIn(email: $email, password: $password) { id } }',
            account,
          )
      ).code,
    ).toBe('UNAUTHENTICATED');
  });

  it('a person with a role reads what to do first', async () => {
    const account = await app.signUp({ name: '赵评审', roles: ['REVIEWER'] });
    person = await Person.arrive(browser.current, app.url, ON_PHONE);
    await person.signIn(account);
    await person.visit('/account');
    const section = person.page.locator('#own-data');
    await person.reads('请先请管理员收回您的平台角色', section);
    expect(await section.getByRole('button', { name: '注销账户' }).count()).toBe(0);
    expect(await person.faultsHere()).toEqual([]);
  });
});
