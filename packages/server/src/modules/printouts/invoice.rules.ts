import { badInput, invalidState, type DomainError } from '../../errors.js';

export const LIMITS = { invoiceNumber: { max: 40 }, reason: { max: 200 } } as const;

/** An invoice number as it is stored: eight to ten digits, after the eight of its code where it has one. */
export function readInvoiceNumber(raw: string): string {
  // As it is read off the invoice: in groups, with full-width digits from an input method, with or without a dash.
  const [, code, number] = /^(?:(\d{8})-?)?(\d{8,10})$/.exec(raw.normalize('NFKC').replace(/[\s\u2010-\u2015]+/g, (mark) => (mark.trim() === '' ? '' : '-'))) ?? [];
  if (number === undefined) throw badInput('invoiceNumber', 'invoice.malformed');
  return code === undefined ? number : `${code}-${number}`;
}

/** Why a receipt whose invoice was `current` cannot have another one recorded, or null. */
export function refuseInvoice(receipt: { number: string; voidedAt: Date | null }, current: string | null, reason: string | null): DomainError | null {
  if (receipt.voidedAt !== null) return invalidState('invoice.void', { receipt: receipt.number });
  if (current !== null && reason === null) return badInput('reason', 'invoice.reasonNeeded', { number: current });
  return null;
}
