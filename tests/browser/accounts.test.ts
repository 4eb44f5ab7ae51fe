import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { MINUTE_MS } from '../support/clock.ts';
import { lettersTo, mailedToken } from '../support/letters.ts';
import { AT_DESK, Person } from '../support/person.ts';
import { factorHolder, mover, unitToHandOver, unitToReplace } from '../support/recovery.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));

describe('what administrators do for an account', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let person: Person;
  afterEach(() => person.leave());

  it('one administrator suspends it, and another restores it', async () => {
    const holder = await app.signUp({ name: '许会计' });
    const [first, second] = [await app.signUp({ roles: ['ADMIN'] }), await app.signUp({ roles: ['ADMIN'] })];
    person = await Person.arrive(browser.current, app.url, AT_DESK, first);
    await person.visit(`/admin?tab=accounts&search=${encodeURIComponent(holder.email)}`);
    await person.press('登录与停用：许会计');
    await person.reads('登录的设备');
    expect(await person.faultsHere()).toEqual([]);
    await person.press('停用账户');
    const form = person.page.getByRole('form', { name: '停用账户' });
    await person.write('原因', '本人来电 手机和密码都被盗', form);
    expect(await person.faultsHere()).toEqual([]);
    await person.press('确认停用', form);
    await person.reads('已停用，并已写信告知本人。');
    await person.reads('这个账户由您停用，须由另一位管理员恢复。');
    expect(await person.faultsHere()).toEqual([]);
    expect((await holder.client.must('{ viewer { id } }')).viewer).toBeNull();
    await app.server.tick();
    await expect.poll(() => lettersTo(app, holder.email).join()).toContain('本人来电 手机和密码都被盗');
    await person.leave();

    person = await Person.arrive(browser.current, app.url, AT_DESK, second);
    await person.visit('/admin?tab=accounts');
    await person.check('只看已停用的账户');
    await person.press('登录与停用：许会计');
    await person.press('恢复账户');
    const restoring = person.page.getByRole('form', { name: '恢复账户' });
    await person.write('原因', '已当面核实本人', restoring);
    await person.press('确认恢复', restoring);
    await person.reads('没有停用的账户');
    expect(await person.faultsHere()).toEqual([]);
    await app.as(holder);
  });

  it('one prepares the removal of lost second factors, another signs, and the holder stops it', async () => {
    const holder = await factorHolder(app);
    const [first, second] = [await app.signUp({ roles: ['ADMIN'] }), await app.signUp({ roles: ['ADMIN'] })];
    person = await Person.arrive(browser.current, app.url, AT_DESK, first);
    await person.visit(`/admin?tab=accounts&search=${encodeURIComponent(holder.email)}`);
    await person.press(`登录与停用：${holder.name}`);
    await person.press('移除两步验证');
    const form = person.page.getByRole('form', { name: '移除两步验证' });
    await person.write('原因', '视频核对了身份证，手机已丢失', form);
    expect(await person.faultsHere()).toEqual([]);
    await person.press('提交签核', form);
    await person.reads('已提交，等待另一位管理员签核。');
    await person.reads('须由另一位管理员签核');
    expect(await person.faultsHere()).toEqual([]);
    await person.leave();

    person = await Person.arrive(browser.current, app.url, AT_DESK, second);
    await person.visit('/admin?tab=accounts');
    await person.reads('视频核对了身份证，手机已丢失');
    expect(await person.faultsHere()).toEqual([]);
    await person.press('签核：移除');
    await person.page.getByText('视频核对了身份证').waitFor({ state: 'detached' });
    await person.leave();

    person = await Person.arrive(browser.current, app.url, AT_DESK);
    await person.visit(`/keep-second-factors#${await mailedToken(app, holder.email, '/keep-second-factors')}`);
    await person.heads('保留两步验证');
    expect(await person.faultsHere()).toEqual([]);
    await person.press('保留两步验证');
    await person.reads('两步验证保留不变');
    expect(await person.faultsHere()).toEqual([]);
  });
});

