import { createIndex, createTable, migration } from '../../db/ddl.js';

const AT = 1_760_000_400_000;

export const campaignMigrations = [
  createTable(
    AT,
    'campaigns',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    organizer_id ${t.id} NOT NULL,
    author_id ${t.id} NOT NULL,
    kind ${t.text(20)} NOT NULL,
    title ${t.text(60)} NOT NULL,
    theme ${t.text(200)} NOT NULL,
    rules ${t.longText} NOT NULL,
    opens_at ${t.time} NOT NULL,
    closes_at ${t.time} NOT NULL,
    created_at ${t.time} NOT NULL,
    proposed_at ${t.time} NOT NULL,
    version ${t.integer} NOT NULL,
    returned_at ${t.time} NULL,
    return_reason ${t.text(500)} NULL,
    published_at ${t.time} NULL,
    published_by_id ${t.id} NULL,
    ended_at ${t.time} NULL,
    end_reason ${t.text(500)} NULL,
    search_text ${t.longText} NOT NULL,
    locks ${t.integer} NOT NULL DEFAULT 0,
    FOREIGN KEY (organizer_id) REFERENCES organizations (id),
    FOREIGN KEY (author_id) REFERENCES users (id)
  `,
  ),
  createIndex(AT + 1_000, 'campaigns', 'campaigns_by_unit', 'organizer_id, id'),
  createIndex(AT + 2_000, 'campaigns', 'campaigns_waiting', 'published_at, returned_at, proposed_at, id'),
  createTable(
    AT + 3_000,
    'campaign_projects',
    (t) => `
    campaign_id ${t.id} NOT NULL,
    position ${t.integer} NOT NULL,
    project_id ${t.id} NOT NULL,
    PRIMARY KEY (campaign_id, position),
    FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
  createIndex(AT + 4_000, 'campaign_projects', 'campaign_projects_by_project', 'project_id, campaign_id'),
  createTable(
    AT + 6_000,
    'campaign_counters',
    (t) => `
    campaign_id ${t.id} NOT NULL PRIMARY KEY,
    given_fen ${t.integer} NOT NULL DEFAULT 0,
    matched_fen ${t.integer} NOT NULL DEFAULT 0,
    gift_count ${t.integer} NOT NULL DEFAULT 0,
    donor_count ${t.integer} NOT NULL DEFAULT 0,
    version ${t.integer} NOT NULL DEFAULT 0,
    FOREIGN KEY (campaign_id) REFERENCES campaigns (id)
  `,
  ),
  migration({
    at: AT + 6_001,
    name: 'Count_for_campaigns_',
    up: () =>
      `INSERT INTO campaign_counters (campaign_id) SELECT c.id FROM campaigns c
       WHERE NOT EXISTS (SELECT 1 FROM campaign_counters k WHERE k.campaign_id = c.id)`,
    down: () => 'SELECT 1',
  }),
  createTable(
    AT + 6_002,
    'campaign_sums',
    (t) => `
    campaign_id ${t.id} NOT NULL,
    kind ${t.text(10)} NOT NULL,
    subject_id ${t.text(36)} NOT NULL,
    given_fen ${t.integer} NOT NULL,
    matched_fen ${t.integer} NOT NULL,
    gift_count ${t.integer} NOT NULL,
    donor_count ${t.integer} NOT NULL,
    PRIMARY KEY (campaign_id, kind, subject_id),
    FOREIGN KEY (campaign_id) REFERENCES campaigns (id)
  `,
  ),
  // One for each order of the ranking.
  createIndex(AT + 6_003, 'campaign_sums', 'campaign_sums_by_money', 'campaign_id, kind, given_fen, subject_id'),
  createIndex(AT + 6_004, 'campaign_sums', 'campaign_sums_by_donors', 'campaign_id, kind, donor_count, subject_id'),
  createTable(
    AT + 6_005,
    'campaign_hours',
    (t) => `
    campaign_id ${t.id} NOT NULL,
    hour ${t.text(13)} NOT NULL,
    given_fen ${t.integer} NOT NULL,
    matched_fen ${t.integer} NOT NULL,
    gift_count ${t.integer} NOT NULL,
    PRIMARY KEY (campaign_id, hour),
    FOREIGN KEY (campaign_id) REFERENCES campaigns (id)
  `,
  ),
  createTable(
    AT + 6_006,
    'campaign_donors',
    (t) => `
    campaign_id ${t.id} NOT NULL,
    donor_id ${t.id} NOT NULL,
    project_id ${t.id} NOT NULL,
    donor_category ${t.text(20)} NOT NULL,
    day ${t.text(10)} NOT NULL,
    unit_id ${t.text(36)} NOT NULL,
    placed_at ${t.time} NOT NULL,
    gift_count ${t.integer} NOT NULL,
    PRIMARY KEY (campaign_id, donor_id, project_id, donor_category, day, unit_id, placed_at),
    FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
    FOREIGN KEY (donor_id) REFERENCES donors (id)
  `,
  ),
  createTable(
    AT + 6_007,
    'campaign_years',
    (t) => `
    campaign_id ${t.id} NOT NULL,
    year ${t.integer} NOT NULL,
    raised_fen ${t.integer} NOT NULL,
    gift_count ${t.integer} NOT NULL,
    source ${t.text(200)} NOT NULL,
    PRIMARY KEY (campaign_id, year),
    FOREIGN KEY (campaign_id) REFERENCES campaigns (id)
  `,
  ),
];
