import { rowsByKey } from '../../db/keyed-rows.js';
import { hasAllWords } from '../../db/search-conditions.js';
import { defineQueue } from '../queues/index.js';
import { Campaign } from './campaign.entity.js';
import { publishCampaigns, seeCampaigns } from './campaigns.permissions.js';

export const campaignQueue = defineQueue<Campaign>({
  name: 'campaigns',
  label: 'queue.campaigns',
  path: '/campaigns/desk',
  see: seeCampaigns,
  work: publishCampaigns,
  rows: ({ db }) =>
    db.read
      .createQueryBuilder(Campaign, 'campaign')
      .where('campaign.publishedAt IS NULL AND campaign.returnedAt IS NULL'),
  find: (query, term) => void query.andWhere(hasAllWords(term, 'campaign.searchText')),
  id: 'campaign.id',
  cameAt: 'campaign.proposedAt',
  load: ({ db }, ids) => rowsByKey(db.read, Campaign, 'id', ids),
});
