import { createIndex, createTable } from '../../db/ddl.js';

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
];
