import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { give } from '../support/city.ts';
import { pdf } from '../support/files.ts';
import { MUTATIONS } from '../support/operations.ts';
import { AT_DESK, PATIENCE_MS, Person } from '../support/person.ts';
import { askingUnit, createTown, fundedProject, projectAt, type StagedProject, type Town } from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const NUMBER = '4402 0123 4567 8901 234';

describe('what is guarded', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let town: Town;
  let open: StagedProject;
  const people: Person[] = [];
  const arrive = async (user?: TestUser) => {
    const person = await Person.arrive(browser.current, app.url, AT_DESK, user);
    people.push(person);
    onTestFailed(() => person.keepPicture(`guarded-${people.length}`));
    return person;
  };
  beforeAll(async () => {
    town = await createTown(app);
    open = await projectAt(app, town, 'FUNDRAISING');
  });
  afterAll(async () => {
    for (const person of people) await person.leave();
  });

  it('an account is entered, verified, changed by two people, and named by the payment', async () => {
    const owner = await arrive(town.owner);
    const section = owner.page.locator('#payee');
    const enter = async (button: string, number: string) => {
      await owner.press(button, section);
      await owner.write('账号', number, section);
      await owner.write('开户银行', '中国工商银行中山石岐支行', section);
      expect(await owner.faultsHere()).toEqual([]);
      await owner.press('提交核验', section);
      await owner.reads('已登记，等待财务核验', section);
    };
    await owner.visit(`/workspace/${town.organization.id}`);
    await owner.reads('还没有登记收款账户', section);
    await owner.press('登记收款账户', section);
    await owner.write('账号', '1234', section);
    await owner.press('提交核验', section);
    await owner.reads('账号为 8 至 32 位数字', section);
    await owner.press('取消', section);
    await enter('登记收款账户', NUMBER);
    await owner.reads('**** 1234', section);
    expect(await owner.faultsHere()).toEqual([]);

    const decide = async (who: TestUser, button: string, done: RegExp) => {
      const person = await arrive(who);
      await person.visit('/treasury/payees');
      await person.page.getByRole('list', { name: '收款账户' }).getByRole('link').first().click();
      await person.reads(NUMBER);
      expect(await person.faultsHere()).toEqual([]);
      await person.press(button);
      await person.reads(done);
      expect(await person.faultsHere()).toEqual([]);
      return person;
    };
    await decide(town.treasurer, '核验通过', /^已生效：/);
    await owner.visit(`/workspace/${town.organization.id}`);
    await owner.reads('现用', section);

    await enter('变更收款账户', NUMBER.replaceAll('0', '9'));
    const preparer = await arrive(town.preparer);
    await preparer.visit('/treasury/payees');
    await preparer.page.getByRole('list', { name: '收款账户' }).getByRole('link').first().click();
    await preparer.press('驳回');
    await preparer.reads('请写明驳回的原因。');
    await preparer.press('核验并制单');
    await preparer.reads(/^已核验，等待第二人会签：/);
    const admin = await arrive(town.admin);
    await admin.visit('/treasury/payees');
    await admin.page.getByRole('list', { name: '收款账户' }).getByRole('link').first().click();
    await admin.press('会签变更');
    await admin.reads(/^已生效：/);
    expect(await admin.faultsHere()).toEqual([]);
    await owner.page.reload();
    await owner.page.getByText('历次账户').click();
    await owner.reads('已停用', section);
    expect(await owner.faultsHere()).toEqual([]);
  });

  it('a message is taken down, and disappears from a page that is open', async () => {
    await give(town.donor.client, open.id, { message: '请给我弟弟小明打电话' });
    const visitor = await arrive();
    await visitor.visit(`/projects/${open.slug}`);
    await visitor.reads('请给我弟弟小明打电话');
    const reviewer = await arrive(town.reviewer);
    await reviewer.visit(`/projects/${open.slug}`);
    await reviewer.page
      .getByRole('button', { name: /^撤下“/ })
      .first()
      .click();
    await reviewer.choose('原因', '含有他人的个人信息');
    await reviewer.write('说明', '留言里有别人的名字');
    expect(await reviewer.faultsHere()).toEqual([]);
    await reviewer.press('确认撤下');
    await reviewer.reads(/^留言已于 .* 撤下：含有他人的个人信息$/);
    for (const { page } of [reviewer, visitor])
      await page.getByText('请给我弟弟小明打电话').waitFor({ state: 'detached', timeout: PATIENCE_MS });
    await visitor.reads(/^留言已于 .* 撤下：含有他人的个人信息$/);
    expect(await reviewer.faultsHere()).toEqual([]);
    expect(await visitor.faultsHere()).toEqual([]);
  });

  it('a treasurer reads the number of a guest with a reason', async () => {
    await give(app.anonymous(), open.id, {
      payment: 'BANK_TRANSFER',
      guest: { name: '没有账户的老周', phone: '13900001234' },
    });
    const treasurer = await arrive(town.treasurer);
    await treasurer.visit('/treasury');
    await treasurer.page
      .getByRole('link', { name: /HC[0-9A-Z]{8}/ })
      .first()
      .click();
    await treasurer.press('查看联系人手机号');
    await treasurer.press('显示手机号');
    await treasurer.reads('请填写');
    await treasurer.write('为什么要联系', '汇款金额与认捐不符');
    expect(await treasurer.faultsHere()).toEqual([]);
    await treasurer.press('显示手机号');
    await treasurer.reads('手机号：13900001234');
    expect(await treasurer.faultsHere()).toEqual([]);
  });

  it('a treasurer reads the kept name on the receipt of a closed account', async () => {
    const leaver = await app.signUp({ name: '周注销' });
    const { receipt } = await give(leaver.client, open.id);
    await leaver.client.must(MUTATIONS.closeAccount, { password: leaver.password });
    const treasurer = await arrive(town.treasurer);
    await treasurer.visit(`/receipts/${receipt!.number}`);
    await treasurer.reads('已注销用户');
    await treasurer.press('查看收据上的姓名');
    await treasurer.write('为什么要查看', '税务机关核对票据');
    expect(await treasurer.faultsHere()).toEqual([]);
    await treasurer.press('显示姓名');
    await treasurer.reads('收据上的姓名：周注销');
    expect(await treasurer.faultsHere()).toEqual([]);
    const donor = await arrive(town.donor);
    await donor.visit(`/receipts/${receipt!.number}`);
    await donor.reads('已注销用户');
    expect(await donor.page.getByRole('button', { name: '查看收据上的姓名' }).count()).toBe(0);
  });

  it('a list of helped people is uploaded for reviewers alone', async () => {
    const project = await fundedProject(app, town);
    const editor = await arrive(town.editor);
    await editor.visit(`/workspace/projects/${project.id}/edit`);
    const desk = editor.page.getByRole('listitem').filter({ has: editor.page.getByRole('heading', { level: 3 }) });
    await editor.press('汇报这一阶段', desk.first());
    await editor.write('这一阶段做了什么', '走访了二十户，名单附后。');
    await editor.check(/^接下来选的文件只给评审人员看/);
    const picker = editor.page.waitForEvent('filechooser');
    await editor.press('选择文件');
    await (await picker).setFiles({ name: '受助人名单.pdf', mimeType: 'application/pdf', buffer: pdf() });
    await editor.page.getByRole('link', { name: '受助人名单.pdf' }).waitFor();
    await editor.reads('仅供评审');
    expect(await editor.faultsHere()).toEqual([]);
    await editor.press('提交汇报');
    await editor.reads(/^已提交/);
    await town.reviewer.client.must(MUTATIONS.reviewMilestone, {
      input: { milestoneId: project.milestones[0]!.id, accepted: true },
    });
    const visitor = await arrive();
    await visitor.visit(`/projects/${project.slug}#stage-${project.milestones[0]!.id}`);
    await visitor.page.getByText('走访了二十户').first().waitFor({ state: 'attached' });
    expect(await visitor.page.getByText('受助人名单.pdf').count()).toBe(0);
    expect(await visitor.page.getByText('另有 1 个文件仅供评审人员查看。').count()).toBeGreaterThan(0);
  });

  it('a unit consents to a unit below it', async () => {
    const { id } = await askingUnit(town);
    const owner = await arrive(town.owner);
    await owner.visit(`/workspace/${town.organization.id}`);
    const section = owner.page.locator('#below');
    await owner.press('拒绝', section);
    await owner.reads('请填写理由。', section);
    expect(await owner.faultsHere()).toEqual([]);
    await owner.press('同意归属', section);
    await section.waitFor({ state: 'detached' });
    expect(await owner.faultsHere()).toEqual([]);
    const { organization } = await town.admin.client.must(
      'query U($id: ID!) { organization(id: $id) { parent { id } } }',
      { id },
    );
    expect(organization.parent).toEqual({ id: town.organization.id });
  });
});
