import { createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_220_000;

export const phonesMigrations = [
  createTable(
    AT,
    'account_phones',
    (t) => `
    user_id ${t.id} NOT NULL PRIMARY KEY,
    number_sealed ${t.text(200)} NOT NULL,
    verified_at ${t.time} NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createTable(
    AT + 10,
    'phone_codes',
    (t) => `
    user_id ${t.id} NOT NULL PRIMARY KEY,
    number_sealed ${t.text(200)} NOT NULL,
    code_key ${t.text(64)} NOT NULL,
    tries_left ${t.integer} NOT NULL,
    sent_at ${t.time} NULL,
    expires_at ${t.time} NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createIndex(AT + 20, 'phone_codes', 'phone_codes_by_end', 'expires_at'),
];
