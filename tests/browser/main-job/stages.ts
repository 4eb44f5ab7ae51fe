import { expect, it } from 'vitest';
import { STATION, PROJECT, photograph, type MainJob } from './job.ts';

/** What the money did: figures, stages, payments, and the page in the other language. */
export function stages(job: MainJob): void {
  const { at } = job;

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
    await visitor.visit(job.address);
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
        // Above the limit, a second person has to sign the payment.
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
    await visitor.visit(job.address);
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
}
