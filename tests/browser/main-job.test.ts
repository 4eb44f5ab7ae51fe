import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { DAY_MS } from '../support/clock.ts';
import { useConnections } from '../support/connections.ts';
import { mailedToken } from '../support/letters.ts';
import { DEVICES, PATIENCE_MS, Person } from '../support/person.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));

const STATION = '康华社区社会工作站';
const COMPANY = '中山岐江灯饰有限公司';
const PROJECT = '红色足迹：老党员口述历史';
const SUMMARY = '请五十位老党员讲述亲身经历，整理成册，送给社区里的孩子。';
const STORY =
  '## 为什么要做\n\n他们的平均年龄已经八十岁。\n\n## 我们怎么做\n\n志愿者两人一组，上门采访，录音，整理成文字。';
const PICTURE = '两位老党员在社区活动室里翻看旧照片';
const REASON = '请写明采访的录音怎样保存，谁可以使用。';
const ADDED = '录音存放在区档案馆，使用须经本人同意。';

const PASSWORD = 'a-good-password';
const account = (name: string, id: string) => ({ name, email: `${id}@example.test`, password: PASSWORD });

/** As the date fields of the pages take it, in Beijing's time. */
const dayIn = (days: number) => new Date(Date.now() + 8 * 3_600_000 + days * DAY_MS).toISOString().slice(0, 10);

const GOAL = 10_000_00;
const inYuan = (fen: number) =>
  `¥${(fen / 100).toLocaleString('en', fen % 100 === 0 ? {} : { minimumFractionDigits: 2 })}`;
/** How a page says that so many fen have been raised. */
const inWords = (fen: number) => `已筹 ${inYuan(fen)}，`;

