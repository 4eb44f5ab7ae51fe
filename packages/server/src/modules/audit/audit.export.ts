import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeXlsxStream } from 'hucre/xlsx';
import { hasProof, may, type Services } from '../../context.js';
import { DomainError } from '../../errors.js';
import { createRequestContext } from '../../http/request-context.js';
import { refuseTooMany } from '../../http/refuse-too-many.js';
import { refuseWithoutProof, sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { csvLine } from '../../lib/csv.js';
import { LANGUAGES, translate, type Language } from '../../messages/index.js';
import { findNewestHead, headLines, leafLines, streamLines } from '../proof/index.js';
import { record, type Act } from '../trace/index.js';
import { seeTrace } from './audit.permissions.js';
import { entriesQuery, showEntries } from './audit.queries.js';
import { traceDownloaded } from './audit.trace.js';
import type { TraceEntryShown, TraceFilter } from './audit.types.js';
import { jointHeadLines } from './joint-heads.js';
import { traceLog } from './trace-log.js';

const PATH = '/exports/trace';
/** Rows that one query reads, so that memory does not grow with the trace. */
const AT_ONCE = 500;
/** Excel reads a file as UTF-8 only when the file starts with this mark. */
const BYTE_ORDER_MARK = '\ufeff';
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** The columns of the sheets, in order. Add new ones at the end, because people refer to columns by position. */
const COLUMNS = [
  'at',
  'kind',
  'actor',
  'actorId',
  'role',
  'subjectKind',
  'subject',
  'person',
  'facts',
  'reason',
  'place',
  'agent',
  'id',
] as const;

const rowOf = (entry: TraceEntryShown): (string | null)[] => [
  new Date(entry.at.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 23).replace('T', ' '),
  entry.kind.label,
  entry.actor?.name ?? null,
  entry.actor?.id ?? null,
  entry.role,
  entry.subjectKind,
  entry.subject,
  entry.person?.name ?? null,
  entry.facts
    .map(({ name, before, after }) => `${name}: ${before === null ? '' : `${before} → `}${after ?? ''}`)
    .join('; '),
  entry.reason,
  entry.place,
  entry.agent,
  entry.id,
];

/** What a download of the trace needs: the request of a person, or the work that the person started. */
export interface TraceReader extends Services {
  readonly language: Language;
}

type Count = (rows: number) => Promise<void>;

/** Yields the rows of a download in batches, newest first. `wrote` is told the size of each. */
async function* rowsOf(reader: TraceReader, filter: TraceFilter, wrote: Count): AsyncGenerator<(string | null)[][]> {
  for (let before: string | null = null; ;) {
    const query = entriesQuery(reader.db.read, filter).orderBy('entry.id', 'DESC').limit(AT_ONCE);
    if (before !== null) query.andWhere('entry.id < :before', { before });
    const entries = await query.getMany();
    if (entries.length > 0) yield (await showEntries(reader, entries)).map(rowOf);
    await wrote(entries.length);
    if (entries.length < AT_ONCE) return;
    before = entries.at(-1)!.id;
  }
}

interface Format {
  readonly type: string;
  write(reader: TraceReader, filter: TraceFilter, wrote?: Count): Readable;
}

const titlesOf = (language: Language): string[] =>
  COLUMNS.map((column) => translate(language, `trace.column.${column}`));

const uncounted: Count = () => Promise.resolve();

/** The formats of a download, by the ending of its address. */
export const FORMATS: Readonly<Record<string, Format>> = {
  csv: {
    type: 'text/csv; charset=utf-8',
    write: (reader, filter, wrote = uncounted) =>
      Readable.from(
        (async function* () {
          yield BYTE_ORDER_MARK + csvLine(titlesOf(reader.language));
          for await (const rows of rowsOf(reader, filter, wrote)) yield rows.map(csvLine).join('');
        })(),
      ),
  },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: (reader, filter, wrote = uncounted) =>
      Readable.fromWeb(
        writeXlsxStream(
          (async function* () {
            for await (const rows of rowsOf(reader, filter, wrote)) yield* rows;
          })(),
          {
            name: translate(reader.language, 'trace.sheet'),
            columns: titlesOf(reader.language).map((header) => ({ header, width: 24 })),
            freezePane: { rows: 1 },
          },
        ) as never,
      ),
  },
  // The leaves as they are hashed, in the order of the tree, so that a reader can verify the heads. A filter would break
  // the tree.
  ndjson: {
    type: 'application/x-ndjson; charset=utf-8',
    write: ({ db }, _, wrote = uncounted) =>
      Readable.from(
        (async function* () {
          const size = (await findNewestHead(traceLog, db.read))?.size ?? 0;
          for await (const lines of leafLines(traceLog, db.read, size)) {
            yield `${lines.join('\n')}\n`;
            await wrote(lines.length);
          }
        })(),
      ),
  },
};

