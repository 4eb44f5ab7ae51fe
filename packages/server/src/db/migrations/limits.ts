import { createIndex, createTable, dropTable } from '../ddl.js';

const AT = 1_760_000_180_000;

export const limitMigrations = [
  createTable(
    AT + 1,
    'limit_counts',
    (t) => `
    limit_key ${t.text(40)} NOT NULL PRIMARY KEY,
    uses ${t.integer} NOT NULL,
    window_ends_at ${t.time} NOT NULL
  `,
  ),
  createIndex(AT + 2, 'limit_counts', 'limit_counts_by_end', 'window_ends_at'),
  // The table held network addresses as they are.
  dropTable(
    AT + 3,
    'sign_in_attempts',
    (t) => `
    attempt_key ${t.text(120)} NOT NULL PRIMARY KEY,
    attempts ${t.integer} NOT NULL,
    window_ends_at ${t.time} NOT NULL
  `,
  ),
  dropTable(
    AT + 4,
    'cover_uploads',
    (t) => `
    user_id ${t.id} NOT NULL PRIMARY KEY,
    uploads ${t.integer} NOT NULL,
    window_ends_at ${t.time} NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  dropTable(
    AT + 5,
    'file_uploads',
    (t) => `
    user_id ${t.id} NOT NULL PRIMARY KEY,
    uploads ${t.integer} NOT NULL,
    window_ends_at ${t.time} NOT NULL
  `,
  ),
];
