import type { Inventory } from '../../personal-data.js';

/** A bill is kept without its columns about the payer: numbers and amounts only. */
export const paymentBillsInventory: Inventory = {
  harmless: {
    payment_bills: { method: 'WORD', day: 'DAY', status: 'WORD', failure: 'WORD', digest: 'DIGEST' },
    payment_bill_rows: { kind: 'WORD', number: 'NUMBER' },
    payment_bill_differences: { subject: 'WORD', number: 'NUMBER', kind: 'WORD', note: 'STAFF_TEXT' },
  },
};
