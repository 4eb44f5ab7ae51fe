import { createIndex, createTable, refuse } from '../../db/ddl.js';

export const ledgerMigrations = [
  createTable(
    1_760_000_000_101,
    'ledger_accounts',
    (t) => `
    code ${t.text(100)} NOT NULL PRIMARY KEY,
    balance_fen ${t.integer} NOT NULL
  `,
  ),
  createTable(
    1_760_000_000_102,
    'journal_entries',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    kind ${t.text(40)} NOT NULL,
    source_key ${t.text(100)} NOT NULL UNIQUE,
    posted_at ${t.time} NOT NULL,
    reverses_id ${t.id} NULL UNIQUE,
    FOREIGN KEY (reverses_id) REFERENCES journal_entries (id)
  `,
  ),
  createTable(
    1_760_000_000_103,
    'postings',
    (t) => `
    entry_id ${t.id} NOT NULL,
    line ${t.integer} NOT NULL,
    account_code ${t.text(100)} NOT NULL,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen <> 0),
    PRIMARY KEY (entry_id, line),
    FOREIGN KEY (entry_id) REFERENCES journal_entries (id)
  `,
  ),
  createIndex(1_760_000_000_104, 'postings', 'postings_by_account', 'account_code, entry_id'),
  refuse(1_760_000_000_105, 'journal_entries', 'UPDATE'),
  refuse(1_760_000_000_106, 'journal_entries', 'DELETE'),
  refuse(1_760_000_000_107, 'postings', 'UPDATE'),
  refuse(1_760_000_000_108, 'postings', 'DELETE'),
];
