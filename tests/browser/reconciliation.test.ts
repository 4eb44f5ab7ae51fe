import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { createCity, openProject, pledgeInput, type City } from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';
import { AT_DESK, Person } from '../support/person.ts';
import { bankLine, bankStatement, csv, gbk, icbcRows } from '../support/statements.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));

describe('a treasurer reconciles the account', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let city: City;
  let codes: string[];
  beforeAll(async () => {
    city = await createCity(app);
    const { id } = await openProject(app, city);
    const donor = await app.signUp({ name: '李明' });
    const promise = async (amount: number) =>
      (await donor.client.must(MUTATIONS.pledge, { input: pledgeInput(id, { amount, payment: 'BANK_TRANSFER' }) }))
        .pledge.remarkCode as string;
    codes = [await promise(50_000), await promise(12_300)];
  });

  it("a treasurer imports the bank's file and closes the books", async () => {
    const treasurer = await Person.arrive(browser.current, app.url, AT_DESK, city.treasurer);
    const { page } = treasurer;
    await treasurer.visit('/treasury/statements');
    await page.getByText('还没有导入带余额的对账单').waitFor();
    const file = gbk(
      csv(
        icbcRows([
          bankLine(50_000, { name: '李明', text: codes[0]! }),
          bankLine(12_300, { name: '王芳', text: '替李明' }),
          bankLine(70_000, { name: '某公司', text: '货款' }),
        ]),
      ),
    );
    await page
      .getByLabel('导入对账单')
      .locator('input[type=file]')
      .setInputFiles({ name: '工行明细.csv', mimeType: 'text/csv', buffer: file });

    // The columns as they were guessed, with the bank's own rows below.
    await page.getByRole('heading', { name: '确认每一列是什么' }).waitFor();
    await page.getByText('某公司').first().waitFor();
    expect(await treasurer.faultsHere()).toEqual([]);
    await page.getByRole('button', { name: '导入', exact: true }).click();
    await page.getByText('附言中有这笔认捐的附言码').waitFor();
    await page.getByText('把握 100').waitFor();

    await page.getByRole('button', { name: '确认', exact: true }).click();
    await page.getByText('1 笔认捐到账，共 ¥500.00').waitFor();
    expect(await treasurer.faultsHere()).toEqual([]);
    await page.getByRole('button', { name: '确认这 1 笔' }).click();
    await page.getByText('已办理 1 笔，共 ¥500.00。').waitFor();
    await page.getByText('已入账 · 1 行').waitFor();
    // The sender did not quote the code: the treasurer knows whose money it is.
    const line = page.getByRole('listitem').filter({ hasText: '替李明' });
    await line.getByRole('button', { name: '处理' }).click();
    await treasurer.check(new RegExp(codes[1]!), line);
    await line.getByRole('button', { name: '确认所选认捐' }).click();
    await page.getByText('已入账 · 2 行').waitFor();
    await page.getByRole('button', { name: '其余转为待认领' }).click();
    await page.getByRole('button', { name: '转为待认领', exact: true }).click();
    await page.getByText('待认领 · 1 行').waitFor();
    expect(await treasurer.faultsHere()).toEqual([]);

    await treasurer.follow('← 全部对账单');
    await page.getByText('平：账本与银行余额相等').waitFor();
    expect(await page.getByLabel('专户与账本').innerText()).toContain('¥1,323.00');
    expect(await treasurer.faultsHere()).toEqual([]);

    // What took a while is found again with what came of it.
    await treasurer.visit('/work');
    await page.getByText('3 行，新增 3 行').waitFor();
    await page.getByRole('heading', { name: '转入待认领 · 工行明细.csv' }).waitFor();
    expect(await treasurer.faultsHere()).toEqual([]);
    await treasurer.leave();
  });

  it('a treasurer books other movements and accepts another amount, and everybody sees it in the books', async () => {
    const { id: projectId } = await openProject(app, city, { title: '按实收入账的项目', acceptsOverGoal: true });
    const donor = await app.signUp({ name: '赵六' });
    const { pledge } = await donor.client.must(MUTATIONS.pledge, {
      input: pledgeInput(projectId, { amount: 50_000, payment: 'BANK_TRANSFER' }),
    });
    const treasurer = await Person.arrive(browser.current, app.url, AT_DESK, city.treasurer);
    const { page } = treasurer;
    const { id } = await bankStatement(city.treasurer.client, [
      bankLine(-500, { name: '', text: '短信服务费' }),
      bankLine(1_234, { name: '', text: '二季度结息' }),
      bankLine(49_500, { name: '赵六', text: pledge.remarkCode }),
      bankLine(-800, { name: '', text: '云服务扣收' }),
    ]);
    await treasurer.visit(`/treasury/statements/${id}`);
    const lineOf = (text: string) => page.getByRole('listitem').filter({ hasText: text });

    // What is proposed by its words is chosen and confirmed.
    await lineOf('短信服务费').getByText('摘要中有“短信服务费”').waitFor();
    await lineOf('短信服务费').getByRole('checkbox').click();
    await page.getByRole('button', { name: '确认所选 1 行' }).click();
    await page.getByText('已入账 · 1 行').waitFor();

    // Interest cannot be booked before a person has chosen its purpose.
    await lineOf('二季度结息').getByText('用途待说明').waitFor();
    await lineOf('二季度结息').getByRole('button', { name: '处理' }).click();
    await lineOf('二季度结息').getByText('用于本单位管理费用').click();
    expect(await treasurer.faultsHere()).toEqual([]);
    await lineOf('二季度结息').getByRole('button', { name: '记账 ¥12.34' }).click();
    await page.getByText('已入账 · 2 行').waitFor();

    // A line without known words is decided by hand, and its words are learned for later lines.
    await lineOf('云服务扣收').getByRole('button', { name: '处理' }).click();
    await lineOf('云服务扣收').getByText('银行收费', { exact: true }).click();
    await lineOf('云服务扣收').getByText('以后摘要相同的流水也这样建议').click();
    await lineOf('云服务扣收').getByLabel('摘要中的这些字').fill('云服务扣收');
    await lineOf('云服务扣收').getByRole('button', { name: '记账 -¥8.00' }).click();
    await page.getByText('已入账 · 3 行').waitFor();

    // Another amount than was promised: both figures in the question.
    await lineOf(pledge.remarkCode).getByRole('button', { name: '处理' }).click();
    await lineOf(pledge.remarkCode).getByRole('button', { name: '按实收 ¥495.00 确认' }).click();
    await lineOf(pledge.remarkCode).getByText('原认捐 ¥500.00，实收 ¥495.00').waitFor();
    expect(await treasurer.faultsHere()).toEqual([]);
    await lineOf(pledge.remarkCode).getByRole('button', { name: '按实收 ¥495.00 确认' }).click();
    await page.getByText('已入账 · 4 行').waitFor();

    await treasurer.visit('/treasury/statements');
    await page.getByRole('heading', { name: '学会的摘要' }).waitFor();
    await page.getByText('支出摘要含“云服务扣收”').waitFor();
    expect(await treasurer.faultsHere()).toEqual([]);
    await treasurer.visit('/books');
    await page.getByText('善款之外，本单位自有').waitFor();
    await page.getByText('用于本单位管理费用').first().waitFor();
    expect(await treasurer.faultsHere()).toEqual([]);
    await treasurer.leave();
  });
});
