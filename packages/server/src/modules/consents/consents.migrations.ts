import { createIndex, createTable, refuse } from '../../db/ddl.js';

const AT = 1_760_000_170_000;

export const consentsMigrations = [
  createTable(
    AT,
    'consents',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    version ${t.text(10)} NOT NULL,
    language ${t.text(10)} NOT NULL,
    user_id ${t.id} NULL,
    session_id ${t.id} NULL,
    pledge_id ${t.id} NULL,
    given_at ${t.time} NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createIndex(AT + 10, 'consents', 'consents_of_person', 'user_id, id'),
  refuse(AT + 20, 'consents', 'UPDATE'),
  refuse(AT + 30, 'consents', 'DELETE'),
];
