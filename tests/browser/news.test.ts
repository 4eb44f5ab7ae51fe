import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { give } from '../support/city.ts';
import { photo } from '../support/files.ts';
import { MUTATIONS } from '../support/operations.ts';
import { ON_PHONE, PATIENCE_MS, Person } from '../support/person.ts';
import { createTown, projectAt, type StagedProject, type Town } from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const NEWS = '第一堂课来了十二个人';
const QUESTION = '周末也上课吗？';

describe('news, questions and pictures of a project', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let town: Town;
  let project: StagedProject;
  let donor: Person;
  const people: Person[] = [];
  const arrive = async (user?: TestUser) => {
    const person = await Person.arrive(browser.current, app.url, ON_PHONE, user);
    people.push(person);
    return person;
  };
  beforeAll(async () => {
    town = await createTown(app);
    project = await projectAt(app, town, 'FUNDRAISING');
    await give(town.donor.client, project.id, { onBehalfOfId: null });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    for (const [index, person] of people.entries()) await person.keepPicture(`news-${index}`);
  });
  afterAll(async () => {
    for (const person of people) await person.leave();
  });

  it('a donor follows the project', async () => {
    donor = await arrive(town.donor);
    await donor.visit(`/projects/${project.slug}`);
    await donor.reads('还没有动态');
    await donor.press('关注项目');
    await donor.page.getByRole('button', { name: '已关注', pressed: true }).waitFor();
    await donor.reads('1 人关注');
    expect(await donor.faultsHere()).toEqual([]);
  });

  it('an editor writes news with photos, and the open page of the donor shows them', async () => {
    const editor = await arrive(town.editor);
    const { page } = editor;
    await editor.visit(`/workspace/projects/${project.id}/updates`);
    await editor.heads(/的动态$/);
    await editor.press('写动态');
    await editor.write('标题', NEWS);
    await editor.write('正文', '老人们**都**学会了视频通话。');
    const photos = [await photo(), await photo('#8a3324')];
    const picker = page.waitForEvent('filechooser');
    await editor.press('添加照片');
    await (
      await picker
    ).setFiles([
      ...photos.map((buffer, index) => ({ name: `IMG_${index}.JPG`, mimeType: 'image/jpeg', buffer })),
      { name: 'IMG_9.HEIC', mimeType: 'image/heic', buffer: Buffer.from('0000ftypheic') },
    ]);
    await editor.reads('兼容性最佳');
    await editor.write('照片 1 里有什么', '老人们围坐一桌');
    await page.getByLabel('照片 2 里有什么').waitFor();
    await editor.press('移走 IMG_9.HEIC');
    expect(await editor.faultsHere()).toEqual([]);
    await editor.press('存为草稿');
    await editor.reads('草稿已保存');
    await editor.press('继续写');
    await editor.holds('标题', NEWS);
    await editor.page.getByRole('button', { name: '发布', exact: true }).click();
    await editor.reads('已发布，捐赠人和关注者会收到通知。');
    expect(await editor.faultsHere()).toEqual([]);

    await donor.page.getByRole('heading', { level: 3, name: NEWS }).waitFor();
    await donor.reads('老人们都学会了视频通话。');
  });

  it('a photo opens large, and the keyboard leads through them and back', async () => {
    const { page } = donor;
    const first = page
      .getByRole('list', { name: `“${NEWS}”的照片` })
      .getByRole('link')
      .first();
    await first.focus();
    await page.keyboard.press('Enter');
    const large = page.getByRole('dialog', { name: '照片' });
    await large.getByRole('img', { name: '老人们围坐一桌' }).waitFor();
    await donor.reads('第 1 张，共 2 张', large);
    await page.keyboard.press('ArrowRight');
    await donor.reads('第 2 张，共 2 张', large);
    expect(await donor.faultsHere()).toEqual([]);
    await page.keyboard.press('Escape');
    await large.waitFor({ state: 'detached' });
    expect(await first.evaluate((link) => link === document.activeElement)).toBe(true);
    await page.getByRole('list', { name: '照片', exact: true }).getByRole('link').first().waitFor();
    expect(await donor.faultsHere()).toEqual([]);
  });

  it('is read without a script, by who is not signed in', async () => {
    let html = '';
    // A page that cannot be drawn in time comes without its content, and the browser draws it.
    await expect
      .poll(async () => (html = await (await fetch(`${app.url}/projects/${project.slug}`)).text()), {
        timeout: PATIENCE_MS,
      })
      .toContain(NEWS);
    expect(html).toContain('<strong>都</strong>');
    expect(html).toContain('alt="老人们围坐一桌"');
    expect(html).toContain('登录后提问');
    const stranger = await arrive();
    await stranger.visit(`/projects/${project.slug}`);
    await stranger.page.getByRole('heading', { level: 3, name: NEWS }).waitFor();
    await stranger.page
      .getByRole('list', { name: `“${NEWS}”的照片` })
      .getByRole('link')
      .first()
      .click();
    await stranger.page.getByRole('dialog', { name: '照片' }).waitFor();
    expect(await stranger.faultsHere()).toEqual([]);
  });

  it('a question is asked on the page and answered there by the unit', async () => {
    await donor.press('我要提问');
    await donor.write('您的问题', QUESTION);
    await donor.press('公开提问');
    await donor.reads('已提问。单位回答后会通知您。');
    expect(await donor.faultsHere()).toEqual([]);

    const owner = await arrive(town.owner);
    await owner.visit(`/workspace/${town.organization.id}`);
    await owner.reads('有 1 个提问');
    await owner.follow('去回答');
    await owner.reads(QUESTION);
    await owner.write('回答', '周六上午也有一班。');
    await owner.press('公开回答');
    await owner.reads(`${town.organization.name}的回答`);
    expect(await owner.faultsHere()).toEqual([]);
    await donor.reads('周六上午也有一班。');

    await owner.press(`更正对“${QUESTION}”的回答`);
    await owner.holds('更正后的回答', '周六上午也有一班。');
    await owner.write('更正后的回答', '改在周日上午。');
    await owner.press('公开更正');
    await donor.reads('改在周日上午。');
    await donor.page.getByText('查看更正前的 1 个回答').click();
    await donor.reads(/周六上午也有一班。/);
    expect(await donor.faultsHere()).toEqual([]);
    expect(await owner.faultsHere()).toEqual([]);
  });

  it('a reviewer hides a question with a reason, which who asked reads', async () => {
    await town.stranger.client.must(MUTATIONS.askQuestion, {
      input: { projectId: project.id, text: '加我微信领红包' },
    });
    const reviewer = await arrive(town.reviewer);
    await reviewer.visit('/review?tab=questions');
    await reviewer.reads('加我微信领红包');
    await reviewer.press('隐藏“加我微信领红包”');
    await reviewer.write('为什么隐藏', '广告');
    await reviewer.press('隐藏这个提问');
    await reviewer.reads(/^已隐藏《/);
    expect(await reviewer.faultsHere()).toEqual([]);
    const stranger = await arrive(town.stranger);
    await stranger.visit(`/projects/${project.slug}`);
    await stranger.reads('平台工作人员已将这个提问隐藏，原因：广告');
    expect(await stranger.faultsHere()).toEqual([]);
  });

  it('thanks stand on the page of the gift', async () => {
    const { saveUpdateDraft: draft } = await town.owner.client.must(MUTATIONS.saveUpdateDraft, {
      input: { projectId: project.id, kind: 'THANKS', title: '谢谢您', text: '课桌已经送到。', photos: [] },
    });
    await town.owner.client.must(MUTATIONS.publishUpdate, { id: draft.id });
    const { viewer } = await town.donor.client.must('{ viewer { pledges { edges { node { id } } } } }');
    await donor.visit(`/pledges/${viewer.pledges.edges[0].node.id}`);
    await donor.page.getByRole('heading', { name: '来自项目的感谢' }).waitFor();
    await donor.reads('课桌已经送到。');
    expect(await donor.faultsHere()).toEqual([]);
    await donor.visit('/account');
    await donor.page.getByRole('heading', { name: '关注的项目' }).waitFor();
    await donor.page.getByRole('button', { name: /^不再关注/ }).click();
    await donor.reads('还没有关注项目。');
    expect(await donor.faultsHere()).toEqual([]);
  });
});
