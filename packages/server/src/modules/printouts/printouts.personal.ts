import type { Inventory } from '../../personal-data.js';
import { taxNumber } from './invoice-titles.sealed.js';

/** Papers are made when somebody asks for them and are not kept. They name the donor as the gift does. */
export const printoutsInventory: Inventory = {
  personal: [
    {
      table: 'invoice_titles',
      title: ['捐赠票据抬头', 'Official invoices made out to'],
      columns: { title: ['抬头', 'Name'], tax_number_sealed: ['纳税人识别号', "Taxpayer's number"] },
      sealed: [taxNumber],
      facts: { changed_at: ['填写时间', 'Changed at'] },
      holder: 'user_id = ?',
      purpose: "To issue the official donation invoices of the person's gifts.",
      basis: 'CONTRACT',
      seenBy:
        "The person, who reads it on the account, treasurers and auditors; each look of theirs and each download of the list is in the trace. The taxpayer's number is encrypted.",
      kept: 'Until the person removes the account.',
      atClosing: { rows: 'DELETED' },
    },
  ],
  harmless: {
    official_invoices: { receipt_number: 'NUMBER', invoice_number: 'NUMBER' },
    invoice_records: { receipt_number: 'NUMBER', invoice_number: 'NUMBER', reason: 'STAFF_TEXT' },
  },
};
