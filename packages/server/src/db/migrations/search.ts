import { addColumn, createIndex, createTable, dropIndex } from '../ddl.js';

const AT = 1_760_000_041_000;

/**
 * The columns that searches look through. A server fills them when it starts, and again when their form changes
 * (db/search-columns.ts).
 */
export const searchMigrations = [
  createTable(
    AT + 1,
    'search_versions',
    (t) => `
    search_column ${t.text(100)} NOT NULL PRIMARY KEY,
    version ${t.integer} NOT NULL
  `,
  ),
  addColumn(AT + 2, 'organizations', 'public_search_text', (t) => `${t.longText} NULL`),
  addColumn(AT + 3, 'users', 'search_text', (t) => `${t.longText} NULL`),
  addColumn(AT + 4, 'pledges', 'donor_search', (t) => `${t.text(200)} NULL`),
  createIndex(AT + 5, 'pledges', 'pledges_by_donor_search', 'donor_search'),
  dropIndex(AT + 6, 'pledges', 'pledges_by_donor_name', 'donor_name'),
  addColumn(AT + 7, 'receipts', 'search_text', (t) => `${t.longText} NULL`),
  addColumn(AT + 8, 'statement_lines', 'search_text', (t) => `${t.longText} NULL`),
];
