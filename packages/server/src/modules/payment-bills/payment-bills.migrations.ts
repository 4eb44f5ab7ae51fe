import { createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_355_000;

export const paymentBillMigrations = [
  createTable(
    AT,
    'payment_bills',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    method ${t.text(20)} NOT NULL,
    day ${t.text(10)} NOT NULL,
    begins_at ${t.time} NOT NULL,
    ends_at ${t.time} NOT NULL,
    status ${t.text(20)} NOT NULL,
    next_try_at ${t.time} NULL,
    tries ${t.integer} NOT NULL,
    failure ${t.text(64)} NULL,
    checked_at ${t.time} NULL,
    digest ${t.text(64)} NULL,
    payments ${t.integer} NOT NULL,
    paid_fen ${t.integer} NOT NULL,
    refunds ${t.integer} NOT NULL,
    refunded_fen ${t.integer} NOT NULL,
    locks ${t.integer} NOT NULL DEFAULT 0,
    UNIQUE (method, day)
  `,
  ),
  createIndex(AT + 1_000, 'payment_bills', 'payment_bills_due', 'next_try_at, id'),
  createTable(
    AT + 2_000,
    'payment_bill_rows',
    (t) => `
    bill_id ${t.id} NOT NULL,
    kind ${t.text(20)} NOT NULL,
    number ${t.text(64)} NOT NULL,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen > 0),
    PRIMARY KEY (bill_id, kind, number),
    FOREIGN KEY (bill_id) REFERENCES payment_bills (id)
  `,
  ),
  createIndex(AT + 3_000, 'payment_bill_rows', 'payment_bill_rows_by_number', 'number'),
  createTable(
    AT + 4_000,
    'payment_bill_differences',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    bill_id ${t.id} NOT NULL,
    subject ${t.text(20)} NOT NULL,
    number ${t.text(64)} NOT NULL,
    kind ${t.text(20)} NOT NULL,
    ours_fen ${t.integer} NULL,
    theirs_fen ${t.integer} NULL,
    found_at ${t.time} NOT NULL,
    gone_at ${t.time} NULL,
    settled_at ${t.time} NULL,
    settled_by_id ${t.id} NULL,
    note ${t.text(500)} NULL,
    locks ${t.integer} NOT NULL DEFAULT 0,
    UNIQUE (bill_id, subject, number),
    FOREIGN KEY (bill_id) REFERENCES payment_bills (id),
    FOREIGN KEY (settled_by_id) REFERENCES users (id)
  `,
  ),
  createIndex(AT + 5_000, 'payment_bill_differences', 'payment_bill_differences_by_number', 'number'),
  createIndex(AT + 6_000, 'payment_bill_differences', 'payment_bill_differences_waiting', 'settled_at, gone_at, id'),
];
