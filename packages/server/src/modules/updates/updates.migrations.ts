import { createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_300_000;

export const updateMigrations = [
  createTable(
    AT,
    'project_updates',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    project_id ${t.id} NOT NULL,
    kind ${t.text(20)} NOT NULL,
    milestone_id ${t.id} NULL,
    title ${t.text(80)} NOT NULL,
    text ${t.longText} NOT NULL,
    number ${t.integer} NOT NULL CHECK (number >= 0),
    created_by_id ${t.id} NOT NULL,
    created_at ${t.time} NOT NULL,
    saved_at ${t.time} NOT NULL,
    published_at ${t.time} NULL,
    edited_at ${t.time} NULL,
    taken_down_at ${t.time} NULL,
    locks ${t.integer} NOT NULL DEFAULT 0,
    FOREIGN KEY (project_id) REFERENCES projects (id),
    FOREIGN KEY (milestone_id) REFERENCES milestones (id)
  `,
  ),
  createIndex(AT + 1_000, 'project_updates', 'project_updates_by_project', 'project_id, kind, published_at, id'),
  createTable(
    AT + 2_000,
    'update_versions',
    (t) => `
    update_id ${t.id} NOT NULL,
    number ${t.integer} NOT NULL CHECK (number > 0),
    title ${t.text(80)} NOT NULL,
    text ${t.longText} NOT NULL,
    at ${t.time} NOT NULL,
    by_id ${t.id} NOT NULL,
    PRIMARY KEY (update_id, number),
    FOREIGN KEY (update_id) REFERENCES project_updates (id)
  `,
  ),
  createTable(
    AT + 3_000,
    'update_photos',
    (t) => `
    update_id ${t.id} NOT NULL,
    number ${t.integer} NOT NULL,
    position ${t.integer} NOT NULL,
    file_id ${t.id} NOT NULL,
    alt ${t.text(200)} NOT NULL,
    PRIMARY KEY (update_id, number, position),
    FOREIGN KEY (update_id) REFERENCES project_updates (id),
    FOREIGN KEY (file_id) REFERENCES stored_files (id)
  `,
  ),
  createIndex(AT + 4_000, 'update_photos', 'update_photos_by_file', 'file_id'),
  createTable(
    AT + 5_000,
    'project_follows',
    (t) => `
    project_id ${t.id} NOT NULL,
    user_id ${t.id} NOT NULL,
    followed_at ${t.time} NOT NULL,
    PRIMARY KEY (project_id, user_id),
    FOREIGN KEY (project_id) REFERENCES projects (id),
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createIndex(AT + 6_000, 'project_follows', 'project_follows_by_user', 'user_id, followed_at, project_id'),
  createTable(
    AT + 7_000,
    'project_news_counts',
    (t) => `
    project_id ${t.id} NOT NULL PRIMARY KEY,
    updates ${t.integer} NOT NULL,
    followers ${t.integer} NOT NULL,
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
];