describe('access that was lost', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let person: Person;
  afterEach(() => person.leave());
  const admins = async () => [await app.signUp({ roles: ['ADMIN'] }), await app.signUp({ roles: ['ADMIN'] })] as const;

  it('a unit whose only owner is gone gets another one by two administrators', async () => {
    const { owner, heir, organizationId } = await unitToReplace(app);
    const [first, second] = await admins();
    person = await Person.arrive(browser.current, app.url, AT_DESK, first);
    await person.visit(`/admin?tab=units&unit=${organizationId}`);
    await person.press('更换负责人');
    const form = person.page.getByRole('form', { name: '更换负责人' });
    await person.write('新负责人的邮箱', heir.email, form);
    await person.write('原因', '原负责人调离，邮箱已停用', form);
    expect(await person.faultsHere()).toEqual([]);
    await person.press('提交签核', form);
    await person.reads('已提交，等待另一位管理员在“账户”页签核。');
    await person.visit('/admin?tab=accounts');
    await person.reads('原负责人调离，邮箱已停用');
    expect(await person.page.getByRole('button', { name: /^签核：/ }).count(), 'who prepared it does not sign it').toBe(
      0,
    );
    expect(await person.faultsHere()).toEqual([]);
    await person.leave();

    person = await Person.arrive(browser.current, app.url, AT_DESK, second);
    await person.visit('/admin?tab=accounts');
    await person.reads('原负责人调离，邮箱已停用');
    expect(await person.faultsHere()).toEqual([]);
    await person.page.getByRole('button', { name: /^签核：/ }).click();
    await person.page.getByText('原负责人调离').waitFor({ state: 'detached' });
    expect(await person.faultsHere()).toEqual([]);
    await person.leave();

    person = await Person.arrive(browser.current, app.url, AT_DESK, heir);
    await person.visit(`/workspace/${organizationId}`);
    await person.reads(owner.name);
    await person.press(`移交负责人给 ${owner.name}`);
    expect(await person.faultsHere(), 'the new owner has the rights of one').toEqual([]);
    await app.server.tick();
    await expect.poll(() => lettersTo(app, owner.email).join()).toContain('换了负责人');
  });

  it('an address that nobody reads any more is changed by two administrators after the wait', async () => {
    const holder = await mover(app);
    const [first, second] = await admins();
    person = await Person.arrive(browser.current, app.url, AT_DESK, first);
    await person.visit(`/admin?tab=accounts&search=${encodeURIComponent(holder.email)}`);
    await person.press(`登录与停用：${holder.name}`);
    await person.press('不等旧邮箱确认');
    const form = person.page.getByRole('form', { name: '不等旧邮箱确认' });
    await person.write('原因', '当面核对了身份证，旧单位已撤销邮箱', form);
    expect(await person.faultsHere()).toEqual([]);
    await person.press('提交签核', form);
    await person.reads('已提交，等待另一位管理员签核。');
    await person.leave();

    person = await Person.arrive(browser.current, app.url, AT_DESK, second);
    await person.visit('/admin?tab=accounts');
    await person.reads('当面核对了身份证');
    expect(await person.faultsHere()).toEqual([]);
    await person.page.getByRole('button', { name: /^签核：/ }).click();
    await person.page.getByText('当面核对了身份证').waitFor({ state: 'detached' });
    await person.leave();

    person = await Person.arrive(browser.current, app.url, AT_DESK, holder);
    await person.visit('/account');
    await person.reads('两位管理员已同意不等旧邮箱确认', person.page.locator('#address'));
    expect(await person.faultsHere()).toEqual([]);
    await app.pass(25 * 60 * MINUTE_MS);
    await person.visit('/account');
    await person.reads(holder.newEmail, person.page.locator('#address'));
    expect(await person.faultsHere()).toEqual([]);
    await app.as({ email: holder.newEmail, password: holder.password });
  });
});

describe('an account and its unit', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let person: Person;
  afterEach(() => person.leave());

  it('the address changes once both have confirmed', async () => {
    const holder = await app.signUp({ name: '温干事' });
    const newEmail = `new-${holder.email}`;
    person = await Person.arrive(browser.current, app.url, AT_DESK, holder);
    await person.visit('/account');
    const section = person.page.locator('#address');
    await person.press('更换邮箱', section);
    await person.write('新邮箱', newEmail, section);
    await person.write('当前密码', holder.password, section);
    expect(await person.faultsHere()).toEqual([]);
    await person.press('寄出确认邮件', section);
    await person.reads(`等待更换为 ${newEmail}`, section);
    expect(await person.faultsHere()).toEqual([]);

    await person.visit(`/new-address#${await mailedToken(app, newEmail, '/new-address')}`);
    await person.heads('确认新邮箱');
    expect(await person.faultsHere()).toEqual([]);
    await person.press('确认换成新邮箱');
    await person.reads(`还要等 ${holder.email} 确认`);
    expect(await person.faultsHere()).toEqual([]);

    await person.visit(`/old-address#${await mailedToken(app, holder.email, '/old-address')}`);
    await person.heads('确认或阻止邮箱更换');
    expect(await person.faultsHere()).toEqual([]);
    await person.press('是我，确认更换');
    await person.reads('旧邮箱已确认');
    await person.visit('/account');
    await person.reads(newEmail, person.page.locator('#address'));
    expect(await person.faultsHere()).toEqual([]);
    await app.as({ email: newEmail, password: holder.password });
  });

  it('an owner hands the unit over to a member', async () => {
    const { owner, organizationId } = await unitToHandOver(app);
    person = await Person.arrive(browser.current, app.url, AT_DESK, owner);
    await person.visit(`/workspace/${organizationId}`);
    await person.press('移交负责人给 接任负责人');
    await person.reads('确定由 接任负责人 接任负责人吗');
    expect(await person.faultsHere()).toEqual([]);
    await person.press('确定移交');
    await person.page.getByText('确定由 接任负责人').waitFor({ state: 'detached' });
    expect(await person.faultsHere()).toEqual([]);
    const { organization } = await owner.client.must('query U($id: ID!) { organization(id: $id) { viewerRole } }', {
      id: organizationId,
    });
    expect(organization.viewerRole).toBe('EDITOR');
  });
});