/** What the trace says of its own download. */
export const downloadOf = (ending: string, { from, to, kinds }: TraceFilter): Act => ({
  after: { format: ending, from: from || null, to: to || null, kinds: kinds ?? [] },
});

/** Reads the filter from the address. The page and its downloads use the same parameters. */
function readFilter(query: URLSearchParams): TraceFilter {
  return {
    who: query.get('who'),
    actorId: query.get('actor') || null,
    personId: query.get('person') || null,
    kinds: query.getAll('kind').filter((kind) => kind !== ''),
    subject: query.get('subject'),
    from: query.get('from'),
    to: query.get('to'),
  };
}

/**
 * `GET /exports/trace.csv`, `.xlsx` and `.ndjson` send the trace to auditors; each download is on record itself.
 * `GET /exports/trace-heads.ndjson` and `…/joint-heads.ndjson` send the signed heads to everybody.
 */
export function auditRoutes(services: Services): Readonly<Record<string, Handler>> {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = '', search = ''] = (request.url ?? '').split('?', 2);
    const query = new URLSearchParams(search);
    const asker = await createRequestContext(services, request, () => undefined);
    const context = { ...asker, language: LANGUAGES.find((one) => one === query.get('lang')) ?? asker.language };
    const ending = /^\/exports\/trace\.(csv|xlsx|ndjson)$/.exec(path)?.[1] ?? '';
    const format = FORMATS[ending];
    if (request.method !== 'GET' || format === undefined || !may(context, seeTrace))
      return sendText(response, 404, translate(context.language, 'notFound'));
    if (refuseTooMany(context, response, 'export.network')) return;
    if (!hasProof(context, seeTrace)) return refuseWithoutProof(response, context);
    try {
      const filter = readFilter(query);
      // Refuses a wrong filter before the first byte is sent.
      entriesQuery(context.db.read, filter);
      await context.db.transact(async (tx) => record(tx, context, traceDownloaded, downloadOf(ending, filter)));
      response.writeHead(200, {
        'content-type': format.type,
        'content-disposition': `attachment; filename="hongchuang-trace.${ending}"`,
        'cache-control': 'private, no-store',
      });
      // A reader that disconnects ends the download, which is no fault.
      await pipeline(format.write(context, filter), response).catch((error: unknown) => {
        if (!response.destroyed) throw error;
      });
    } catch (error) {
      if (!(error instanceof DomainError) || response.headersSent) throw error;
      sendText(response, 400, translate(context.language, error.key, error.params));
    }
  };
  const serveHeads: Handler = async (request, response) => {
    const context = await createRequestContext(services, request, () => undefined);
    if (refuseTooMany(context, response, 'export.network')) return;
    const size = (await findNewestHead(traceLog, services.db.read))?.size ?? 0;
    response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' });
    await streamLines(headLines(traceLog, services.db.read, size), response);
  };
  const serveJointHeads: Handler = async (request, response) => {
    const context = await createRequestContext(services, request, () => undefined);
    if (refuseTooMany(context, response, 'export.network')) return;
    response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' });
    const lines = async function* () {
      for await (const some of jointHeadLines(services.db.read)) if (some.length > 0) yield some;
    };
    await streamLines(lines(), response);
  };
  return {
    '/exports/joint-heads.ndjson': serveJointHeads,
    '/exports/trace-heads.ndjson': serveHeads,
    [`${PATH}.`]: serve,
  };
}
