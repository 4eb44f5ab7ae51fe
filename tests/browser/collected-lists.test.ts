import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { campaignOpenNow } from '../support/campaigns.ts';
import { AT_DESK, Person } from '../support/person.ts';
import { xlsx } from '../support/statements.ts';
import { createTown, projectAt, type Town } from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const app = useTestApp({ env: { WEB_DIR } });
const browser = useBrowser();
let town: Town;
let campaignId: string;
let editor: Person | undefined;

beforeAll(async () => {
  town = await createTown(app);
  const { id } = await projectAt(app, town, 'FUNDRAISING', { title: '银龄智慧课堂' });
  campaignId = await campaignOpenNow(app, town, [id]);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await editor?.keepPicture('collected-lists');
});
afterAll(() => editor?.leave());

it('a coordinator uploads a list, corrects a cell in place, and commits it under one code', async () => {
  editor = await Person.arrive(browser.current, app.url, AT_DESK, town.editor);
  const { page } = editor;
  await editor.visit(`/workspace/${town.organization.id}`);
  await editor.follow('上传捐款名单');
  await editor.heads('捐款名单');
  const buffer = await xlsx([
    ['第三支部捐款名单', null, null],
    ['姓名', '金额（元）', '类别'],
    ['张三', 200, '党员'],
    ['李四', '三百', '群众'],
  ]);
  await page.getByLabel('上传名单').locator('input[type=file]').setInputFiles({
    name: '第三支部.xlsx',
    mimeType: 'application/octet-stream',
    buffer,
  });
  await editor.heads('第三支部.xlsx');
  await editor.reads('B4');
  await editor.reads('还有 1 行有误');
  expect(await editor.faultsHere()).toEqual([]);
  await editor.press('改正第 4 行');
  await editor.write('金额（元）', '300');
  await editor.press('保存');
  await editor.reads('2 笔');
  const picker = page.getByLabel('捐给哪个项目');
  await picker.click();
  await picker.pressSequentially('银龄');
  await page.locator('.ant-select-item-option', { hasText: '银龄智慧课堂' }).click();
  await page.keyboard.press('Escape');
  await editor.reads('计入活动');
  await editor.press('提交');
  await editor.reads('2 笔捐款将同时成立，共 ¥500.00');
  await page.getByRole('group').getByRole('button', { name: '提交', exact: true }).click();
  await editor.reads('请用一次汇款支付');
  await editor.reads(/HC[0-9A-Z]{8}/);
  const counting = await app.db.read.query<{ n: number | string }[]>(
    'SELECT COUNT(*) AS n FROM pledges WHERE campaign_id = ?',
    [campaignId],
  );
  expect(Number(counting[0]!.n), 'the only open campaign is chosen at first').toBe(2);
  expect(await editor.faultsHere()).toEqual([]);
});
