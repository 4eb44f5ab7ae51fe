import { createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_240_000;

export const paymentMigrations = [
  createTable(
    AT,
    'online_payments',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    pledge_id ${t.id} NOT NULL,
    method ${t.text(20)} NOT NULL,
    scene ${t.text(20)} NOT NULL,
    trade_no ${t.text(32)} NOT NULL UNIQUE,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen > 0),
    status ${t.text(20)} NOT NULL,
    checkout ${t.text(2000)} NULL,
    created_at ${t.time} NOT NULL,
    expires_at ${t.time} NOT NULL,
    next_query_at ${t.time} NULL,
    queries ${t.integer} NOT NULL,
    open_key ${t.text(80)} NULL UNIQUE,
    transaction_id ${t.text(64)} NULL,
    paid_fen ${t.integer} NULL CHECK (paid_fen > 0),
    paid_at ${t.time} NULL,
    entry_id ${t.id} NULL UNIQUE,
    stray_reason ${t.text(20)} NULL,
    locks ${t.integer} NOT NULL DEFAULT 0,
    UNIQUE (method, transaction_id),
    FOREIGN KEY (pledge_id) REFERENCES pledges (id)
  `,
  ),
  createIndex(AT + 1_000, 'online_payments', 'online_payments_by_pledge', 'pledge_id, id'),
  createIndex(AT + 2_000, 'online_payments', 'online_payments_due', 'next_query_at, id'),
  createTable(
    AT + 3_000,
    'payment_notices',
    (t) => `
    digest ${t.text(64)} NOT NULL PRIMARY KEY,
    forget_at ${t.time} NOT NULL
  `,
  ),
  createTable(
    AT + 5_000,
    'online_refunds',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    payment_id ${t.id} NOT NULL UNIQUE,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen > 0),
    status ${t.text(20)} NOT NULL,
    created_at ${t.time} NOT NULL,
    next_try_at ${t.time} NULL,
    tries ${t.integer} NOT NULL,
    failure ${t.text(64)} NULL,
    refund_id ${t.text(64)} NULL,
    done_at ${t.time} NULL,
    locks ${t.integer} NOT NULL DEFAULT 0,
    FOREIGN KEY (payment_id) REFERENCES online_payments (id)
  `,
  ),
  createIndex(AT + 6_000, 'online_refunds', 'online_refunds_due', 'next_try_at, id'),
  createIndex(AT + 4_000, 'payment_notices', 'payment_notices_old', 'forget_at'),
];
