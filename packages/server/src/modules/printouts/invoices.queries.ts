import { Brackets, In, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, may, type RequestContext, requirePermission, type Services } from '../../context.js';
import type { Database } from '../../db/database.js';
import { hasAllWords } from '../../db/search-conditions.js';
import { readSearch } from '../../input.js';
import { Receipt, receiptNumbersLike } from '../pledges/index.js';
import { InvoiceRecord, OfficialInvoice } from './invoice.entities.js';
import { seeInvoices } from './printouts.permissions.js';

/** Loads the official invoice's number of each receipt, by the receipt's number. */
export const invoiceLoader = defineLoader<string, string | null>(async ({ db }, receiptNumbers) => {
  const invoices = new Map(
    (await db.read.findBy(OfficialInvoice, { receiptNumber: In([...receiptNumbers]) })).map(
      ({ receiptNumber, invoiceNumber }) => [receiptNumber, invoiceNumber],
    ),
  );
  return receiptNumbers.map((number) => invoices.get(number) ?? null);
});

const recordsLoader = defineLoader<string, InvoiceRecord[]>(async ({ db }, receiptNumbers) => {
  const records = await db.read.find(InvoiceRecord, {
    where: { receiptNumber: In([...receiptNumbers]) },
    order: { id: 'ASC' },
  });
  return receiptNumbers.map((number) => records.filter(({ receiptNumber }) => receiptNumber === number));
});

/** Returns all recordings of a receipt's invoice number, oldest first. Null for viewers without `seeInvoices`. */
export const listInvoiceRecords = async (context: RequestContext, receipt: Receipt): Promise<InvoiceRecord[] | null> =>
  may(context, seeInvoices) ? recordsLoader(context).load(receipt.number) : null;

/** Returns a query for receipts that fit a condition, each with its invoice when it has one. */
export const receiptsWith = ({ read }: Pick<Database, 'read'>, condition: string): SelectQueryBuilder<Receipt> =>
  read
    .createQueryBuilder(Receipt, 'receipt')
    .leftJoin(OfficialInvoice, 'invoice', 'invoice.receiptNumber = receipt.number')
    .where(condition);

/** Restricts the query to receipts with these words, this number or this invoice number. */
export async function findInvoice(
  query: SelectQueryBuilder<ObjectLiteral>,
  term: string,
  { db }: Pick<Services, 'db'>,
): Promise<void> {
  const receipts = await receiptNumbersLike(db.read, term);
  query.andWhere(
    new Brackets((where) => {
      where.where(hasAllWords(term, 'receipt.searchText', 'LOWER(receipt.number)', 'invoice.invoiceNumber'));
      if (receipts.length > 0) where.orWhere('receipt.number IN (:...receipts)', { receipts });
    }),
  );
}

/** Returns receipts with an invoice number, newest first. */
export async function listRecordedInvoices(
  context: RequestContext,
  rawSearch: string | null | undefined,
  args: PageArgs,
): Promise<Page<Receipt>> {
  requirePermission(context, seeInvoices);
  const query = receiptsWith(context.db, 'invoice.receiptNumber IS NOT NULL');
  const term = readSearch(rawSearch);
  if (term !== null) await findInvoice(query, term, context);
  return paginate(
    query,
    [{ column: 'receipt.number', of: ({ number }) => number, direction: 'DESC', kind: 'code' }],
    args,
  );
}
