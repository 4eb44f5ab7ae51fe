import { badInput, invalidState, type DomainError } from '../../errors.js';

export const LIMITS = {
  invoiceNumber: { max: 40 },
  /** Receipts whose invoices are recorded by one request. */
  invoices: { min: 1, max: 100 },
  reason: { max: 200 },
  title: { max: 100 },
  taxNumber: { max: 40 },
} as const;

/** Numbers of taxpayers: 15 characters in old registrations, 17 to 20 in newer ones, 18 in most. */
const TAX_NUMBER = /^[0-9A-Z]{15}$|^[0-9A-Z]{17,20}$/;

/** Returns a taxpayer's number as it is stored, without the blanks and dashes of the paper from which it was copied. */
export function readTaxNumber(raw: string | null): string | null {
  if (raw === null) return null;
  const number = raw.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  if (!TAX_NUMBER.test(number)) throw badInput('taxNumber', 'invoice.taxNumber');
  return number;
}

/**
 * Returns an invoice number as it is stored: eight to ten digits, after the eight digits of its code when it has one.
 */
export function readInvoiceNumber(raw: string): string {
  // People copy the number from the invoice: in groups, with full-width digits from an input method, with or without a
  // dash.
  const [, code, number] =
    /^(?:(\d{8})-?)?(\d{8,10})$/.exec(
      raw.normalize('NFKC').replace(/[\s\u2010-\u2015]+/g, (mark) => (mark.trim() === '' ? '' : '-')),
    ) ?? [];
  if (number === undefined) throw badInput('invoiceNumber', 'invoice.malformed');
  return code === undefined ? number : `${code}-${number}`;
}

/** Returns why a receipt with the invoice `current` cannot get another one, or null. */
export function refuseInvoice(
  receipt: { number: string; voidedAt: Date | null },
  current: string | null,
  reason: string | null,
): DomainError | null {
  if (receipt.voidedAt !== null) return invalidState('invoice.void', { receipt: receipt.number });
  if (current !== null && reason === null) return badInput('reason', 'invoice.reasonNeeded', { number: current });
  return null;
}
