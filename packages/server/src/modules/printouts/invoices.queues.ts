import { rowsByKey } from '../../db/keyed-rows.js';
import { Receipt, RECEIPTS } from '../pledges/index.js';
import { defineQueue } from '../queues/index.js';
import { findInvoice, receiptsWith } from './invoices.queries.js';
import { recordInvoices, seeInvoices } from './printouts.permissions.js';

export const invoiceQueue = defineQueue<Receipt>({
  name: 'invoices',
  label: 'queue.invoices',
  path: '/treasury/invoices',
  see: seeInvoices,
  work: recordInvoices,
  follows: [RECEIPTS],
  rows: ({ db }) => receiptsWith(db, 'invoice.receiptNumber IS NULL AND receipt.voidedAt IS NULL'),
  find: findInvoice,
  id: 'receipt.number',
  idKind: 'code',
  cameAt: 'receipt.issuedAt',
  amountFen: 'receipt.amountFen',
  load: ({ db }, numbers) => rowsByKey(db.read, Receipt, 'number', numbers),
});
