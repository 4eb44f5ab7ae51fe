import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeXlsxStream } from 'hucre/xlsx';
import type { RequestContext, Services } from '../../context.js';
import { DomainError } from '../../errors.js';
import { createRequestContext } from '../../http/request-context.js';
import { sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { isDay, shanghaiDay } from '../../lib/days.js';
import { LANGUAGES, translate, type MessageKey } from '../../messages/index.js';
import { organizationLoader, publicNameOf } from '../organizations/index.js';
import { record } from '../trace/index.js';
import type { UnitDesk, UnitDeskFigures } from './unit-desk.entities.js';
import { readUnitDesk } from './unit-desk.queries.js';
import { unitDeskDownloaded } from './unit-desk.trace.js';

const PATH = '/exports/unit-desks';

const COLUMNS = [
  { name: 'unit', width: 32 },
  { name: 'membersKnown', width: 12 },
  { name: 'membersGave', width: 12 },
  { name: 'gifts', width: 12 },
  { name: 'amount', width: 16, numFmt: '#,##0.00' },
  { name: 'answer', width: 16 },
  { name: 'remindedOn', width: 14 },
] as const;

type Row = (string | number | null)[];

const cells = (label: string, { membersKnown, membersGave, gifts, amount }: UnitDeskFigures): Row => [
  label,
  membersKnown,
  membersGave,
  gifts,
  amount / 100,
];

/** The rows of the workbook: the units below, then the unit alone, then the total, in which each gift counts once. */
async function rowsOf(context: RequestContext, { rows, own, total }: UnitDesk): Promise<Row[]> {
  const { language } = context;
  const units = await organizationLoader(context).loadMany(rows.map(({ unitId }) => unitId));
  return [
    ...rows.map((row, index) => {
      const unit = units[index];
      const name = unit == null || unit instanceof Error ? '' : publicNameOf(unit);
      const answer = translate(language, `unitDesk.answer.${row.answer}` as MessageKey);
      return [...cells(name, row), answer, row.remindedAt === null ? null : shanghaiDay(row.remindedAt)];
    }),
    [...cells(translate(language, 'unitDesk.own'), own), null, null],
    [...cells(translate(language, 'unitDesk.total'), total), null, null],
  ];
}

/** Returns the desk that an address asks for, or null when there is none that the viewer may see. */
async function deskOf(context: RequestContext, path: string, asked: URLSearchParams): Promise<UnitDesk | null> {
  const id = new RegExp(`^${PATH}/([0-9a-f-]{36})\\.xlsx$`).exec(path)?.[1];
  const [from, until] = [asked.get('from'), asked.get('until')];
  const campaignId = asked.get('campaign');
  if (id === undefined || (campaignId === null && !(isDay(from ?? '') && isDay(until ?? '')))) return null;
  return readUnitDesk(context, { organizationId: id, from, until, campaignId }).catch((error: unknown) => {
    if (error instanceof DomainError) return null;
    throw error;
  });
}

/** `GET /exports/unit-desks/{id}.xlsx` sends the participation of a unit to its owners and editors. */
export function unitDeskRoutes(services: Services): Readonly<Record<string, Handler>> {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = '', search = ''] = (request.url ?? '').split('?', 2);
    const asked = new URLSearchParams(search);
    const asker = await createRequestContext(services, request, () => undefined);
    const language = LANGUAGES.find((one) => one === asked.get('lang')) ?? asker.language;
    const context = { ...asker, language };
    const desk = request.method === 'GET' ? await deskOf(context, path, asked) : null;
    if (desk === null) return sendText(response, 404, translate(language, 'notFound'));
    const { organizationId, from, until } = desk;
    const rows = await rowsOf(context, desk);
    await context.db.transact(async (tx) =>
      record(tx, context, unitDeskDownloaded, { subject: organizationId, after: { from, until } }),
    );
    response.writeHead(200, {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="hongchuang-participation-${from}-${until}.xlsx"`,
      'cache-control': 'private, no-store',
    });
    const sheet = writeXlsxStream(rows, {
      name: translate(language, 'unitDesk.sheet'),
      columns: COLUMNS.map(({ name, ...layout }) => ({
        header: translate(language, `unitDesk.column.${name}` as MessageKey),
        ...layout,
      })),
      freezePane: { rows: 1 },
    });
    await pipeline(Readable.fromWeb(sheet as never), response).catch((error: unknown) => {
      // A reader can disconnect.
      if (!response.destroyed) throw error;
    });
  };
  return { [PATH]: serve };
}
