import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { In, type EntityManager } from 'typeorm';
import type { RequestContext, Services } from '../../context.js';
import type { Handler } from '../../http/server.js';
import { createRequestContext } from '../../http/request-context.js';
import { sendText } from '../../http/responses.js';
import { LANGUAGES, translate, type Language } from '../../messages/index.js';
import { Organization, publicNameOf } from '../organizations/index.js';
import { isGiven, Pledge, pledgeOfSource, Receipt } from '../pledges/index.js';
import { findVisibleProject, Milestone, Project } from '../projects/index.js';
import { stageOfSource } from '../milestones/index.js';
import type { BookLine } from './book-line.js';
import { readBookLines } from './books.queries.js';
import { csvLine, yuan, type Cell } from './csv.js';

const PATH = '/exports/books';
const AT_ONCE = 4;

/** Excel takes a file for UTF-8 only when it begins like this. */
const BYTE_ORDER_MARK = '\ufeff';

const COLUMNS = ['at', 'project', 'kind', 'amount', 'name', 'unit', 'stage', 'receipt', 'entry'] as const;

/** `2017-06-08 10:00:00` in Shanghai: what spreadsheets read as a date. */
const shanghaiTime = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

/** A link cannot set a header, so the page that has one says its language in `?lang=`. Anything else there is ignored. */
function askedLanguage(query: string): Language | undefined {
  const asked = new URLSearchParams(query).get('lang');
  return LANGUAGES.find((language) => language === asked);
}

/** The rows of `ids` by id. */
async function byId<T extends { id: string }>(manager: EntityManager, entity: new () => T, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, T>> {
  const rows = await manager.findBy(entity, { id: In([...new Set(ids.filter((id) => id !== null))]) } as never);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The lines of the export for a batch of the books: only what is public, names as each donor chose. */
async function exportLines(manager: EntityManager, lines: readonly BookLine[], language: Language): Promise<Cell[][]> {
  const projects = await byId(manager, Project, lines.map(({ fundId }) => fundId));
  const pledges = await byId(manager, Pledge, lines.map(({ sourceKey }) => pledgeOfSource(sourceKey)));
  const stages = await byId(manager, Milestone, lines.map(({ sourceKey }) => stageOfSource(sourceKey)));
  const units = await byId(manager, Organization, [...pledges.values()].map(({ onBehalfOfId }) => onBehalfOfId));
  // Entries from before the ledger named the papers behind them had one receipt each.
  const undocumented = lines.filter(({ document }) => document === null).map(({ sourceKey }) => pledgeOfSource(sourceKey)).filter((id) => id !== null);
  const receipts = new Map((await manager.findBy(Receipt, { pledgeId: In(undocumented) })).map((receipt) => [receipt.pledgeId, receipt.number]));
  return lines.map((line) => {
    const known = pledges.get(pledgeOfSource(line.sourceKey) ?? '');
    const pledge = known !== undefined && isGiven(known) ? known : undefined;
    return [
      shanghaiTime(line.at),
      projects.get(line.fundId)?.title ?? null,
      translate(language, `books.kind.${line.kind}`),
      yuan(line.amount),
      pledge?.displayName ?? null,
      shownUnit(units.get(pledge?.onBehalfOfId ?? '')),
      stages.get(stageOfSource(line.sourceKey) ?? '')?.title ?? null,
      line.document ?? receipts.get(known?.id ?? '') ?? null,
      line.id,
    ];
  });
}

const shownUnit = (unit: Organization | undefined): string | null => (unit === undefined ? null : publicNameOf(unit));

async function writeExport(context: RequestContext, response: ServerResponse, project: Project | null): Promise<void> {
  const { language } = context;
  response.writeHead(200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="hongchuang-${project?.slug ?? 'books'}.csv"`,
    'cache-control': 'no-store',
  });
  response.write(BYTE_ORDER_MARK + csvLine(COLUMNS.map((column) => translate(language, `books.column.${column}`))));
  await context.db.snapshot(async (manager) => {
    for await (const lines of readBookLines(manager, { projectId: project?.id ?? null, kinds: null })) {
      const text = (await exportLines(manager, lines, language)).map(csvLine).join('');
      // A reader who is slower than the database makes it wait, and one who has left ends the work.
      if (!response.write(text)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
      if (response.destroyed) return;
    }
  });
  response.end();
}

/** `GET /exports/books.csv` and `GET /exports/books/<slug>.csv`: the public books as CSV, streamed; in the language of `?lang=`, else in that of the header. */
export function booksRoutes(services: Services): Readonly<Record<string, Handler>> {
  let running = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const asker = await createRequestContext(services, request, () => undefined);
    const context = { ...asker, language: askedLanguage(query) ?? asker.language };
    const [, slug] = /^\/exports\/books(?:\/([a-z0-9-]{1,80}))?\.csv$/.exec(path) ?? [null, null];
    const project = slug == null ? null : await findVisibleProject(context, { slug });
    const exists = slug === undefined || (project !== null && project.isPublic);
    if (request.method !== 'GET' || slug === null || !exists) return sendText(response, 404, translate(context.language, 'notFound'));
    if (running >= AT_ONCE) return sendText(response, 503, translate(context.language, 'books.busy'));
    running += 1;
    try {
      await writeExport(context, response, project);
    } finally {
      running -= 1;
    }
  };
  return { [PATH]: serve };
}
