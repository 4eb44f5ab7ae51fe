import { createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_280_000;

export const searchMigrations = [
  createTable(
    AT,
    'search_entries',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    kind ${t.text(20)} NOT NULL,
    unit_id ${t.id} NOT NULL,
    audience ${t.integer} NOT NULL CHECK (audience BETWEEN 0 AND 2),
    standing ${t.integer} NOT NULL CHECK (standing BETWEEN 0 AND 15),
    forms ${t.longText} NOT NULL,
    revision ${t.integer} NOT NULL CHECK (revision > 0)
  `,
  ),
  createTable(
    AT + 1_000,
    'search_revisions',
    (t) => `
    id ${t.integer} NOT NULL PRIMARY KEY,
    revision ${t.integer} NOT NULL
  `,
  ),
  createIndex(AT + 2_000, 'search_entries', 'search_entries_by_revision', 'revision, id'),
];
