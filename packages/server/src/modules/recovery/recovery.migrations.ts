import { createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_153_000;

export const recoveryMigrations = [
  createTable(
    AT,
    'access_changes',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    kind ${t.text(20)} NOT NULL,
    user_id ${t.id} NOT NULL,
    organization_id ${t.id} NULL,
    address_change_id ${t.id} NULL,
    created_at ${t.time} NOT NULL,
    takes_effect_at ${t.time} NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createIndex(AT + 10, 'access_changes', 'access_changes_of', 'user_id, id'),
];