describe.each(DEVICES)('the main job on a $name', (device) => {
  const app = useTestApp({ env: { WEB_DIR, RELEASE_SECOND_SIGNATURE_FEN: String(5_000_00) } });
  const connections = useConnections();
  const browser = useBrowser();
  const people = new Map<string, Person>();
  let chapterFailed: string | undefined;
  let address: string;
  /** In fen, as everywhere. */
  let raised = 0;

  async function arrive(who: string): Promise<Person> {
    const person = await Person.arrive(browser.current, app.url, device);
    people.set(who, person);
    return person;
  }

  /** Comes to a desk of the platform: the role is given outside the pages, all else is done in them. */
  async function arriveAsStaff(who: string, name: string, role: 'ADMIN' | 'REVIEWER' | 'TREASURER'): Promise<Person> {
    const staff = await app.signUp({ name, roles: [role] });
    const person = await arrive(who);
    await person.signIn(staff);
    return person;
  }

  const at = (who: string): Person => {
    const person = people.get(who);
    if (person === undefined) throw new Error(`Nobody has come as ${who} yet.`);
    return person;
  };

  const progressOf = (page: Page) => page.getByRole('progressbar', { name: '筹款进度' });

  /** The total that a page shows, as a screen reader says it: without the moments in which the figure counts up. */
  async function showsRaised(person: Person, fen: number): Promise<void> {
    const total = () => progressOf(person.page).getAttribute('aria-valuetext');
    await expect
      .poll(total, { timeout: PATIENCE_MS, message: 'the total that the page shows' })
      .toContain(inWords(fen));
  }

  /** Opens the form, chooses the amount and goes on to who gives. */
  async function chooseAmount(giver: Person, yuan: string): Promise<void> {
    await giver.heads(`为“${PROJECT}”认捐`);
    await giver.write('认捐金额', yuan);
    await giver.press('下一步');
  }

  async function registerUnit(
    owner: Person,
    unit: { name: string; kind: string; creditCode: string; about: string },
  ): Promise<void> {
    await owner.press('登记新单位');
    await owner.write('单位全称', unit.name);
    await owner.choose('单位类型', unit.kind);
    await owner.write('统一社会信用代码', unit.creditCode);
    await owner.write('单位简介', unit.about);
    expect(await owner.faultsHere()).toEqual([]);
    await owner.press('登记单位');
    await owner.reads(`“${unit.name}”已登记，等待管理员认证。`);
  }

  async function verifyUnit(name: string): Promise<void> {
    const admin = at('admin');
    await admin.goTo('管理');
    await admin.heads('平台管理');
    const unit = admin.page.getByRole('article', { name });
    await admin.page.getByRole('list', { name: '待认证单位' }).getByRole('link').filter({ hasText: name }).click();
    await admin.reads('校验位正确', unit);
    expect(await admin.faultsHere()).toEqual([]);
    await admin.press('通过认证', unit);
    await admin.reads(`已认证：${name}`);
  }

  beforeAll(async () => {
    await arriveAsStaff('admin', '管理员小周', 'ADMIN');
    await arriveAsStaff('reviewer', '评审员老陈', 'REVIEWER');
  });
  beforeEach(({ task, onTestFailed }) => {
    // The chapters are one story: after a broken one, the next would only wait for what never comes.
    if (chapterFailed !== undefined) throw new Error(`An earlier chapter failed: ${chapterFailed}`);
    onTestFailed(async () => {
      chapterFailed = task.name;
      for (const [who, person] of people) await person.keepPicture(who);
    });
  });
  afterAll(async () => {
    for (const person of people.values()) await person.leave();
  });

  it('a branch secretary registers a unit, and the administrator verifies it', async () => {
    const secretary = await arrive('secretary');
    await secretary.visit('/');
    await secretary.heads('身边的公益项目，由我们一起办成');
    expect(await secretary.faultsHere()).toEqual([]);
    await secretary.follow('发布项目', secretary.page.getByRole('main'));
    await secretary.heads('登录');
    expect(await secretary.faultsHere()).toEqual([]);
    await secretary.follow('注册一个');
    expect(await secretary.faultsHere()).toEqual([]);
    await secretary.signUp(account('林书记', 'secretary'));
    await secretary.reads('您还没有加入任何单位');
    await secretary.reads('请验证您的邮箱 secretary@example.test。');
    expect(await secretary.faultsHere()).toEqual([]);
    await secretary.visit(`/verify-email#${await mailedToken(app, 'secretary@example.test', '/verify-email')}`);
    await secretary.heads('验证邮箱');
    expect(await secretary.faultsHere()).toEqual([]);
    await secretary.press('确认这是我的邮箱');
    await secretary.reads('secretary@example.test 已验证');
    expect(await secretary.faultsHere()).toEqual([]);
    await secretary.follow('工作台', secretary.page.getByRole('main'));
    await registerUnit(secretary, {
      name: STATION,
      kind: '社会工作机构',
      creditCode: '52442000MJK1234568',
      about: '服务康华社区的老人和孩子。',
    });
    await secretary.reads('单位正在等待管理员认证。');
    expect(await secretary.faultsHere()).toEqual([]);
    await verifyUnit(STATION);
    expect(await at('admin').faultsHere()).toEqual([]);
  });

  it('the secretary writes a project step by step, and a reload loses nothing that was typed', async () => {
    const secretary = at('secretary');
    const { page } = secretary;
    await page.reload();
    await secretary.heads(STATION);
    await secretary.reads('已认证');
    await secretary.follow('发布项目', page.getByRole('main'));
    await secretary.heads('发布新项目');
    await secretary.write('项目名称', PROJECT);
    await secretary.write('一句话简介', SUMMARY);
    await secretary.reads('已保存在这台设备上');
    // Not yet enough for a draft on the platform: what survives a reload was kept here.
    await page.reload();
    await secretary.reads('上次填写的内容已为您找回');
    await secretary.holds('项目名称', PROJECT);
    await secretary.holds('一句话简介', SUMMARY);
    await secretary.choose('类别', '红色传承');
    await secretary.choose('所在镇街', '石岐街道');
    expect(await secretary.faultsHere()).toEqual([]);

    await secretary.press('下一步：项目故事');
    await secretary.write('正文', STORY);
    await page.getByRole('region', { name: '预览' }).getByRole('heading', { name: '我们怎么做' }).waitFor();
    expect(await secretary.faultsHere()).toEqual([]);

    await secretary.press('下一步：封面图片');
    const picker = page.waitForEvent('filechooser');
    await secretary.press('选择图片');
    await (await picker).setFiles({ name: '采访.jpg', mimeType: 'image/jpeg', buffer: await photograph() });
    await secretary.write('用一句话描述这张图片', PICTURE);
    await secretary.press('上传这张图片');
    await secretary.reads(`图片描述：${PICTURE}`);
    await expectPicture(page);
    expect(await secretary.faultsHere()).toEqual([]);

    await secretary.press('下一步：用款阶段');
    const first = page.getByRole('group', { name: '第 1 阶段' });
    await secretary.write('做什么', '采访五十位老党员', first);
    await secretary.write('需要多少钱', '6000', first);
    await page.reload();
    await secretary.holds('做什么', '采访五十位老党员', first);
    await secretary.holds('需要多少钱', '6000', first);
    await secretary.write('什么时候完成', dayIn(90), first);
    await secretary.press('再加一个阶段');
    const second = page.getByRole('group', { name: '第 2 阶段' });
    await secretary.write('做什么', '整理成册，送到学校', second);
    await secretary.write('需要多少钱', '4000', second);
    await secretary.write('什么时候完成', dayIn(120), second);
    await secretary.reads('¥10,000');
    expect(await secretary.faultsHere()).toEqual([]);

    await secretary.press('下一步：成效指标');
    await secretary.choose('类型', '服务人数');
    // The usual name and unit are filled in by the choice; only the figure is one's own.
    await secretary.holds('单位', '人');
    await secretary.write('目标', '50');
    expect(await secretary.faultsHere()).toEqual([]);

    await secretary.press('下一步：募集方式');
    await secretary.press('60 天后');
    await secretary.tick('筹满即止');
    await secretary.reads('已保存到平台');
    expect(await secretary.faultsHere()).toEqual([]);

    await secretary.press('下一步：检查并提交');
    await secretary.reads('都填好了，可以提交评审。');
    expect(await secretary.faultsHere()).toEqual([]);
    await secretary.press('提交评审');
    await secretary.reads('已提交，等待评审');
    await secretary.heads(PROJECT);
    await expectPicture(page);
    expect(await secretary.faultsHere()).toEqual([]);
  });

  it('the reviewer asks for changes with a reason, the secretary makes them, and the reviewer sees the differences', async () => {
    const reviewer = at('reviewer');
    const decide = async () => {
      await reviewer.goTo('评审');
      await reviewer.page.getByRole('list', { name: '待评审项目' }).getByRole('link', { name: PROJECT }).click();
      await reviewer.page.getByRole('heading', { level: 2, name: PROJECT }).waitFor();
    };
    // Beside the document on a wide screen, behind a tab on a narrow one.
    const openDecision = async () => {
      if (device.phone) await reviewer.page.getByText('决定', { exact: true }).click();
    };
    await decide();
    await reviewer.reads('首次提交，没有可对照的上一版。');
    expect(await reviewer.faultsHere()).toEqual([]);
    await openDecision();
    await reviewer.tick('要求修改');
    await reviewer.check('请更正或补充文字、图片');
    await reviewer.write('补充说明', REASON);
    await reviewer.reads('评审记录将写明');
    expect(await reviewer.faultsHere()).toEqual([]);
    await reviewer.press('退回修改');
    await reviewer.reads(`《${PROJECT}》：要求修改`);
    // Taken back within ten seconds, nothing has happened and nothing typed is lost. A long look at the page would not
    // leave enough of them.
    await reviewer.press('撤销');
    await openDecision();
    await reviewer.holds('补充说明', REASON);
    await reviewer.press('退回修改');
    await reviewer.press('立即发出');
    await reviewer.reads('已记录');

    const secretary = at('secretary');
    await secretary.goTo('工作台');
    await secretary.reads('评审人员请您修改后再提交。');
    expect(await secretary.faultsHere()).toEqual([]);
    await secretary.follow('去修改');
    await secretary.reads(REASON);
    expect(await secretary.faultsHere()).toEqual([]);
    await secretary.press('下一步：项目故事');
    await secretary.write('正文', `${STORY}\n\n${ADDED}`);
    await secretary.reads('已保存到平台');
    if (device.phone) await secretary.reads('查看全部步骤');
    for (const step of ['封面图片', '用款阶段', '成效指标', '募集方式', '检查并提交'])
      await secretary.press(`下一步：${step}`);
    await secretary.reads('都填好了，可以提交评审。');
    await secretary.press('提交评审');
    await secretary.reads('已提交，等待评审');

    await decide();
    const changes = reviewer.page.getByRole('region', { name: '与上次提交相比的改动' });
    await reviewer.reads('共 1 处', changes);
    await changes.getByRole('insertion').filter({ hasText: ADDED }).waitFor();
    expect(await reviewer.faultsHere()).toEqual([]);
    await openDecision();
    await reviewer.tick('通过');
    await reviewer.check('预算与各阶段安排相符、合理');
    await reviewer.press('通过此项目');
    await reviewer.page.getByRole('timer').waitFor();
    // At the desk the ten seconds pass by themselves, and the page is looked at meanwhile.
    if (device.phone) await reviewer.press('立即发出');
    const [, faults] = await Promise.all([reviewer.reads('已记录'), reviewer.faultsHere()]);
    expect(faults).toEqual([]);
    expect(await reviewer.faultsHere()).toEqual([]);
  });

  it('the public notice is shown, an objection pauses it until it is answered, and then funding opens by time', async () => {
    const citizen = await arrive('citizen');
    await citizen.visit('/projects');
    await citizen.heads('公益项目');
    expect(await citizen.faultsHere()).toEqual([]);
    await citizen.follow(PROJECT);
    await citizen.heads(PROJECT);
    await citizen.reads('公示中');
    expect(await citizen.faultsHere()).toEqual([]);
    address = new URL(citizen.page.url()).pathname;
    await citizen.follow('登录后提出异议');
    await citizen.follow('注册一个');
    await citizen.signUp(account('街坊梁先生', 'citizen'));
    // Back where one came from.
    await citizen.heads(PROJECT);
    await citizen.press('提出异议');
    await citizen.write('您的异议', '社区去年已经做过一次口述历史，请说明有什么不同。');
    await citizen.press('提交异议');
    await citizen.reads('异议已提交，公示已暂停。');
    expect(await citizen.faultsHere()).toEqual([]);

    const reviewer = at('reviewer');
    await reviewer.goTo('评审');
    await reviewer.page.getByRole('navigation', { name: '评审事项' }).getByRole('link', { name: /^异议/ }).click();
    await reviewer.reads('社区去年已经做过一次口述历史');
    expect(await reviewer.faultsHere()).toEqual([]);
    await reviewer.tick('异议不成立，公示继续');
    await reviewer.write('答复', '已核实：去年采访的是退役军人，这次是老党员，没有重复。');
    await reviewer.press('公开答复');
    await reviewer.reads(`已答复《${PROJECT}》的异议：异议不成立`);
    expect(await reviewer.faultsHere()).toEqual([]);

    const watcher = await arrive('watcher');
    await watcher.visit(address);
    await watcher.reads('没有重复。');
    expect(
      await watcher.page.getByRole('link', { name: '我要认捐' }).count(),
      'nobody can give before the notice has ended',
    ).toBe(0);
    expect(await watcher.faultsHere()).toEqual([]);
    await app.pass(app.server.env.publicNoticeDays * DAY_MS + 60_000);
    // The page that was open all the time says so by itself.
    await watcher.page.getByRole('link', { name: '我要认捐' }).first().waitFor();
    await watcher.reads('募集中');
    expect(await watcher.faultsHere()).toEqual([]);
    await citizen.leave();
    people.delete('citizen');
  });

  it('a donor gives ¥100, all viewers see the new total within a second, and the receipt can be checked', async () => {
    const watcher = at('watcher');
    await showsRaised(watcher, 0);
    await watcher.reads('实时更新');

    const donor = await arrive('donor');
    await donor.visit('/');
    await donor.follow(PROJECT);
    await donor.heads(PROJECT);
    await donor.follow('我要认捐');
    await donor.heads(`为“${PROJECT}”认捐`);
    expect(await donor.faultsHere()).toEqual([]);
    await donor.press('¥100');
    await donor.press('下一步');
    await donor.reads('您还没有登录，将以访客身份认捐。');
    await donor.follow('先登录');
    await donor.follow('注册一个');
    await donor.signUp(account('何阿姨', 'donor'));
    await donor.heads(`为“${PROJECT}”认捐`);
    // What was chosen before signing up is still chosen.
    const submit = donor.page.getByRole('button', { name: '认捐 ¥100', exact: true });
    await submit.waitFor();
    await donor.press('下一步');
    await donor.write('留言', '向前辈致敬！');
    expect(await donor.faultsHere()).toEqual([]);
    await donor.press('下一步');
    expect(await donor.faultsHere()).toEqual([]);

    const seen = noteWhenShown(watcher.page, inWords(100_00));
    const answered = donor.page.waitForResponse(
      (response) =>
        response.request().method() === 'POST' && (response.request().postData() ?? '').includes('idempotencyKey'),
    );
    await submit.click();
    const request = (await answered).request();
    await (await answered).finished();
    const committedBy = request.timing().startTime + request.timing().responseEnd;
    expect(
      (await seen) - committedBy,
      'milliseconds from the response to the gift until the viewer saw the new total',
    ).toBeLessThan(3_000);
    raised += 100_00;
    await watcher.reads('向前辈致敬！');
    expect(await watcher.faultsHere()).toEqual([]);

    await donor.heads('感谢您，何阿姨');
    const receipt = donor.page.getByRole('article', { name: '捐赠收据' });
    await donor.reads('¥100.00', receipt);
    expect(await donor.faultsHere()).toEqual([]);
    const number = /HC-\d{4}-\d{6}/.exec(await receipt.innerText())?.[0] ?? 'no number on the receipt';

    const stranger = await arrive('stranger');
    await stranger.visit('/');
    await stranger.goTo('查验收据');
    await stranger.heads('查验收据');
    expect(await stranger.faultsHere()).toEqual([]);
    await stranger.write('收据编号', ` ${number.toLowerCase()} `);
    await stranger.press('查验');
    await stranger.reads('此收据真实有效');
    await stranger.reads('¥100.00');
    await stranger.reads('何阿姨');
    expect(await stranger.faultsHere()).toEqual([]);
    await stranger.leave();
    people.delete('stranger');
  });

  it('a viewer with an interrupted connection sees the newest total after it is back', async () => {
    const watcher = at('watcher');
    const donor = at('donor');
    await watcher.loseNetwork();
    await watcher.reads('网络已断开。');
    for (const person of people.values()) person.expectCuts();
    connections.cut();
    await donor.follow('查看项目');
    await donor.heads(PROJECT);
    await donor.follow('我要认捐');
    await chooseAmount(donor, '66.60');
    await donor.press('认捐 ¥66.60');
    await donor.heads('感谢您，何阿姨');
    raised += 66_60;
    await showsRaised(watcher, 100_00);
    await watcher.findNetwork();
    await showsRaised(watcher, raised);
    await watcher.reads('实时更新');
    expect(await watcher.faultsHere()).toEqual([]);

    await donor.follow('我的全部认捐');
    await donor.reads('¥66.60');
    expect(await donor.faultsHere()).toEqual([]);
  });

  it('a guest gives anonymously by bank transfer, and the treasurer confirms it by its remark code', async () => {
    const guest = await arrive('guest');
    await guest.visit(address);
    await guest.follow('我要认捐');
    await chooseAmount(guest, '300');
    await guest.write('您的称呼', '黄伯');
    await guest.write('手机号', '138 0000 0000');
    await guest.page.getByRole('switch', { name: '匿名认捐' }).click();
    await guest.reads('爱心人士', guest.page.getByRole('figure', { name: '公开显示预览' }));
    expect(await guest.faultsHere()).toEqual([]);
    await guest.press('下一步');
    await guest.tick('银行转账');
    expect(await guest.faultsHere()).toEqual([]);
    await guest.press('认捐 ¥300');
    await guest.heads('还差一步：请完成转账');
    expect(await guest.faultsHere()).toEqual([]);
    const code =
      /HC[0-9A-Z]{8}/.exec(await guest.page.getByRole('note').innerText())?.[0] ?? 'no remark code on the page';

    const watcher = at('watcher');
    await watcher.reads('待到账');
    await showsRaised(watcher, raised);

    const treasurer = await arriveAsStaff('treasurer', '出纳小黄', 'TREASURER');
    await treasurer.goTo('财务');
    await treasurer.reads('待处理金额');
    expect(await treasurer.faultsHere()).toEqual([]);
    const search = treasurer.page.getByRole('searchbox', { name: '查找转账' });
    await search.fill(code);
    await search.press('Enter');
    const panel = treasurer.page.getByRole('region', { name: '确认到账' });
    await treasurer.reads('黄伯', panel);
    await treasurer.write('到账金额', '300', panel);
    await treasurer.reads('与认捐金额一致', panel);
    await treasurer.write('银行流水号', '20260301-000017', panel);
    expect(await treasurer.faultsHere()).toEqual([]);
    await treasurer.press('确认到账 ¥300', panel);
    await treasurer.reads('已确认到账');
    raised += 300_00;
    await showsRaised(watcher, raised);
    await watcher.reads('爱心人士');
    expect(await watcher.page.getByText('黄伯').count(), 'the name of an anonymous donor').toBe(0);
    expect(await watcher.faultsHere()).toEqual([]);
    expect(await treasurer.faultsHere()).toEqual([]);
    await guest.leave();
    people.delete('guest');
  });

  // On a phone, too: keyboards and switches for people who cannot touch the glass go the same way.
  it('a donor gives with the keyboard only', async () => {
    const donor = await arrive('keyboard donor');
    const { page } = donor;
    /** Goes on with the Tab key to the control, as somebody does who has no mouse. */
    const tabTo = async (role: 'link' | 'button' | 'textbox', name: string | RegExp) => {
      const control = page.getByRole(role, { name, exact: true }).filter({ visible: true }).first();
      await control.waitFor();
      for (let presses = 0; presses < 80; presses += 1) {
        await page.keyboard.press('Tab');
        if (await control.evaluate((element) => element === document.activeElement)) return;
      }
      throw new Error(`The Tab key does not lead to ${role} ${String(name)}`);
    };
    await donor.visit(address);
    await donor.heads(PROJECT);
    await tabTo('link', '我要认捐');
    expect(
      await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle),
      'a person with a keyboard sees where the focus is',
    ).not.toBe('none');
    await page.keyboard.press('Enter');
    await donor.heads(`为“${PROJECT}”认捐`);
    await tabTo('button', /^¥50 /);
    await page.keyboard.press('Space');
    await tabTo('button', '下一步');
    await page.keyboard.press('Enter');
    await tabTo('textbox', '您的称呼');
    await page.keyboard.type('冯老师');
    await tabTo('button', '下一步');
    await page.keyboard.press('Enter');
    await tabTo('button', '认捐 ¥50');
    await page.keyboard.press('Enter');
    await donor.heads('感谢您，冯老师');
    expect(await donor.faultsHere()).toEqual([]);
    raised += 50_00;
    await showsRaised(at('watcher'), raised);
  });

  it('a sponsor gives the missing amount for a unit, which is then on the sponsor wall', async () => {
    const sponsor = await arrive('sponsor');
    await sponsor.visit('/sign-up?next=%2Fworkspace');
    await sponsor.signUp(account('区经理', 'sponsor'));
    await app.verifyEmail('sponsor@example.test');
    await sponsor.page.reload();
    await registerUnit(sponsor, {
      name: COMPANY,
      kind: '企业',
      creditCode: '91442000MA4UABCD1T',
      about: '做灯饰三十年。',
    });
    await verifyUnit(COMPANY);
    await sponsor.visit(address);
    await sponsor.follow('我要认捐');
    const rest = GOAL - raised;
    await chooseAmount(sponsor, (rest / 100).toFixed(2));
    expect(
      await sponsor.page.getByRole('radio', { name: COMPANY }).isChecked(),
      'who speaks for a unit gives for it unless they choose otherwise',
    ).toBe(true);
    expect(await sponsor.faultsHere()).toEqual([]);
    await sponsor.press(`认捐 ${inYuan(rest)}`);
    await sponsor.heads(`感谢您，${COMPANY}`);
    await sponsor.reads('91442000MA4UABCD1T');
    expect(await sponsor.faultsHere()).toEqual([]);
    raised += rest;

    const watcher = at('watcher');
    await showsRaised(watcher, raised);
    await watcher.page.getByRole('heading', { name: '支持单位' }).waitFor();
    await watcher.page.getByRole('link', { name: COMPANY }).first().waitFor();
    await watcher.reads('已筹满，接下来由实施单位按阶段开展。');
    expect(await watcher.faultsHere()).toEqual([]);
    await sponsor.leave();
    people.delete('sponsor');
  });

  it("the implementer reports a figure, the reviewer verifies it, and the city's page shows it", async () => {
    const secretary = at('secretary');
    await secretary.goTo('工作台');
    await secretary.follow(STATION);
    await secretary.heads(STATION);
    expect(await secretary.faultsHere()).toEqual([]);
    await secretary.follow(PROJECT);
    await secretary.heads(PROJECT);
    await secretary.press('填报数据');
    await secretary.write('数值', '12');
    await secretary.write('说明', '三月采访了十二位，名单在站里存档。');
    expect(await secretary.faultsHere()).toEqual([]);
    await secretary.press('提交数据');
    await secretary.reads('数据已提交，等待评审核实。');
    expect(await secretary.faultsHere()).toEqual([]);

    const reviewer = at('reviewer');
    await reviewer.goTo('评审');
    await reviewer.page
      .getByRole('navigation', { name: '评审事项' })
      .getByRole('link', { name: /^成效数据/ })
      .click();
    await reviewer.reads('三月采访了十二位');
    expect(await reviewer.faultsHere()).toEqual([]);
    await reviewer.press('核实无误');
    await reviewer.reads(`已核实：服务人数 12 人（${PROJECT}）`);

    const visitor = at('watcher');
    await visitor.goTo('成效');
    await visitor.heads('全市成效');
    const table = visitor.page.getByRole('table').first();
    await table.waitFor();
    await visitor.reads('12');
    expect(await visitor.faultsHere()).toEqual([]);
    await visitor.visit(address);
    await visitor.reads('/ 承诺 50 人');
    await visitor.reads(/^12$/);
  });

  it('each stage is reported, verified and paid, and the donor sees the use of the gift', async () => {
    const [secretary, reviewer, treasurer, admin] = [at('secretary'), at('reviewer'), at('treasurer'), at('admin')];
    const stages = ['采访五十位老党员', '整理成册，送到学校'];
    for (const [index, stage] of stages.entries()) {
      const isLast = index === stages.length - 1;
      await secretary.goTo('工作台');
      await secretary.follow(STATION);
      await secretary.follow(PROJECT);
      const desk = secretary.page
        .getByRole('listitem')
        .filter({ has: secretary.page.getByRole('heading', { level: 3, name: stage }) });
      await secretary.press('汇报这一阶段', desk);
      await secretary.write('这一阶段做了什么', `“${stage}”已经做完，共五十人参加。`);
      if (!isLast) {
        const picker = secretary.page.waitForEvent('filechooser');
        await secretary.press('选择文件');
        await (await picker).setFiles({ name: '现场.jpg', mimeType: 'image/jpeg', buffer: await photograph() });
        await secretary.page.getByRole('link', { name: '现场.jpg' }).waitFor();
        expect(await secretary.faultsHere()).toEqual([]);
      }
      await secretary.press('提交汇报');
      await secretary.reads(`已提交“${stage}”的汇报，等待评审核验。`);
      expect(await secretary.faultsHere()).toEqual([]);

      await reviewer.goTo('评审');
      await reviewer.page
        .getByRole('navigation', { name: '评审事项' })
        .getByRole('link', { name: /^阶段核验/ })
        .click();
      await reviewer.reads(`“${stage}”已经做完`);
      await reviewer.tick('已按承诺完成');
      expect(await reviewer.faultsHere()).toEqual([]);
      await reviewer.press('核验通过');
      await reviewer.reads(`已核验：“${stage}”（${PROJECT}），等待财务拨付`);

      await treasurer.goTo('财务');
      await treasurer.page.getByRole('navigation', { name: '财务事项' }).getByRole('link', { name: /^拨付/ }).click();
      await treasurer.page.getByRole('list', { name: '可拨付' }).getByRole('link').first().click();
      await treasurer.write('银行流水号或网银指令号', `20260401-00000${index}`);
      expect(await treasurer.faultsHere()).toEqual([]);
      await treasurer.press(isLast ? '拨付 ¥4,000.00' : '拨付 ¥6,000.00');
      if (!isLast) {
        // Above the limit one treasurer alone pays nothing.
        await treasurer.reads(`已制单，等待第二人签字：${stage}（${PROJECT}）`);
        await admin.goTo('签字');
        await admin.heads('待您复核');
        await admin.page.getByRole('list', { name: '待您复核' }).getByRole('link').first().click();
        await admin.reads('请核对收款单位和金额。');
        expect(await admin.faultsHere()).toEqual([]);
        await admin.press('签字并拨付 ¥6,000.00');
        await admin.reads(`已拨付给${STATION}：${stage}（${PROJECT}）`);
      } else await treasurer.reads(`已拨付给${STATION}：${stage}（${PROJECT}）`);
      expect(await treasurer.faultsHere()).toEqual([]);
    }

    const watcher = at('watcher');
    await watcher.reads('已完成，全部阶段已核验并拨付。');
    await watcher.reads('¥0.00');
    expect(await watcher.faultsHere()).toEqual([]);

    const donor = at('donor');
    await donor.visit('/account');
    await donor.reads('已全部用于项目');
    expect(await donor.faultsHere()).toEqual([]);
    await donor.follow('看汇报和凭证');
    await donor.heads(PROJECT);
    await donor.reads(/看阶段汇报/);
    expect(await donor.faultsHere()).toEqual([]);
  });

  it('the project page can be read in English and in dark colours', async () => {
    const visitor = at('watcher');
    await visitor.visit(address);
    await visitor.heads(PROJECT);
    await visitor.press('EN');
    await visitor.page.getByRole('heading', { name: 'Where the money is now' }).waitFor();
    expect(await visitor.faultsHere('en')).toEqual([]);
    await visitor.page.emulateMedia({ colorScheme: 'dark' });
    await visitor.page.locator('html[data-theme=dark]').waitFor();
    expect(await visitor.faultsHere('en')).toEqual([]);
    await visitor.press('中文');
    await visitor.page.getByRole('heading', { name: '钱现在在哪里' }).waitFor();
    expect(await visitor.faultsHere()).toEqual([]);
  });
});

