import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { openCampaign } from '../support/campaigns.ts';
import { pledgeInput } from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';
import { openFund } from '../support/matching.ts';
import { MUTATIONS } from '../support/operations.ts';
import { createTown, joinUnit, projectAt, promise, type Town } from '../support/town.ts';

const FIGURES = 'raised matched giftCount donorCount';
const CAMPAIGN = `query C($id: ID!) { campaign(id: $id) {
  progress { ${FIGURES} version } categories { category ${FIGURES} } days { day ${FIGURES} }
  gifts(first: 2) { totalCount edges { node { amount campaign { id } } } }
} }`;
const RANKING = `query R($id: ID!, $of: RankedThing!, $by: RankedBy, $below: ID, $first: Int, $after: String) {
  campaign(id: $id) { ranking(of: $of, by: $by, below: $below, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { place ${FIGURES} unit { name } project { id } } } } } }`;
const PROGRESS = `subscription W($id: ID!) { campaignProgress(campaignId: $id) { ${FIGURES} version } }`;

// After every test the invariants count all figures of all campaigns again, from the gifts and the tree of then.
describe('gifts to a campaign', () => {
  const app = useTestApp();
  let town: Town;
  /** Owns every unit of the tree. */
  let owner: TestUser;
  beforeAll(async () => {
    town = await createTown(app);
    owner = await app.signUp({ name: '李明' });
  });

  async function unit(name: string, parentId: string | null = null): Promise<string> {
    const { createOrganization } = await owner.client.must(MUTATIONS.createOrganization, {
      input: { name, kind: 'PARTY_COMMITTEE', parentId },
    });
    await town.admin.client.must(MUTATIONS.verifyOrganization, { id: createOrganization.id, accepted: true });
    return createOrganization.id;
  }
  const move = (id: string, parentId: string | null) =>
    town.admin.client.must(MUTATIONS.updateOrganization, { id, input: { parentId, parentReason: '隶属关系调整' } });
  async function member(name: string, ...units: string[]): Promise<TestUser> {
    const person = await app.signUp({ name });
    for (const id of units)
      await joinUnit(app, { ...town, publisher: owner, organization: { id, name: '' } }, person, 'MEMBER');
    return person;
  }
  async function begin(projects = 1): Promise<{ id: string; projects: string[] }> {
    const ids: string[] = [];
    for (let index = 0; index < projects; index += 1) ids.push((await projectAt(app, town, 'FUNDRAISING')).id);
    return { id: await openCampaign(app, town, ids), projects: ids };
  }
  const give = async (
    { client }: { client: TestUser['client'] },
    projectId: string,
    campaignId: string,
    changes: Record<string, unknown> = {},
  ): Promise<{ id: string }> =>
    (await client.must(MUTATIONS.pledge, { input: pledgeInput(projectId, { campaignId, ...changes }) })).pledge;
  const campaign = async (id: string) => (await app.anonymous().must(CAMPAIGN, { id })).campaign;
  const ranking = async (id: string, of: string, more: Record<string, unknown> = {}) =>
    (await app.anonymous().must(RANKING, { id, of, ...more })).campaign.ranking;
  const places = async (id: string, of: string, more: Record<string, unknown> = {}) =>
    (await ranking(id, of, more)).edges.map(({ node }: { node: Record<string, any> }) => [
      node.place,
      node.unit?.name ?? node.project.id,
      node.raised,
      node.giftCount,
      node.donorCount,
    ]);

  it('count once for the campaign, the unit, all above it, the project, the category and the day', async () => {
    const { id, projects } = await begin(2);
    const [one, two] = projects as [string, string];
    const district = await unit('东区党委');
    const street = await unit('街道党工委', district);
    const first = await unit('第一支部', street);
    const second = await unit('第二支部', street);
    const [wang, zhao] = [await member('王芳', first, second), await member('赵强', first)];
    await give(wang, one, id, { amount: 20_000, onBehalfOfId: first, donorCategory: 'MEMBER' });
    await give(wang, two, id, { amount: 5_000, onBehalfOfId: first, donorCategory: 'MEMBER' });
    // The same person for another unit: a donor of both units, and one donor of the street.
    await give(wang, one, id, { amount: 1_000, onBehalfOfId: second, donorCategory: 'MEMBER' });
    await give(zhao, one, id, { amount: 26_000, onBehalfOfId: first, donorCategory: 'APPLICANT', anonymous: true });
    await give({ client: app.anonymous() }, one, id, {
      amount: 300,
      guest: { name: '过路人', phone: '13800001111' },
    });
    await give({ client: app.anonymous() }, two, id, {
      amount: 400,
      guest: { name: '过路人', phone: '13800001111' },
    });

    const { progress, categories: ofEverybody, days, gifts } = await campaign(id);
    expect(ofEverybody, 'nobody outside can tell what the newest donor is').toEqual([]);
    const { categories } = (await town.publisher.client.must(CAMPAIGN, { id })).campaign;
    expect(progress).toMatchObject({ raised: 52_700, matched: 0, giftCount: 6, donorCount: 3 });
    expect(categories).toEqual([
      { category: 'MEMBER', raised: 26_000, matched: 0, giftCount: 3, donorCount: 1 },
      { category: 'APPLICANT', raised: 26_000, matched: 0, giftCount: 1, donorCount: 1 },
      { category: 'NOT_STATED', raised: 700, matched: 0, giftCount: 2, donorCount: 1 },
    ]);
    expect(days).toEqual([{ day: '2026-06-11', raised: 52_700, matched: 0, giftCount: 6, donorCount: 3 }]);
    expect(gifts).toEqual({
      totalCount: 6,
      edges: [{ node: { amount: 400, campaign: { id } } }, { node: { amount: 300, campaign: { id } } }],
    });
    expect(await places(id, 'UNITS')).toEqual([
      [1, '第一支部', 51_000, 3, 2],
      [2, '第二支部', 1_000, 1, 1],
    ]);
    expect(await places(id, 'TREE', { below: district })).toEqual([[1, '街道党工委', 52_000, 4, 2]]);
    expect(await places(id, 'TREE', { below: street })).toEqual([
      [1, '第一支部', 51_000, 3, 2],
      [2, '第二支部', 1_000, 1, 1],
    ]);
    expect(await places(id, 'TREE')).toEqual([[1, '东区党委', 52_000, 4, 2]]);
    expect(await app.anonymous().refused(RANKING, { id, of: 'UNITS', below: street })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'below',
    });
    expect(await places(id, 'PROJECTS', { by: 'DONORS' })).toEqual([
      [1, one, 47_300, 4, 3],
      [2, two, 5_400, 2, 2],
    ]);
  });
  it('stay with the units of the moment at which they were made', async () => {
    const { id, projects } = await begin();
    const [old, later] = [await unit('原上级党委'), await unit('新上级党委')];
    const branch = await unit('调整支部', old);
    const person = await member('孙丽', branch);
    await give(person, projects[0]!, id, { amount: 10_000, onBehalfOfId: branch });
    const { id: promised } = await promise(person, projects[0]!, {
      amount: 3_000,
      onBehalfOfId: branch,
      campaignId: id,
    });
    await app.pass(60_000);
    await move(branch, later);
    await app.pass(60_000);
    await give(person, projects[0]!, id, { amount: 500, onBehalfOfId: branch });
    // Promised below the old unit, so it counts there although its money arrives after the move.
    await town.treasurer.client.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: promised, amount: 3_000, bankReference: `流水 ${promised}` },
    });
    expect(await places(id, 'UNITS')).toEqual([[1, '调整支部', 13_500, 3, 1]]);
    const above = async (unitId: string) => places(id, 'TREE', { below: unitId });
    expect(await above(later), 'the branch with all that was given for it').toEqual([[1, '调整支部', 13_500, 3, 1]]);
    const [root] = [await unit('市级党委')];
    await move(old, root);
    await move(later, root);
    expect(await above(root)).toEqual([
      [1, '原上级党委', 13_000, 2, 1],
      [2, '新上级党委', 500, 1, 1],
    ]);
  });

  it('shrink when the money goes back, and a donor without a gift left is no donor', async () => {
    const { id, projects } = await begin(2);
    const second = await app.signUp({ name: '出纳二', roles: ['TREASURER'] });
    const branch = await unit('退款支部');
    const [twice, once] = [await member('周杰', branch), await member('吴敏', branch)];
    const fund = await openFund(app, town, 1_000_000, { scope: 'PROJECTS', projectIds: [projects[0]], perGift: 700 });
    await give(twice, projects[0]!, id, { amount: 2_000, onBehalfOfId: branch });
    await give(twice, projects[1]!, id, { amount: 1_000, onBehalfOfId: branch });
    await give(once, projects[0]!, id, { amount: 800, onBehalfOfId: branch, donorCategory: 'YOUTH_LEAGUE' });
    expect((await campaign(id)).progress).toMatchObject({ raised: 5_200, matched: 1_400, giftCount: 3, donorCount: 2 });
    // What match funds added buys no place.
    expect(await places(id, 'PROJECTS')).toEqual([
      [1, projects[0], 4_200, 2, 2],
      [2, projects[1], 1_000, 1, 1],
    ]);

    await town.owner.client.must(MUTATIONS.cancelProject, { id: projects[0], reason: '场地没有了' });
    const { prepareRefund } = await town.treasurer.client.must(MUTATIONS.prepareRefund, {
      input: { projectId: projects[0], reason: '项目终止' },
    });
    await second.client.must(MUTATIONS.approveRefund, { id: prepareRefund.id, bankReference: '退款' });
    const after = (await town.publisher.client.must(CAMPAIGN, { id })).campaign;
    expect(after.progress).toMatchObject({ raised: 1_000, matched: 0, giftCount: 1, donorCount: 1 });
    expect(after.categories).toEqual([
      { category: 'NOT_STATED', raised: 1_000, matched: 0, giftCount: 1, donorCount: 1 },
    ]);
    expect(await places(id, 'UNITS')).toEqual([[1, '退款支部', 1_000, 1, 1]]);
    expect(await places(id, 'PROJECTS')).toEqual([[1, projects[1], 1_000, 1, 1]]);
    expect(
      (await town.rival.client.must('query F($id: ID!) { matchFund(id: $id) { given } }', fund)).matchFund,
    ).toEqual({
      given: 0,
    });
  });

  it('are refused before it opens, after it closed or ended, and for other projects, and nothing is kept', async () => {
    const { id, projects } = await begin();
    const other = (await projectAt(app, town, 'FUNDRAISING')).id;
    const refused = async (changes: Record<string, unknown>) =>
      town.donor.client.refused(MUTATIONS.pledge, { input: pledgeInput(projects[0]!, changes) });
    expect(await refused({ campaignId: id, projectId: other })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'campaignId',
    });
    expect(await refused({ campaignId: other })).toMatchObject({ code: 'NOT_FOUND', field: 'campaignId' });
    expect(await refused({ donorCategory: 'MEMBER' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'donorCategory',
    });
    const key = { idempotencyKey: 'one gift', amount: 900 };
    const made = await give(town.donor, projects[0]!, id, key);
    expect(await give(town.donor, projects[0]!, id, key), 'the same request again').toEqual(made);
    expect(await refused({ ...key, campaignId: null }), 'the same key without the campaign').toMatchObject({
      code: 'CONFLICT',
    });

    for (let donors = 0; donors < 4; donors += 1)
      await give(await app.signUp(), projects[0]!, id, { amount: 100, donorCategory: 'PUBLIC' });
    await town.publisher.client.must(MUTATIONS.endCampaign, { id, reason: '目标已经达到' });
    expect(await refused({ campaignId: id })).toMatchObject({ code: 'INVALID_STATE' });
    expect((await campaign(id)).categories, 'small groups are joined').toEqual([
      { category: 'NOT_STATED', raised: 1_300, matched: 0, giftCount: 5, donorCount: 5 },
    ]);
    expect((await campaign(id)).progress).toMatchObject({ raised: 1_300, giftCount: 5 });

    const upcoming = await begin();
    app.clock.advance(-DAY_MS - 60_000);
    expect(
      await town.donor.client.refused(MUTATIONS.pledge, {
        input: pledgeInput(upcoming.projects[0]!, { campaignId: upcoming.id }),
      }),
    ).toMatchObject({ code: 'INVALID_STATE' });
    app.clock.advance(7 * DAY_MS + 60_000);
    expect(
      await town.donor.client.refused(MUTATIONS.pledge, {
        input: pledgeInput(upcoming.projects[0]!, { campaignId: upcoming.id }),
      }),
    ).toMatchObject({ code: 'INVALID_STATE' });
  });

  it('share a place in the ranking where they are equal, also across pages', async () => {
    const { id, projects } = await begin();
    const names = ['甲支部', '乙支部', '丙支部', '丁支部', '戊支部'];
    const units = [];
    for (const name of names) units.push(await unit(name));
    const person = await member('郑伟', ...units);
    for (const [index, amount] of [900, 500, 500, 500, 100].entries())
      await give(person, projects[0]!, id, { amount, onBehalfOfId: units[index] });
    const seen: number[] = [];
    let after: string | null = null;
    do {
      const page: { edges: { node: { place: number } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } =
        await ranking(id, 'UNITS', { first: 2, after });
      seen.push(...page.edges.map(({ node }) => node.place));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual([1, 2, 2, 2, 5]);
  });

  it('never count twice while 60 arrive at once and their unit moves, and are told live', async () => {
    const { id, projects } = await begin(2);
    const [left, right] = [await unit('左党委'), await unit('右党委')];
    const top = await unit('总党委');
    await move(left, top);
    await move(right, top);
    const branch = await unit('移动支部', left);
    const people = await Promise.all(Array.from({ length: 6 }, (_, index) => member(`捐赠人${index}`, branch)));
    const feed = app.anonymous().subscribe(PROGRESS, { id });
    expect((await feed.next()).campaignProgress).toMatchObject({ raised: 0, giftCount: 0 });
    await Promise.all([
      ...Array.from({ length: 60 }, (_, index) =>
        give(people[index % 6]!, projects[index % 2]!, id, { amount: 100 + index, onBehalfOfId: branch }),
      ),
      move(branch, right).then(() => move(branch, left)),
    ]);
    const total = Array.from({ length: 60 }, (_, index) => 100 + index).reduce((sum, fen) => sum + fen, 0);
    const { progress } = await campaign(id);
    expect(progress).toMatchObject({ raised: total, giftCount: 60, donorCount: 6 });
    const halves = await places(id, 'TREE', { below: top });
    expect(halves.reduce((sum: number, [, , raised]: [number, string, number]) => sum + raised, 0)).toBe(total);
    for (;;) {
      const { campaignProgress } = await feed.next();
      if (campaignProgress.giftCount === 60) {
        expect(campaignProgress).toEqual(progress);
        break;
      }
    }
    feed.stop();
  });
});
