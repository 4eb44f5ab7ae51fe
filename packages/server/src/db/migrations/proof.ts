import { addColumn, createIndex, createTable, refuse } from '../ddl.js';

const AT = 1_760_000_009_000;

export const proofMigrations = [
  addColumn(AT + 1, 'journal_entries', 'document', (t) => `${t.text(40)} NULL`),
  createIndex(AT + 2, 'journal_entries', 'journal_entries_by_document', 'document'),
  createTable(AT + 3, 'proof_tree', (t) => `
    id ${t.integer} NOT NULL PRIMARY KEY CHECK (id = 1),
    size ${t.integer} NOT NULL
  `),
  createTable(AT + 4, 'proof_leaves', (t) => `
    position ${t.integer} NOT NULL PRIMARY KEY CHECK (position >= 0),
    entry_id ${t.id} NOT NULL UNIQUE,
    hash ${t.text(64)} NOT NULL,
    FOREIGN KEY (entry_id) REFERENCES journal_entries (id)
  `),
  createTable(AT + 5, 'proof_nodes', (t) => `
    level ${t.integer} NOT NULL,
    position ${t.integer} NOT NULL,
    hash ${t.text(64)} NOT NULL,
    PRIMARY KEY (level, position)
  `),
  createTable(AT + 6, 'proof_keys', (t) => `
    key_id ${t.text(16)} NOT NULL PRIMARY KEY,
    public_key ${t.text(44)} NOT NULL,
    since ${t.time} NOT NULL
  `),
  createTable(AT + 7, 'proof_heads', (t) => `
    size ${t.integer} NOT NULL PRIMARY KEY CHECK (size > 0),
    root ${t.text(64)} NOT NULL,
    signed_at ${t.time} NOT NULL,
    key_id ${t.text(16)} NOT NULL,
    signature ${t.text(88)} NOT NULL,
    FOREIGN KEY (key_id) REFERENCES proof_keys (key_id)
  `),
  ...['proof_leaves', 'proof_nodes', 'proof_keys', 'proof_heads'].flatMap((table, index) => [
    refuse(AT + 8 + index * 2, table, 'UPDATE'),
    refuse(AT + 9 + index * 2, table, 'DELETE'),
  ]),
];
