import { createIndex, createTable, refuse } from '../../db/ddl.js';

const AT = 1_760_000_012_000;

export const printoutMigrations = [
  createTable(
    AT + 1,
    'official_invoices',
    (t) => `
    receipt_number ${t.text(20)} NOT NULL PRIMARY KEY,
    invoice_number ${t.text(20)} NOT NULL UNIQUE,
    FOREIGN KEY (receipt_number) REFERENCES receipts (number)
  `,
  ),
  createTable(
    AT + 2,
    'invoice_records',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    receipt_number ${t.text(20)} NOT NULL,
    invoice_number ${t.text(20)} NOT NULL,
    reason ${t.text(200)} NULL,
    recorded_at ${t.time} NOT NULL,
    recorded_by_id ${t.id} NOT NULL,
    FOREIGN KEY (receipt_number) REFERENCES receipts (number),
    FOREIGN KEY (recorded_by_id) REFERENCES users (id)
  `,
  ),
  createIndex(AT + 3, 'invoice_records', 'invoice_records_by_receipt', 'receipt_number, id'),
  refuse(AT + 4, 'invoice_records', 'UPDATE'),
  refuse(AT + 5, 'invoice_records', 'DELETE'),
];
