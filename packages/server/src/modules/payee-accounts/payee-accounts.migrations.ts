import { createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_231_000;

export const payeeAccountMigrations = [
  createTable(
    AT,
    'payee_numbers',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    number_sealed ${t.text(200)} NOT NULL,
    number_index ${t.text(60)} NULL UNIQUE
  `,
  ),
  createTable(
    AT + 1,
    'payee_accounts',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    organization_id ${t.id} NOT NULL,
    account_name ${t.text(100)} NOT NULL,
    bank ${t.text(100)} NOT NULL,
    number_id ${t.id} NOT NULL,
    state ${t.text(20)} NOT NULL,
    entered_at ${t.time} NOT NULL,
    entered_by_id ${t.id} NOT NULL,
    decided_by_id ${t.id} NULL,
    decided_at ${t.time} NULL,
    replaced_at ${t.time} NULL,
    reason ${t.text(500)} NULL,
    FOREIGN KEY (organization_id) REFERENCES organizations (id),
    FOREIGN KEY (number_id) REFERENCES payee_numbers (id)
  `,
  ),
  createIndex(AT + 2, 'payee_accounts', 'payee_accounts_of_unit', 'organization_id, state'),
  createIndex(AT + 3, 'payee_accounts', 'payee_accounts_by_state', 'state, entered_at, id'),
  createIndex(AT + 4, 'payee_accounts', 'payee_accounts_by_number', 'number_id, state'),
];
