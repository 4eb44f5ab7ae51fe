import type { TestApp } from '../../support/app.ts';
import { EDITORS, hiddenFrom, MEMBERS, queryRow, type AccessTable } from '../../support/access.ts';
import { campaignInput, proposedCampaign, publishedCampaign } from '../../support/campaigns.ts';
import { projectAt, type Town } from '../../support/town.ts';

export default (app: TestApp): AccessTable => {
  const project = async (town: Town) => (await projectAt(app, town, 'FUNDRAISING')).id;
  const proposed = async (town: Town) => proposedCampaign(app, town.owner, town.organization.id, [await project(town)]);
  const refused = hiddenFrom([...MEMBERS, 'reviewer', 'admin']);
  return {
    doing: [
      {
        mutation: 'createCampaign',
        target: async (town) => ({
          organizerId: town.organization.id,
          input: campaignInput(app, [await project(town)]),
        }),
        allowed: EDITORS,
      },
      {
        mutation: 'updateCampaign',
        target: async (town) => ({ id: await proposed(town), input: campaignInput(app, [await project(town)]) }),
        allowed: EDITORS,
        refused,
      },
      {
        mutation: 'publishCampaign',
        target: async (town) => ({ id: await proposed(town), version: 0 }),
        allowed: ['reviewer', 'admin'],
        refused,
      },
      {
        mutation: 'returnCampaign',
        target: async (town) => ({ id: await proposed(town), reason: '请补充规则' }),
        allowed: ['reviewer', 'admin'],
        refused,
      },
      {
        mutation: 'endCampaign',
        target: async (town) => ({
          id: await publishedCampaign(app, town.owner, town.reviewer, town.organization.id, [await project(town)]),
          reason: '目标已经达到',
        }),
        allowed: [...EDITORS, 'reviewer', 'admin'],
      },
    ],
    traces: {
      createCampaign: ['CAMPAIGN_PROPOSED'],
      updateCampaign: ['CAMPAIGN_CHANGED'],
      publishCampaign: ['CAMPAIGN_PUBLISHED'],
      returnCampaign: ['CAMPAIGN_RETURNED'],
      endCampaign: ['CAMPAIGN_ENDED'],
    },
    seeing: {
      campaign: queryRow(
        '{ it: campaigns { totalCount } campaign(id: "01975a00-0000-7000-8000-000000000000") { id } }',
      ),
      campaigns: queryRow('{ it: campaigns { totalCount } }'),
      ownCampaigns: queryRow('{ it: ownCampaigns { totalCount } }'),
      campaignQueue: queryRow('{ it: campaignQueue { totalCount edges { node { id } } } }', [
        'reviewer',
        'insider',
        'admin',
      ]),
    },
    open: { Organization: ['campaigns'], Project: ['openCampaigns'], Pledge: ['campaign'] },
    queues: { campaigns: { sees: ['reviewer', 'insider', 'admin'], works: ['reviewer', 'insider', 'admin'] } },
  };
};
