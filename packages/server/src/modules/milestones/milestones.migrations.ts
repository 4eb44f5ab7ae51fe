import { createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_006_000;

export const milestoneMigrations = [
  createTable(
    AT + 1,
    'milestone_reports',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    milestone_id ${t.id} NOT NULL,
    report ${t.longText} NOT NULL,
    evidence ${t.longText} NOT NULL,
    submitted_at ${t.time} NOT NULL,
    submitted_by_id ${t.id} NOT NULL,
    accepted ${t.boolean} NULL,
    comment ${t.text(1000)} NULL,
    reviewed_at ${t.time} NULL,
    reviewed_by_id ${t.id} NULL,
    FOREIGN KEY (milestone_id) REFERENCES milestones (id)
  `,
  ),
  createIndex(AT + 2, 'milestone_reports', 'milestone_reports_by_milestone', 'milestone_id, id'),
  createTable(
    AT + 3,
    'releases',
    (t) => `
    milestone_id ${t.id} NOT NULL PRIMARY KEY,
    project_id ${t.id} NOT NULL,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen > 0),
    prepared_by_id ${t.id} NOT NULL,
    prepared_at ${t.time} NOT NULL,
    signed_by_id ${t.id} NULL,
    released_at ${t.time} NULL,
    bank_reference ${t.text(64)} NULL,
    FOREIGN KEY (milestone_id) REFERENCES milestones (id),
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
  createIndex(AT + 4, 'releases', 'releases_by_project', 'project_id'),
  createTable(
    AT + 5,
    'gift_uses',
    (t) => `
    pledge_id ${t.id} NOT NULL,
    milestone_id ${t.id} NOT NULL,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen > 0),
    PRIMARY KEY (pledge_id, milestone_id),
    FOREIGN KEY (pledge_id) REFERENCES pledges (id),
    FOREIGN KEY (milestone_id) REFERENCES milestones (id)
  `,
  ),
  createIndex(AT + 6, 'gift_uses', 'gift_uses_by_milestone', 'milestone_id'),
  createIndex(AT + 7, 'milestones', 'milestones_by_status', 'status, id'),
];