/** A photograph as a phone takes it: too large to be served as it is. */
const photograph = (): Promise<Buffer> =>
  sharp({
    create: {
      width: 2_400,
      height: 1_600,
      channels: 3,
      background: { r: 150, g: 90, b: 60 },
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
    .jpeg()
    .toBuffer();

/** The picture that was uploaded is on the page and can be seen. */
async function expectPicture(page: Page): Promise<void> {
  const picture = page.getByRole('img', { name: PICTURE }).first();
  await picture.waitFor();
  await expect
    .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth), { timeout: PATIENCE_MS })
    .toBeGreaterThanOrEqual(320);
}

/** The moment at which the page shows a total, by the clock of the machine that it runs on. */
function noteWhenShown(page: Page, words: string): Promise<number> {
  return page.evaluate(
    ([wanted, patience]) =>
      new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error(`No progress bar ever said “${wanted}”`)), patience);
        const look = () => {
          if (
            ![...document.querySelectorAll('[role="progressbar"]')].some((bar) =>
              bar.getAttribute('aria-valuetext')?.includes(wanted),
            )
          )
            return;
          observer.disconnect();
          resolve(Date.now());
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, {
          subtree: true,
          childList: true,
          attributes: true,
          attributeFilter: ['aria-valuetext'],
        });
        look();
      }),
    [words, PATIENCE_MS] as const,
  );
}
