import type { Check } from '../../db/check.js';

/**
 * Checks that each receipt has the invoice number that was recorded last, that each correction has a reason, and that
 * no void receipt got a number.
 */
export const printoutChecks: readonly Check[] = [
  {
    name: 'the official invoice of every receipt is the newest that was recorded for it',
    sql: `SELECT r.receipt_number, r.invoice_number AS recorded, i.invoice_number AS current_number
      FROM invoice_records r
          LEFT JOIN official_invoices i ON i.receipt_number = r.receipt_number
          WHERE r.id = (SELECT MAX(id) FROM invoice_records o WHERE o.receipt_number = r.receipt_number)
            AND (i.invoice_number IS NULL OR i.invoice_number <> r.invoice_number)
          UNION ALL
          SELECT i.receipt_number, NULL, i.invoice_number FROM official_invoices i
          LEFT JOIN invoice_records r ON r.receipt_number = i.receipt_number WHERE r.id IS NULL`,
  },
  {
    name: 'every correction of an invoice number says why, and no first record does',
    sql: `SELECT r.id, r.receipt_number, r.reason FROM invoice_records r
          WHERE (r.reason IS NULL) <> (r.id = (SELECT MIN(id) FROM invoice_records o
          WHERE o.receipt_number = r.receipt_number))`,
  },
  {
    name: 'no invoice was recorded for a receipt that was void',
    sql: `SELECT r.id, r.receipt_number, r.recorded_at, t.voided_at FROM invoice_records r
          LEFT JOIN receipts t ON t.number = r.receipt_number WHERE t.number IS NULL OR r.recorded_at > t.voided_at`,
  },
];
