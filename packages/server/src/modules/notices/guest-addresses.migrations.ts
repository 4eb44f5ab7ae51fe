import { addColumn, createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_261_000;

export const guestAddressMigrations = [
  createTable(
    AT,
    'guest_addresses',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    email_sealed ${t.text(600)} NOT NULL,
    language ${t.text(5)} NOT NULL,
    created_at ${t.time} NOT NULL,
    check_at ${t.time} NOT NULL
  `,
  ),
  createIndex(AT + 10, 'guest_addresses', 'guest_addresses_by_check', 'check_at'),
  createTable(
    AT + 20,
    'guest_notices',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    event_id ${t.id} NOT NULL,
    address_id ${t.id} NOT NULL,
    data ${t.longText} NOT NULL,
    created_at ${t.time} NOT NULL,
    mail_due_at ${t.time} NULL,
    mail_attempts ${t.integer} NOT NULL,
    FOREIGN KEY (event_id) REFERENCES notice_events (id),
    FOREIGN KEY (address_id) REFERENCES guest_addresses (id)
  `,
  ),
  createIndex(AT + 30, 'guest_notices', 'guest_notices_once', 'event_id, address_id', { unique: true }),
  createIndex(AT + 40, 'guest_notices', 'guest_notices_to_mail', 'mail_due_at, id'),
  addColumn(AT + 50, 'pledges', 'guest_mail', (t) => `${t.boolean} NOT NULL DEFAULT 0`),
  addColumn(1_760_000_350_000, 'guest_addresses', 'email_key', (t) => `${t.text(64)} NULL`),
  createIndex(1_760_000_350_010, 'guest_addresses', 'guest_addresses_by_email', 'email_key'),
];
