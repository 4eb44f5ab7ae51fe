import { addColumn } from '../../db/ddl.js';

const AT = 1_760_000_211_000;

/** Receipts whose donor is a unit, with its credit code. Earlier receipts keep the person as their donor. */
export const unitReceiptMigrations = [
  addColumn(AT + 1, 'receipts', 'on_behalf_of_code', (t) => `${t.text(18)} NULL`),
  addColumn(AT + 2, 'receipts', 'is_made_out_to_unit', (t) => `${t.boolean} NOT NULL DEFAULT 0`),
];
