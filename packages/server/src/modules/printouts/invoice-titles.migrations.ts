import { createTable } from '../../db/ddl.js';

const AT = 1_760_000_212_000;

export const invoiceTitleMigrations = [
  createTable(
    AT + 1,
    'invoice_titles',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    user_id ${t.id} NULL UNIQUE,
    organization_id ${t.id} NULL UNIQUE,
    title ${t.text(100)} NOT NULL,
    tax_number_sealed ${t.text(200)} NULL,
    changed_at ${t.time} NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id),
    FOREIGN KEY (organization_id) REFERENCES organizations (id)
  `,
  ),
];
