import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeXlsxStream } from 'hucre/xlsx';
import { may, type RequestContext, type Services } from '../../context.js';
import { rowsByKey } from '../../db/keyed-rows.js';
import { createRequestContext } from '../../http/request-context.js';
import { sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { LANGUAGES, translate } from '../../messages/index.js';
import { Pledge, type Receipt } from '../pledges/index.js';
import { record } from '../trace/index.js';
import { receiptsWith } from './invoices.queries.js';
import { InvoiceTitle } from './invoice-title.entity.js';
import { openTaxNumber } from './invoice-titles.sealed.js';
import { seeInvoices } from './printouts.permissions.js';
import { invoiceListDownloaded } from './printouts.trace.js';

const PATH = '/exports/invoices';
/** Rows that one query reads, so that memory does not grow with the list. */
const AT_ONCE = 500;

/**
 * The columns, in order. Numbers of receipts and taxpayers are texts: a spreadsheet keeps 15 digits of a number, and
 * they have up to 20. So there is no CSV, which spreadsheets read as numbers.
 */
const COLUMNS = [
  { name: 'receipt', width: 18 },
  { name: 'day', width: 12 },
  { name: 'amount', width: 16, numFmt: '#,##0.00' },
  { name: 'donor', width: 28 },
  { name: 'title', width: 28 },
  { name: 'taxNumber', width: 24 },
  { name: 'project', width: 32 },
] as const;

type Row = (string | number | null)[];

/** Yields the valid receipts without an official invoice, oldest first, each with what its invoice needs. */
async function* rowsOf(services: RequestContext): AsyncGenerator<Row[]> {
  const { db } = services;
  for (let after = ''; ;) {
    const receipts = await receiptsWith(db, 'invoice.receiptNumber IS NULL AND receipt.voidedAt IS NULL')
      .andWhere('receipt.number > :after', { after })
      .orderBy('receipt.number', 'ASC')
      .limit(AT_ONCE)
      .getMany();
    if (receipts.length > 0) yield await toRows(services, receipts);
    if (receipts.length < AT_ONCE) return;
    after = receipts.at(-1)!.number;
  }
}

async function toRows(services: Services, receipts: readonly Receipt[]): Promise<Row[]> {
  const { read } = services.db;
  const pledges = await rowsByKey(
    read,
    Pledge,
    'id',
    receipts.map(({ pledgeId }) => pledgeId),
  );
  const units = pledges.map((pledge) => pledge?.onBehalfOfId ?? null);
  const people = pledges.map((pledge) => (pledge?.onBehalfOfId == null ? (pledge?.userId ?? null) : null));
  const [ofUnits, ofPeople] = await Promise.all([
    rowsByKey(
      read,
      InvoiceTitle,
      'organizationId',
      units.filter((id) => id !== null),
    ),
    rowsByKey(
      read,
      InvoiceTitle,
      'userId',
      people.filter((id) => id !== null),
    ),
  ]);
  const titles = new Map(
    [...ofUnits, ...ofPeople].flatMap((title): [string, InvoiceTitle][] =>
      title === null ? [] : [[(title.organizationId ?? title.userId)!, title]],
    ),
  );
  return receipts.map(({ number, paidOn, amountFen, onBehalfOfName, projectTitle }, index) => {
    const title = titles.get(units[index] ?? people[index] ?? '');
    return [
      number,
      paidOn,
      amountFen / 100,
      onBehalfOfName ?? pledges[index]?.donorName ?? null,
      title?.title ?? null,
      openTaxNumber(services, title?.taxNumberSealed ?? null),
      projectTitle,
    ];
  });
}

/**
 * `GET /exports/invoices.xlsx` sends the list of receipts that wait for their official invoice to treasurers. It shows
 * the names and tax numbers of people, so each download is in the trace.
 */
export function invoiceListRoutes(services: Services): Readonly<Record<string, Handler>> {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path, search = ''] = (request.url ?? '').split('?', 2);
    const asker = await createRequestContext(services, request, () => undefined);
    const asked = new URLSearchParams(search).get('lang');
    const context = { ...asker, language: LANGUAGES.find((one) => one === asked) ?? asker.language };
    if (request.method !== 'GET' || path !== `${PATH}.xlsx` || !may(context, seeInvoices))
      return sendText(response, 404, translate(context.language, 'notFound'));
    await context.db.transact(async (tx) => record(tx, context, invoiceListDownloaded, {}));
    response.writeHead(200, {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': 'attachment; filename="hongchuang-invoices.xlsx"',
      'cache-control': 'private, no-store',
    });
    const sheet = writeXlsxStream(
      (async function* () {
        for await (const rows of rowsOf(context)) yield* rows;
      })(),
      {
        name: translate(context.language, 'invoice.sheet'),
        columns: COLUMNS.map(({ name, ...layout }) => ({
          header: translate(context.language, `invoice.column.${name}`),
          ...layout,
        })),
        freezePane: { rows: 1 },
      },
    );
    await pipeline(Readable.fromWeb(sheet as never), response).catch((error: unknown) => {
      // A reader that disconnects ends the query.
      if (!response.destroyed) throw error;
    });
  };
  return { [PATH]: serve };
}
