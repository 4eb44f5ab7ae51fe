import { addColumn, createIndex } from '../ddl.js';

const AT = 1_760_000_009_000;

export const proofMigrations = [
  addColumn(AT + 1, 'journal_entries', 'document', (t) => `${t.text(40)} NULL`),
  createIndex(AT + 2, 'journal_entries', 'journal_entries_by_document', 'document'),
];
