import { expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { campaignInput, proposedCampaign, publishedCampaign } from '../support/campaigns.ts';
import { createCity } from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import { projectAt } from '../support/town.ts';

const app = useTestApp();

const PAGE = `query Page($id: ID!) { campaign(id: $id) {
  earlierYears { year raised giftCount source } title state version returnReason endReason viewerActions organizer { name } projects { id } } }`;
const LIST = '{ campaigns { totalCount edges { node { id state } } } }';

async function begin() {
  const city = await createCity(app);
  const { id: project } = await projectAt(app, city, 'FUNDRAISING');
  return { ...city, project };
}

it('a unit proposes a campaign, a reviewer returns it and then publishes it, and it opens and closes by the clock', async () => {
  const { project, ...city } = await begin();
  const { publisher, reviewer, organization } = city;
  const id = await proposedCampaign(app, publisher, organization.id, [project]);
  const anonymous = app.anonymous();
  expect(await anonymous.must(PAGE, { id })).toEqual({ campaign: null });
  expect(await reviewer.client.must('{ campaignQueue(search: "六日") { edges { node { id } } } }')).toEqual({
    campaignQueue: { edges: [{ node: { id } }] },
  });

  await reviewer.client.must(MUTATIONS.returnCampaign, { id, reason: '请写明善款用途' });
  expect((await publisher.client.must(PAGE, { id })).campaign).toMatchObject({
    state: 'RETURNED',
    returnReason: '请写明善款用途',
    viewerActions: ['UPDATE'],
  });
  expect((await reviewer.client.refused(MUTATIONS.publishCampaign, { id, version: 0 })).code).toBe('INVALID_STATE');

  const { id: second } = await projectAt(app, city, 'FUNDRAISING', {
    title: '另一个项目',
  });
  const years = [
    { year: 2017, raised: 127_000_000, giftCount: 21_798, source: '公开报道' },
    { year: 2016, raised: 98_000_000, giftCount: 20_100, source: '本单位台账' },
  ];
  const input = campaignInput(app, [second, project], { rules: '善款用于所选项目。', earlierYears: years });
  const twice = { ...input, earlierYears: [years[0], years[0]] };
  expect(await publisher.client.refused(MUTATIONS.updateCampaign, { id, input: twice })).toMatchObject({
    code: 'BAD_USER_INPUT',
    field: 'earlierYears.1.year',
  });
  await publisher.client.must(MUTATIONS.updateCampaign, { id, input });
  // The reviewer still reads the version that was returned.
  expect((await reviewer.client.refused(MUTATIONS.publishCampaign, { id, version: 0 })).code).toBe('CONFLICT');
  await reviewer.client.must(MUTATIONS.publishCampaign, { id, version: 1 });
  expect((await publisher.client.refused(MUTATIONS.updateCampaign, { id, input })).code).toBe('INVALID_STATE');

  const { campaign } = await anonymous.must(PAGE, { id });
  expect(campaign).toMatchObject({ state: 'UPCOMING', returnReason: null, viewerActions: [] });
  expect(campaign.earlierYears).toEqual([years[1], years[0]]);
  expect(campaign.projects.map((one: { id: string }) => one.id)).toEqual([second, project]);

  const stateAt = async (ms: number) => {
    app.clock.freezeAt(new Date(ms));
    return (await anonymous.must(PAGE, { id })).campaign.state;
  };
  const opens = Date.parse(input.opensAt);
  const closes = Date.parse(input.closesAt);
  expect(await stateAt(opens - 1)).toBe('UPCOMING');
  expect(await stateAt(opens)).toBe('OPEN');
  expect(await stateAt(closes - 1)).toBe('OPEN');
  expect(await stateAt(closes)).toBe('CLOSED');
  expect((await anonymous.must(LIST)).campaigns).toEqual({ totalCount: 1, edges: [{ node: { id, state: 'CLOSED' } }] });
});

it('a campaign ends before its time with a reason that everybody reads, and only once', async () => {
  const { publisher, reviewer, organization, project } = await begin();
  const id = await publishedCampaign(app, publisher, reviewer, organization.id, [project]);
  await publisher.client.must(MUTATIONS.endCampaign, { id, reason: '目标已经达到' });
  expect((await app.anonymous().must(PAGE, { id })).campaign).toMatchObject({
    state: 'ENDED',
    endReason: '目标已经达到',
  });
  expect((await reviewer.client.refused(MUTATIONS.endCampaign, { id, reason: '再次' })).code).toBe('INVALID_STATE');
});

it('a campaign whose time has passed while it waited cannot be published', async () => {
  const { publisher, organization, project } = await begin();
  const id = await proposedCampaign(app, publisher, organization.id, [project]);
  app.clock.freezeAt(new Date(app.clock.now().getTime() + 7 * DAY_MS));
  const later = await app.signUp({ name: '值班评审', roles: ['REVIEWER'] });
  expect(await later.client.refused(MUTATIONS.publishCampaign, { id, version: 0 })).toMatchObject({
    code: 'INVALID_STATE',
  });
});

it('refuses projects that are not public or chosen twice, and names the one', async () => {
  const { project, ...city } = await begin();
  const { publisher, organization } = city;
  const { id: draft } = await projectAt(app, city, 'DRAFT', { title: '草稿' });
  const refused = async (projectIds: string[]) =>
    publisher.client.refused(MUTATIONS.createCampaign, {
      organizerId: organization.id,
      input: campaignInput(app, projectIds),
    });
  expect(await refused([project, draft])).toMatchObject({ code: 'BAD_USER_INPUT', field: 'projectIds.1' });
  expect(await refused([project, project])).toMatchObject({ code: 'BAD_USER_INPUT', field: 'projectIds.1' });
});
