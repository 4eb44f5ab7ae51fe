import { addColumn, createIndex } from '../../db/ddl.js';

const AT = 1_760_000_405_000;

export const campaignGiftMigrations = [
  addColumn(AT, 'pledges', 'campaign_id', (t) => `${t.id} NULL`),
  addColumn(AT + 1, 'pledges', 'donor_category', (t) => `${t.text(20)} NULL`),
  // The newest gifts of a campaign.
  createIndex(AT + 2, 'pledges', 'pledges_by_campaign', 'campaign_id, id'),
];
