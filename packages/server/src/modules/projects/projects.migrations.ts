import { createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_003_000;
const AMOUNTS_AT = 1_760_000_290_000;

export const projectMigrations = [
  createTable(
    AT + 1,
    'projects',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    slug ${t.text(80)} NOT NULL UNIQUE,
    organization_id ${t.id} NOT NULL,
    created_by_id ${t.id} NOT NULL,
    title ${t.text(60)} NOT NULL,
    summary ${t.text(200)} NOT NULL,
    story ${t.longText} NOT NULL,
    category ${t.text(20)} NOT NULL,
    region ${t.text(20)} NOT NULL,
    status ${t.text(20)} NOT NULL,
    is_public ${t.boolean} NOT NULL,
    goal_fen ${t.integer} NOT NULL CHECK (goal_fen > 0),
    accepts_over_goal ${t.boolean} NOT NULL,
    cover_id ${t.id} NULL,
    notice_starts_at ${t.time} NULL,
    notice_ends_at ${t.time} NULL,
    notice_paused_at ${t.time} NULL,
    funding_ends_at ${t.time} NOT NULL,
    created_at ${t.time} NOT NULL,
    submitted_at ${t.time} NULL,
    search_text ${t.longText} NOT NULL,
    demo_note ${t.text(500)} NULL,
    FOREIGN KEY (organization_id) REFERENCES organizations (id),
    FOREIGN KEY (created_by_id) REFERENCES users (id),
    FOREIGN KEY (cover_id) REFERENCES covers (id)
  `,
  ),
  createIndex(AT + 2, 'projects', 'projects_by_visibility', 'is_public, id'),
  createIndex(AT + 3, 'projects', 'projects_by_status', 'status, submitted_at'),
  createIndex(AT + 4, 'projects', 'projects_by_organization', 'organization_id, id'),
  createIndex(AT + 5, 'projects', 'projects_by_notice_end', 'status, notice_ends_at'),
  createIndex(AT + 6, 'projects', 'projects_by_funding_end', 'status, funding_ends_at'),
  createTable(
    AT + 7,
    'project_counters',
    (t) => `
    project_id ${t.id} NOT NULL PRIMARY KEY,
    raised_fen ${t.integer} NOT NULL CHECK (raised_fen >= 0),
    matched_fen ${t.integer} NOT NULL CHECK (matched_fen >= 0),
    pending_fen ${t.integer} NOT NULL CHECK (pending_fen >= 0),
    backer_count ${t.integer} NOT NULL CHECK (backer_count >= 0),
    pledge_count ${t.integer} NOT NULL CHECK (pledge_count >= 0),
    version ${t.integer} NOT NULL,
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
  createIndex(AT + 8, 'project_counters', 'projects_by_raised', 'raised_fen, project_id'),
  createTable(
    AT + 9,
    'milestones',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    project_id ${t.id} NOT NULL,
    position ${t.integer} NOT NULL,
    title ${t.text(60)} NOT NULL,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen > 0),
    due_on ${t.time} NOT NULL,
    status ${t.text(20)} NOT NULL,
    UNIQUE (project_id, position),
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
  createTable(
    AT + 10,
    'indicators',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    project_id ${t.id} NOT NULL,
    position ${t.integer} NOT NULL,
    name ${t.text(40)} NOT NULL,
    unit ${t.text(10)} NOT NULL,
    kind ${t.text(20)} NOT NULL,
    target ${t.real} NOT NULL CHECK (target > 0),
    UNIQUE (project_id, position),
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
  createTable(
    AT + 11,
    'project_events',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    project_id ${t.id} NOT NULL,
    from_status ${t.text(20)} NULL,
    to_status ${t.text(20)} NOT NULL,
    happened_at ${t.time} NOT NULL,
    actor ${t.text(20)} NOT NULL,
    user_id ${t.id} NULL,
    reason ${t.text(1000)} NULL,
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
  createIndex(AT + 12, 'project_events', 'project_events_by_project', 'project_id, id'),
  createTable(
    AT + 13,
    'project_submissions',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    project_id ${t.id} NOT NULL,
    submitted_at ${t.time} NOT NULL,
    content ${t.longText} NOT NULL,
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
  createIndex(AT + 14, 'project_submissions', 'project_submissions_by_project', 'project_id, id'),
  createTable(
    AT + 15,
    'objections',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    project_id ${t.id} NOT NULL,
    author_id ${t.id} NOT NULL,
    text ${t.text(1000)} NOT NULL,
    raised_at ${t.time} NOT NULL,
    answered_by_id ${t.id} NULL,
    answer ${t.text(1000)} NULL,
    answered_at ${t.time} NULL,
    outcome ${t.text(20)} NULL,
    FOREIGN KEY (project_id) REFERENCES projects (id),
    FOREIGN KEY (author_id) REFERENCES users (id)
  `,
  ),
  createIndex(AT + 16, 'objections', 'objections_by_project', 'project_id, id'),
  createIndex(AT + 17, 'objections', 'open_objections', 'answered_at, id'),
  createTable(
    AMOUNTS_AT + 1,
    'gift_examples',
    (t) => `
    project_id ${t.id} NOT NULL,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen > 0),
    does ${t.text(60)} NOT NULL,
    PRIMARY KEY (project_id, amount_fen),
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
];
