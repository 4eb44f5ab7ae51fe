import { may, requirePermission, type RequestContext } from '../../context.js';
import { findNewestHead } from '../proof/index.js';
import { record } from '../trace/index.js';
import { defineFileWork, startFileWork, type Work } from '../works/index.js';
import { downloadOf, FORMATS } from './audit.export.js';
import { seeTrace } from './audit.permissions.js';
import { entriesQuery } from './audit.queries.js';
import { traceDownloaded } from './audit.trace.js';
import { TraceFormat, type TraceFilter } from './audit.types.js';
import { traceLog } from './trace-log.js';

interface TraceOfFile {
  readonly format: 'csv' | 'xlsx' | 'ndjson';
  readonly filter: TraceFilter;
}

/**
 * The trace as a file. Entries are only ever added, and their ids rise, so that pages read one after the other agree
 * without the snapshot.
 */
export const traceFile = defineFileWork<TraceOfFile>({
  name: 'TRACE_EXPORT',
  counts: 'traceEntries',
  path: () => '/trace',
  mayFetch: (context) => may(context, seeTrace),
  fetched: (tx, context, { what }) => record(tx, context, traceDownloaded, downloadOf(what.format, what.filter)),
  total: async (manager, { format, filter }) =>
    format === 'ndjson'
      ? ((await findNewestHead(traceLog, manager))?.size ?? 0)
      : entriesQuery(manager, filter).getCount(),
  write: ({ services, request: { language, what }, wrote }) =>
    FORMATS[what.format]!.write({ ...services, language }, what.filter, wrote) as AsyncIterable<Buffer | string>,
});

const ENDINGS = { [TraceFormat.CSV]: 'csv', [TraceFormat.XLSX]: 'xlsx', [TraceFormat.NDJSON]: 'ndjson' } as const;

/** Starts the export of the entries that `filter` asks for. The download is on record when the file is fetched. */
export async function exportTrace(context: RequestContext, asked: TraceFormat, filter: TraceFilter): Promise<Work> {
  requirePermission(context, seeTrace);
  // Refuses a wrong filter now and not in the work.
  entriesQuery(context.db.read, filter);
  const format = ENDINGS[asked];
  const fileName = `hongchuang-trace.${format}`;
  return startFileWork(context, traceFile, {
    subject: fileName,
    request: { fileName, type: FORMATS[format]!.type, what: { format, filter: { ...filter } } },
  });
}
