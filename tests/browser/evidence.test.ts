import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { pdf, photo } from '../support/files.ts';
import { AT_DESK, PATIENCE_MS, Person } from '../support/person.ts';
import { createTown, fundedProject, type StagedProject, type Town } from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const STAGE = '第一段';

describe('the evidence of a stage', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let town: Town;
  let project: StagedProject;
  const people: Person[] = [];
  const arrive = async (user: TestUser) => {
    const person = await Person.arrive(browser.current, app.url, AT_DESK, user);
    people.push(person);
    return person;
  };
  beforeAll(async () => {
    town = await createTown(app);
    project = await fundedProject(app, town);
  });
  afterAll(async () => {
    for (const person of people) await person.leave();
  });

  it('is dropped and chosen, waits for the network, and each file is uploaded by itself', async () => {
    const editor = await arrive(town.editor);
    const { page } = editor;
    await editor.visit(`/workspace/projects/${project.id}/edit`);
    const desk = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3, name: STAGE }) });
    await editor.press('汇报这一阶段', desk);
    await editor.write('这一阶段做了什么', '走访了二十户，签到表附后。');
    const zone = page.getByRole('group', { name: '凭证' });
    const scene = (await photo()).toString('base64');
    const dropped = await page.evaluateHandle((base64) => {
      const transfer = new DataTransfer();
      transfer.items.add(
        new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], '现场.jpg', {
          type: 'image/jpeg',
        }),
      );
      transfer.items.add(new File(['MZ'], 'setup.exe', { type: 'application/x-msdownload' }));
      return transfer;
    }, scene);
    await zone.locator('[class*="drop"]').first().dispatchEvent('drop', { dataTransfer: dropped });
    await zone.getByRole('link', { name: '现场.jpg' }).waitFor();
    await editor.reads('不接受这种文件。', zone);

    await editor.loseNetwork();
    const picker = page.waitForEvent('filechooser');
    await editor.press('选择文件', zone);
    await (await picker).setFiles({ name: '签到表.pdf', mimeType: 'application/pdf', buffer: pdf() });
    await editor.reads('文件在这里等着，网络恢复后自动继续。', zone);
    await editor.press('提交汇报', desk);
    await editor.reads('还有 2 个文件没有传完。', desk);
    await editor.findNetwork();
    await zone.getByRole('link', { name: '签到表.pdf' }).waitFor();
    await editor.press('移走 setup.exe', zone);
    expect(await editor.faultsHere()).toEqual([]);

    await page.reload();
    await zone.getByRole('link', { name: '签到表.pdf' }).waitFor();
    await editor.press('提交汇报', desk);
    await editor.reads(`已提交“${STAGE}”的汇报，等待评审核验。`);
    expect(await editor.faultsHere()).toEqual([]);
  });

  it('is reviewed by the reviewer', async () => {
    const reviewer = await arrive(town.reviewer);
    await reviewer.visit('/');
    await reviewer.goTo('评审');
    await reviewer.page
      .getByRole('navigation', { name: '评审事项' })
      .getByRole('link', { name: /^阶段核验/ })
      .click();
    const picture = reviewer.page.getByRole('img', { name: '现场.jpg' });
    await expect
      .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth), { timeout: PATIENCE_MS })
      .toBeGreaterThan(300);
    await reviewer.reads('签到表.pdf');
    expect(await reviewer.faultsHere()).toEqual([]);
    await reviewer.tick('已按承诺完成');
    await reviewer.press('核验通过');
    await reviewer.reads(/^已核验：“第一段”/);
  });

  it('is announced to the donor, who sees it and checks it', async () => {
    await app.server.tick();
    const donor = await arrive(town.donor);
    const { page } = donor;
    await donor.visit('/');
    // The gift, the goal and the stage.
    await page.getByRole('link', { name: '通知，3 条新的' }).click();
    await donor.heads('通知');
    await donor.reads('您的捐赠中有 ¥60.00 将用于这一阶段。');
    expect(await donor.faultsHere()).toEqual([]);
    await donor.follow(`“${STAGE}”已完成并通过核验`);
    await donor.reads('走访了二十户，签到表附后。');
    await page.getByRole('link', { name: '通知，2 条新的' }).waitFor();
    await page.getByText('怎样核对这些文件').click();
    await donor.press('现在核对 现场.jpg');
    await donor.reads('刚刚下载并在本机算出：一致');
    expect(await donor.faultsHere()).toEqual([]);
  });
});
