import { expect, it } from 'vitest';
import { DAY_MS } from '../../support/clock.ts';
import { mailedToken } from '../../support/letters.ts';
import {
  STATION,
  PROJECT,
  SUMMARY,
  STORY,
  PICTURE,
  REASON,
  ADDED,
  account,
  dayIn,
  photograph,
  expectPicture,
  type MainJob,
} from './job.ts';

/** From the registration of a unit to the day on which funding opens. */
export function approval(job: MainJob): void {
  const { app, device, people, arrive, at, registerUnit, verifyUnit } = job;

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
    // A decision that is undone within ten seconds has no effect, and the typed text stays. The page is not examined
    // here, because that would take longer than the ten seconds.
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
    job.address = new URL(citizen.page.url()).pathname;
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
    await watcher.visit(job.address);
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
}
