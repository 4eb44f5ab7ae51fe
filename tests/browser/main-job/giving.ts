import { expect, it } from 'vitest';
import { COMPANY, PROJECT, GOAL, account, inYuan, inWords, noteWhenShown, type MainJob } from './job.ts';

/** Gifts of people, guests and a unit, until the goal is reached. */
export function giving(job: MainJob): void {
  const { app, connections, people, arrive, arriveAsStaff, at, showsRaised, chooseAmount, registerUnit, verifyUnit } =
    job;

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
    job.raised += 100_00;
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
    job.raised += 66_60;
    await showsRaised(watcher, 100_00);
    await watcher.findNetwork();
    await showsRaised(watcher, job.raised);
    await watcher.reads('实时更新');
    expect(await watcher.faultsHere()).toEqual([]);

    await donor.follow('我的全部认捐');
    await donor.reads('¥66.60');
    expect(await donor.faultsHere()).toEqual([]);
  });

  it('a guest gives anonymously by bank transfer, and the treasurer confirms it by its remark code', async () => {
    const guest = await arrive('guest');
    await guest.visit(job.address);
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
    await showsRaised(watcher, job.raised);

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
    job.raised += 300_00;
    await showsRaised(watcher, job.raised);
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
    await donor.visit(job.address);
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
    job.raised += 50_00;
    await showsRaised(at('watcher'), job.raised);
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
    await sponsor.visit(job.address);
    await sponsor.follow('我要认捐');
    const rest = GOAL - job.raised;
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
    job.raised += rest;

    const watcher = at('watcher');
    await showsRaised(watcher, job.raised);
    await watcher.page.getByRole('heading', { name: '支持单位' }).waitFor();
    await watcher.page.getByRole('link', { name: COMPANY }).first().waitFor();
    await watcher.reads('已筹满，接下来由实施单位按阶段开展。');
    expect(await watcher.faultsHere()).toEqual([]);
    await sponsor.leave();
    people.delete('sponsor');
  });
}
