import { type RequestContext, requirePermission, type ViewerSession } from '../../context.js';
import { isDuplicateKey } from '../../db/faults.js';
import type { Tx } from '../../db/database.js';
import { conflict, notFound } from '../../errors.js';
import { inEntry, readEach, readOptionalText, readText } from '../../input.js';
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
  const viewer = requirePermission(context, recordInvoices);
  const wanted = readRecord(input);
  return context.db.transact(async (tx) => recordOne(context, viewer, tx, await lockReceipt(tx, wanted), wanted));
}

/**
 * Records the official invoices of up to `LIMITS.invoices.max` receipts, all of them or none. A refusal names the first
 * entry that cannot be recorded.
 */
export async function recordInvoiceNumbers(
  context: RequestContext,
  inputs: readonly NewInvoiceRecord[],
): Promise<Receipt[]> {
  const viewer = requirePermission(context, recordInvoices);
  const wanted = readEach('inputs', inputs, LIMITS.invoices, readRecord);
  return context.db.transact(async (tx) => {
    // Receipts are locked in the order of their numbers, so that two of these requests cannot deadlock.
    const entries = wanted.map((one, index) => ({ ...one, place: `inputs.${index}`, index }));
    entries.sort((a, b) => ((a.number ?? '') < (b.number ?? '') ? -1 : 1));
    const receipts: Receipt[] = [];
    for (const one of entries) receipts[one.index] = await inEntry(one.place, () => lockReceipt(tx, one));
    for (const one of entries)
      await inEntry(one.place, () => recordOne(context, viewer, tx, receipts[one.index]!, one));
    return receipts;
  });
}

/** An invoice's number as it will be stored; `number` is null when no receipt can have the number that was typed. */
interface WantedRecord {
  readonly number: string | null;
  readonly invoiceNumber: string;
  readonly reason: string | null;
}

const readRecord = (input: NewInvoiceRecord): WantedRecord => ({
  invoiceNumber: readInvoiceNumber(readText('invoiceNumber', input.invoiceNumber, LIMITS.invoiceNumber)),
  reason: readOptionalText('reason', input.reason, LIMITS.reason),
  number: readReceiptNumber(input.receiptNumber),
});

async function lockReceipt(tx: Tx, { number }: WantedRecord): Promise<Receipt> {
  const receipt = number === null ? null : await tx.lock(Receipt, { number });
  if (receipt === null) throw notFound('receiptNumber');
  return receipt;
}

/** Records the invoice of a locked receipt. */
async function recordOne(
  context: RequestContext,
  { userId }: ViewerSession,
  tx: Tx,
  receipt: Receipt,
  { invoiceNumber, reason }: WantedRecord,
): Promise<Receipt> {
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
