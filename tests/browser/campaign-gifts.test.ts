import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { campaignOpenNow } from '../support/campaigns.ts';
import { pledgeInput } from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';
import { DEVICES, Person } from '../support/person.ts';
import { createTown, joinUnit, projectAt, type StagedProject, type Town } from '../support/town.ts';

const WEB_DIR = fileURLToPath(new URL('../../packages/web/dist', import.meta.url));
const [desktop, phone] = DEVICES as [(typeof DEVICES)[number], (typeof DEVICES)[number]];
/** The screens of halls: full HD, 4K and an upright one. */
const SCREENS = [
  { width: 1_920, height: 1_080 },
  { width: 3_840, height: 2_160 },
  { width: 1_080, height: 1_920 },
];

describe('the days of a campaign', () => {
  const app = useTestApp({ env: { WEB_DIR } });
  const browser = useBrowser();
  let town: Town;
  let project: StagedProject;
  let id: string;
  const people: Person[] = [];
  const arrive = async (device: (typeof DEVICES)[number], user?: TestUser) => {
    const person = await Person.arrive(browser.current, app.url, device, user);
    people.push(person);
    return person;
  };
  const give = (user: TestUser, changes: Record<string, unknown>) =>
    user.client.must(MUTATIONS.pledge, { input: pledgeInput(project.id, { campaignId: id, ...changes }) });

  beforeAll(async () => {
    town = await createTown(app);
    project = await projectAt(app, town, 'FUNDRAISING', { title: '银龄智慧课堂' });
    id = await campaignOpenNow(app, town, [project.id]);
    await joinUnit(app, town, town.donor, 'MEMBER');
    await give(town.donor, { amount: 123_400, onBehalfOfId: town.organization.id, donorCategory: 'MEMBER' });
    await give(town.rival, { amount: 20_000, onBehalfOfId: town.rivals.id, donorCategory: 'PUBLIC' });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    for (const [index, person] of people.entries()) await person.keepPicture(`campaign-gifts-${index}`);
  });
  afterAll(async () => {
    for (const person of people) await person.leave();
  });

  it('a donor gives from its page, and the gift counts for it', async () => {
    const donor = await arrive(phone, town.donor);
    await donor.visit(`/campaigns/${id}`);
    await donor.reads('1,434');
    await donor.reads('每日募集');
    expect(await donor.faultsHere()).toEqual([]);
    await donor.follow('捐赠并计入活动');
    await donor.write('认捐金额', '66');
    await donor.press('下一步');
    await donor.reads('计入活动');
    await donor.choose('所属类别', '党员');
    expect(await donor.faultsHere()).toEqual([]);
    await donor.press('认捐 ¥66');
    await donor.page.waitForURL('**/pledges/**');
    const { campaign } = await app
      .anonymous()
      .must('query C($id: ID!) { campaign(id: $id) { progress { raised giftCount donorCount } } }', { id });
    expect(campaign.progress).toEqual({ raised: 150_000, giftCount: 3, donorCount: 2 });
  });

  it('everybody reads the ranking, by money and by donors', async () => {
    const visitor = await arrive(desktop);
    await visitor.visit(`/campaigns/${id}`);
    const rows = visitor.page.locator('ol > li');
    await vi.waitFor(async () => expect(await rows.allInnerTexts()).toHaveLength(2), { timeout: 20_000 });
    expect((await rows.first().innerText()).replace(/\s+/g, ' ')).toContain(town.organization.name);
    expect(await visitor.faultsHere()).toEqual([]);
    await visitor.press('各级单位');
    await visitor.press(`看“${town.organization.name}”的下级单位`);
    await visitor.press('最高一级');
    await visitor.page.getByText('项目', { exact: true }).first().click();
    await visitor.reads('银龄智慧课堂');
  });

  it.each(SCREENS)('a hall of $width x $height sees gifts arrive, and nothing is cut', async (viewport) => {
    const hall = await arrive(desktop);
    await hall.page.setViewportSize(viewport);
    await hall.visit(`/campaigns/${id}/screen`);
    const shown = hall.page.locator('h1');
    await shown.waitFor();
    const total = async () => (await hall.page.locator('main').innerText()).replace(/\s+/g, ' ');
    const before = await total();
    await give(town.donor, { amount: 7_700 });
    await vi.waitFor(async () => expect(await total()).not.toBe(before), { timeout: 20_000 });
    await hall.reads('¥77');
    expect(
      await hall.page.evaluate(() => [
        document.body.scrollWidth > innerWidth,
        document.querySelectorAll('button').length,
      ]),
    ).toMatchObject([false, expect.any(Number)]);
    expect(await hall.faultsHere()).toEqual([]);
  });
});
