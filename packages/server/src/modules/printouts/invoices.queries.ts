import { Brackets, In } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, hasRole, PlatformRole, requireRole, type RequestContext } from '../../context.js';
import { hasAllWords } from '../../db/search-conditions.js';
import { readSearch } from '../../input.js';
import { Receipt, receiptNumbersLike } from '../pledges/index.js';
import { InvoiceRecord, OfficialInvoice } from './invoice.entities.js';

/** The official invoice's number of each receipt, by the receipt's number. */
export const invoiceLoader = defineLoader<string, string | null>(async ({ db }, receiptNumbers) => {
  const invoices = new Map((await db.read.findBy(OfficialInvoice, { receiptNumber: In([...receiptNumbers]) })).map(({ receiptNumber, invoiceNumber }) => [receiptNumber, invoiceNumber]));
  return receiptNumbers.map((number) => invoices.get(number) ?? null);
});

const recordsLoader = defineLoader<string, InvoiceRecord[]>(async ({ db }, receiptNumbers) => {
  const records = await db.read.find(InvoiceRecord, { where: { receiptNumber: In([...receiptNumbers]) }, order: { id: 'ASC' } });
  return receiptNumbers.map((number) => records.filter(({ receiptNumber }) => receiptNumber === number));
});

/** How a receipt came to its invoice number, oldest first; null for all but treasurers. */
export const listInvoiceRecords = async (context: RequestContext, receipt: Receipt): Promise<InvoiceRecord[] | null> =>
  hasRole(context, PlatformRole.TREASURER) ? recordsLoader(context).load(receipt.number) : null;

/** Valid receipts without an invoice number, oldest first, or those with one, newest first. */
export async function listInvoiceQueue(context: RequestContext, recorded: boolean, rawSearch: string | null | undefined, args: PageArgs): Promise<Page<Receipt>> {
  requireRole(context, PlatformRole.TREASURER);
  const query = context.db.read.createQueryBuilder(Receipt, 'receipt').leftJoin(OfficialInvoice, 'invoice', 'invoice.receiptNumber = receipt.number');
  query.where(recorded ? 'invoice.receiptNumber IS NOT NULL' : 'invoice.receiptNumber IS NULL AND receipt.voidedAt IS NULL');
  const term = readSearch(rawSearch);
  if (term !== null) {
    const receipts = await receiptNumbersLike(context.db.read, term);
    query.andWhere(new Brackets((where) => {
      where.where(hasAllWords(term, 'receipt.searchText', 'LOWER(receipt.number)', 'invoice.invoiceNumber'));
      if (receipts.length > 0) where.orWhere('receipt.number IN (:...receipts)', { receipts });
    }));
  }
  return paginate(query, [{ column: 'receipt.number', of: ({ number }) => number, direction: recorded ? 'DESC' : 'ASC', kind: 'code' }], args);
}
