import { createTable } from '../../db/ddl.js';

export const coverMigrations = [
  createTable(
    1_760_000_002_001,
    'covers',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    owner_id ${t.id} NOT NULL,
    file_key ${t.text(64)} NOT NULL UNIQUE,
    width ${t.integer} NOT NULL,
    height ${t.integer} NOT NULL,
    alt ${t.text(200)} NOT NULL,
    bytes ${t.integer} NOT NULL,
    created_at ${t.time} NOT NULL,
    FOREIGN KEY (owner_id) REFERENCES users (id)
  `,
  ),
  createTable(
    1_760_000_002_002,
    'cover_uploads',
    (t) => `
    user_id ${t.id} NOT NULL PRIMARY KEY,
    uploads ${t.integer} NOT NULL,
    window_ends_at ${t.time} NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
];
