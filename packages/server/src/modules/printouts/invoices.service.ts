import { PlatformRole, requireRole, type RequestContext } from '../../context.js';
import { isDuplicateKey } from '../../db/faults.js';
import type { Tx } from '../../db/database.js';
import { conflict, notFound } from '../../errors.js';
import { readOptionalText, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { readReceiptNumber, Receipt } from '../pledges/index.js';
import { InvoiceRecord, OfficialInvoice } from './invoice.entities.js';
import { LIMITS, readInvoiceNumber, refuseInvoice } from './invoice.rules.js';

export interface NewInvoiceRecord {
  receiptNumber: string;
  invoiceNumber: string;
  reason?: string | null;
}

/** Writes down the official invoice that the finance authority issued for a receipt. The same number again changes nothing. */
export async function recordInvoiceNumber(context: RequestContext, input: NewInvoiceRecord): Promise<Receipt> {
  const { userId } = requireRole(context, PlatformRole.TREASURER);
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
    await tx.manager.insert(InvoiceRecord, { id: newId(tx.now), receiptNumber: receipt.number, invoiceNumber, reason: current === null ? null : reason, recordedAt: tx.now, recordedById: userId });
    return receipt;
  });
}

/** Makes the number the receipt's; another receipt that has it keeps it, also when both were recorded at once. */
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
