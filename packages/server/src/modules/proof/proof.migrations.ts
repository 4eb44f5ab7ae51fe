import { addColumn, createIndex, createTable, refuse } from '../../db/ddl.js';
import { treeTables } from './tree-tables.js';

const AT = 1_760_000_009_000;

export const proofMigrations = [
  addColumn(AT + 1, 'journal_entries', 'document', (t) => `${t.text(40)} NULL`),
  createIndex(AT + 2, 'journal_entries', 'journal_entries_by_document', 'document'),
  ...treeTables('proof', 'journal_entries', { tree: AT + 3, leaves: AT + 4, nodes: AT + 5, heads: AT + 7 }),
  createTable(
    AT + 6,
    'proof_keys',
    (t) => `
    key_id ${t.text(16)} NOT NULL PRIMARY KEY,
    public_key ${t.text(44)} NOT NULL,
    since ${t.time} NOT NULL
  `,
  ),
  ...['proof_leaves', 'proof_nodes', 'proof_keys', 'proof_heads'].flatMap((table, index) => [
    refuse(AT + 8 + index * 2, table, 'UPDATE'),
    refuse(AT + 9 + index * 2, table, 'DELETE'),
  ]),
];
