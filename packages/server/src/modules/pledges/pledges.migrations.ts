import { createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_004_000;

export const pledgeMigrations = [
  createTable(
    AT + 1,
    'donors',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    user_id ${t.id} NULL UNIQUE,
    guest_name ${t.text(50)} NULL,
    guest_phone ${t.text(40)} NULL,
    guest_key ${t.text(64)} NULL UNIQUE,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createTable(
    AT + 2,
    'pledges',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    project_id ${t.id} NOT NULL,
    donor_id ${t.id} NOT NULL,
    user_id ${t.id} NULL,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen >= 100),
    matched_fen ${t.integer} NOT NULL CHECK (matched_fen >= 0),
    status ${t.text(20)} NOT NULL,
    payment ${t.text(20)} NOT NULL,
    anonymous ${t.boolean} NOT NULL,
    donor_name ${t.text(50)} NOT NULL,
    on_behalf_of_id ${t.id} NULL,
    message ${t.text(200)} NULL,
    remark_code ${t.text(20)} NOT NULL UNIQUE,
    donor_scope ${t.text(36)} NOT NULL,
    idempotency_key ${t.text(100)} NOT NULL,
    content_hash ${t.text(64)} NOT NULL,
    created_at ${t.time} NOT NULL,
    expires_at ${t.time} NOT NULL,
    paid_at ${t.time} NULL,
    bank_reference ${t.text(64)} NULL,
    confirmed_by_id ${t.id} NULL,
    UNIQUE (donor_scope, idempotency_key),
    FOREIGN KEY (project_id) REFERENCES projects (id),
    FOREIGN KEY (donor_id) REFERENCES donors (id),
    FOREIGN KEY (on_behalf_of_id) REFERENCES organizations (id)
  `,
  ),
  createIndex(AT + 3, 'pledges', 'pledges_by_project', 'project_id, status, paid_at, id'),
  createIndex(AT + 4, 'pledges', 'pledges_by_payment', 'status, paid_at, id'),
  createIndex(AT + 5, 'pledges', 'pledges_by_donor', 'project_id, donor_id, status'),
  createIndex(AT + 6, 'pledges', 'pledges_by_user', 'user_id, id'),
  createIndex(AT + 7, 'pledges', 'pledges_by_unit', 'on_behalf_of_id, status, paid_at, id'),
  createIndex(AT + 8, 'pledges', 'pledges_by_expiry', 'status, expires_at'),
  createTable(
    AT + 9,
    'receipts',
    (t) => `
    number ${t.text(20)} NOT NULL PRIMARY KEY,
    pledge_id ${t.id} NOT NULL UNIQUE,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen > 0),
    issued_at ${t.time} NOT NULL,
    project_title ${t.text(60)} NOT NULL,
    project_slug ${t.text(80)} NOT NULL,
    FOREIGN KEY (pledge_id) REFERENCES pledges (id)
  `,
  ),
  createTable(
    AT + 10,
    'receipt_series',
    (t) => `
    series_year ${t.integer} NOT NULL PRIMARY KEY,
    last_number ${t.integer} NOT NULL
  `,
  ),
  createTable(
    AT + 11,
    'project_days',
    (t) => `
    project_id ${t.id} NOT NULL,
    day ${t.text(10)} NOT NULL,
    raised_fen ${t.integer} NOT NULL,
    pledge_count ${t.integer} NOT NULL,
    PRIMARY KEY (project_id, day),
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
  createTable(
    AT + 12,
    'project_sponsors',
    (t) => `
    project_id ${t.id} NOT NULL,
    organization_id ${t.id} NOT NULL,
    amount_fen ${t.integer} NOT NULL,
    pledge_count ${t.integer} NOT NULL,
    PRIMARY KEY (project_id, organization_id),
    FOREIGN KEY (project_id) REFERENCES projects (id),
    FOREIGN KEY (organization_id) REFERENCES organizations (id)
  `,
  ),
  createIndex(AT + 13, 'project_sponsors', 'project_sponsors_by_unit', 'organization_id'),
];
