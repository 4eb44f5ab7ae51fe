import { addColumn, addLockCount, createIndex, createTable, refuse } from '../../db/ddl.js';

const AT = 1_760_000_171_000;

export const privacyMigrations = [
  addColumn(AT, 'users', 'closed_at', (t) => `${t.time} NULL`),
  addLockCount(AT + 10, 'users'),
  createTable(
    1_760_000_173_000,
    'takedowns',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    what ${t.text(20)} NOT NULL,
    subject_id ${t.id} NOT NULL,
    cause ${t.text(20)} NOT NULL,
    digest ${t.text(90)} NULL,
    at ${t.time} NOT NULL,
    by_id ${t.id} NOT NULL,
    FOREIGN KEY (by_id) REFERENCES users (id)
  `,
  ),
  createIndex(1_760_000_173_010, 'takedowns', 'takedowns_of_subject', 'subject_id, id'),
  refuse(1_760_000_173_020, 'takedowns', 'UPDATE'),
  refuse(1_760_000_173_030, 'takedowns', 'DELETE'),
];
