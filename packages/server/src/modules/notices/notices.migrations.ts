import { createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_011_500;

export const noticeMigrations = [
  createTable(
    AT + 1,
    'notice_events',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    kind ${t.text(60)} NOT NULL,
    data ${t.longText} NOT NULL,
    created_at ${t.time} NOT NULL,
    due_at ${t.time} NULL,
    told_up_to ${t.id} NULL
  `,
  ),
  createIndex(AT + 2, 'notice_events', 'notice_events_due', 'due_at, id'),
  createTable(
    AT + 3,
    'notices',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    event_id ${t.id} NOT NULL,
    user_id ${t.id} NOT NULL,
    data ${t.longText} NOT NULL,
    created_at ${t.time} NOT NULL,
    read_at ${t.time} NULL,
    mail_due_at ${t.time} NULL,
    mail_attempts ${t.integer} NOT NULL,
    FOREIGN KEY (event_id) REFERENCES notice_events (id),
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createIndex(AT + 4, 'notices', 'notices_once', 'event_id, user_id', { unique: true }),
  createIndex(AT + 5, 'notices', 'notices_by_user', 'user_id, id'),
  createIndex(AT + 6, 'notices', 'notices_unread', 'user_id, read_at'),
  createIndex(AT + 7, 'notices', 'notices_to_mail', 'mail_due_at, id'),
  createTable(
    AT + 8,
    'notice_mail_refusals',
    (t) => `
    user_id ${t.id} NOT NULL,
    kind ${t.text(60)} NOT NULL,
    PRIMARY KEY (user_id, kind),
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
];
