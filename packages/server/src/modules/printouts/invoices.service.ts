import { type RequestContext, requirePermission } from '../../context.js';
import { isDuplicateKey } from '../../db/faults.js';
import type { Tx } from '../../db/database.js';
import { conflict, notFound } from '../../errors.js';
import { readOptionalText, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { invoiceQueue } from './invoices.queues.js';
import { readReceiptNumber, Receipt } from '../pledges/index.js';
import { InvoiceRecord, OfficialInvoice } from './invoice.entities.js';
import { LIMITS, readInvoiceNumber, refuseInvoice } from './invoice.rules.js';
import { recordInvoices } from './printouts.permissions.js';
import { record } from '../trace/index.js';
import { invoiceRecorded } from './printouts.trace.js';

export interface NewInvoiceRecord {
  receiptNumber: string;
  invoiceNumber: string;
  reason?: string | null;
}

/**
 * Records the official invoice that the finance authority issued for a receipt. Recording the same number again changes
 * nothing.
 */
export async function recordInvoiceNumber(context: RequestContext, input: NewInvoiceRecord): Promise<Receipt> {
  const { userId } = requirePermission(context, recordInvoices);
  const invoiceNumber = readInvoiceNumber(readText('invoiceNumber', input.invoiceNumber, LIMITS.invoiceNumber));
  const reason = readOptionalText('reason', input.reason, LIMITS.reason);
  return context.db.transact(async (tx) => {
    const number = readReceiptNumber(input.receiptNumber);
    const receipt = number === null ? null : await tx.lock(Receipt, { number });
    if (receipt === null) throw notFound('receiptNumber');
    const current = await tx.manager.findOneBy(OfficialInvoice, { receiptNumber: receipt.number });
    if (current?.invoiceNumber === invoiceNumber) return receipt;
    const refusal = refuseInvoice(receipt, current?.invoiceNumber ?? null, reason);
    if (refusal !== null) throw refusal;
    await take(tx, receipt.number, invoiceNumber);
    tx.changed(invoiceQueue.topic);
    await tx.manager.insert(InvoiceRecord, {
      id: newId(tx.now),
      receiptNumber: receipt.number,
      invoiceNumber,
      reason: current === null ? null : reason,
      recordedAt: tx.now,
      recordedById: userId,
    });
    record(tx, context, invoiceRecorded, {
      subject: receipt.number,
      after: { isCorrection: current !== null },
      reason: current === null ? null : reason,
    });
    return receipt;
  });
}

/**
 * Assigns the number to the receipt. Throws a conflict when another receipt has the number, also when both were
 * recorded at the same time.
 */
async function take(tx: Tx, receiptNumber: string, invoiceNumber: string): Promise<void> {
  const holder = await tx.manager.findOneBy(OfficialInvoice, { invoiceNumber });
  if (holder !== null) throw conflict('invoice.taken', 'invoiceNumber', { receipt: holder.receiptNumber });
  try {
    await tx.manager.save(OfficialInvoice, { receiptNumber, invoiceNumber });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const winner = await tx.manager.findOneBy(OfficialInvoice, { invoiceNumber });
    throw conflict('invoice.taken', 'invoiceNumber', { receipt: winner?.receiptNumber ?? '' });
  }
}
