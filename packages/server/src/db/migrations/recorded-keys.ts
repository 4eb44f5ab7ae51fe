import { createIndex, createTable } from '../ddl.js';

const AT = 1_760_000_030_000;

export const recordedKeyMigrations = [
  createTable(
    AT + 1,
    'recorded_keys',
    (t) => `
    id ${t.text(64)} NOT NULL PRIMARY KEY,
    content_hash ${t.text(64)} NOT NULL,
    result_id ${t.id} NOT NULL,
    created_at ${t.time} NOT NULL
  `,
  ),
  createIndex(AT + 2, 'recorded_keys', 'recorded_keys_by_result', 'result_id'),
];
