import type { Check } from '../../db/check.js';

// What a bill is about has its number from an id without dashes.

/** Prove that every checked bill is compared to the fen with our payments and refunds, and that no difference is lost. */
export const paymentBillsChecks: readonly Check[] = [
  {
    name: 'a checked bill states the sums of its rows',
    sql: `SELECT b.id, b.day, b.payments, b.paid_fen, b.refunds, b.refunded_fen FROM payment_bills b
          LEFT JOIN payment_bill_rows r ON r.bill_id = b.id
          GROUP BY b.id, b.day, b.payments, b.paid_fen, b.refunds, b.refunded_fen
          HAVING SUM(CASE WHEN r.kind = 'PAYMENT' THEN 1 ELSE 0 END) <> b.payments
              OR SUM(CASE WHEN r.kind = 'PAYMENT' THEN r.amount_fen ELSE 0 END) <> b.paid_fen
              OR SUM(CASE WHEN r.kind = 'REFUND' THEN 1 ELSE 0 END) <> b.refunds
              OR SUM(CASE WHEN r.kind = 'REFUND' THEN r.amount_fen ELSE 0 END) <> b.refunded_fen`,
  },
  {
    name: 'a bill that is not checked is asked for, and a checked one says when it was',
    sql: `SELECT id, status, next_try_at, checked_at FROM payment_bills
          WHERE (status <> 'CHECKED' AND next_try_at IS NULL) OR (status = 'CHECKED') <> (checked_at IS NOT NULL)`,
  },
  {
    name: 'a payment of a day whose bill was checked is in a bill with its amount, or is a difference',
    sql: `SELECT o.id, o.trade_no, o.paid_fen, b.day FROM online_payments o
          JOIN payment_bills b ON b.method = o.method AND o.paid_at >= b.begins_at AND o.paid_at < b.ends_at
              AND b.status = 'CHECKED'
          LEFT JOIN payment_bill_rows r ON r.kind = 'PAYMENT' AND r.number = o.trade_no AND r.amount_fen = o.paid_fen
          LEFT JOIN payment_bill_differences d ON d.subject = 'PAYMENT' AND d.number = o.trade_no
          WHERE r.bill_id IS NULL AND d.id IS NULL`,
  },
  {
    name: 'a refund of a day whose bill was checked is in a bill with its amount, or is a difference',
    sql: `SELECT f.id, f.amount_fen, b.day FROM online_refunds f JOIN online_payments o ON o.id = f.payment_id
          JOIN payment_bills b ON b.method = o.method AND f.done_at >= b.begins_at AND f.done_at < b.ends_at
              AND b.status = 'CHECKED'
          LEFT JOIN payment_bill_rows r ON r.kind = 'REFUND' AND r.number = REPLACE(f.id, '-', '')
              AND r.amount_fen = f.amount_fen
          LEFT JOIN payment_bill_differences d ON d.subject = 'REFUND' AND d.number = REPLACE(f.id, '-', '')
          WHERE r.bill_id IS NULL AND d.id IS NULL`,
  },
  {
    name: 'a row of a bill has its payment or refund with its amount, or is a difference of that bill',
    sql: `SELECT r.bill_id, r.kind, r.number, r.amount_fen FROM payment_bill_rows r JOIN payment_bills b ON b.id = r.bill_id
          LEFT JOIN online_payments o ON r.kind = 'PAYMENT' AND o.trade_no = r.number AND o.method = b.method
              AND o.paid_fen = r.amount_fen
          LEFT JOIN online_refunds f ON r.kind = 'REFUND' AND REPLACE(f.id, '-', '') = r.number AND f.amount_fen = r.amount_fen
          LEFT JOIN payment_bill_differences d ON d.bill_id = r.bill_id AND d.subject = r.kind AND d.number = r.number
          WHERE o.id IS NULL AND f.id IS NULL AND d.id IS NULL`,
  },
  {
    name: 'a settled difference says who settled it, when and how',
    sql: `SELECT id FROM payment_bill_differences
          WHERE (settled_at IS NULL) <> (settled_by_id IS NULL) OR (settled_at IS NULL) <> (note IS NULL)
             OR (kind = 'NOT_IN_BILL') <> (theirs_fen IS NULL) OR (kind = 'NOT_HERE') <> (ours_fen IS NULL)`,
  },
];
