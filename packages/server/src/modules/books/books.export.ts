import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { EntityManager } from 'typeorm';
import type { RequestContext, Services } from '../../context.js';
import { badInput, DomainError } from '../../errors.js';
import { createRequestContext } from '../../http/request-context.js';
import { refuseTooMany } from '../../http/refuse-too-many.js';
import { sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { isDay } from '../../lib/days.js';
import { LANGUAGES, translate, type Language } from '../../messages/index.js';
import { findVisibleProject, type Project } from '../projects/index.js';
import { lineKinds } from './line-kinds.js';
import type { BooksFilter } from './books-filter.js';
import { readBookLines } from './books.queries.js';
import { toRows, type BookRow } from './books.rows.js';
import { readScope } from './books.scope.js';
import { FORMATS, type BooksFormat } from './formats.js';

const PATH = '/exports/books';
const AT_ONCE = 4;

/** A link cannot set a header, so the page adds its language as `?lang=`. Any other value is ignored. */
const askedLanguage = (query: URLSearchParams): Language | undefined =>
  LANGUAGES.find((language) => language === query.get('lang'));

/** Reads the filter from the address. The page and its export links use the same parameters. */
function readFilter(query: URLSearchParams): BooksFilter {
  const day = (name: 'from' | 'to'): string | null => {
    const asked = query.get(name) || null;
    if (asked !== null && !isDay(asked)) throw badInput(name, 'date.notADay');
    return asked;
  };
  const kind = query.get('kind')?.toUpperCase() || null;
  const known = lineKinds().find(({ line }) => line.name === kind)?.line.name;
  if (kind !== null && known === undefined) throw badInput('kind', 'books.noSuchKind');
  return { kinds: known === undefined ? null : [known], from: day('from'), to: day('to'), search: query.get('search') };
}

/** Yields the rows of an export in batches, so that memory does not grow with the books. */
export async function* rowsOf(
  manager: EntityManager,
  projectId: string | null,
  filter: BooksFilter,
  language: Language,
): AsyncGenerator<BookRow[]> {
  const scope = await readScope(manager, projectId, filter);
  for await (const lines of readBookLines(manager, scope)) yield await toRows(manager, lines, language);
}

async function sendExport(
  context: RequestContext,
  response: ServerResponse,
  format: BooksFormat,
  fileName: string,
  project: Project | null,
  filter: BooksFilter,
): Promise<void> {
  // Refuses a search that finds too much before the first byte is sent.
  await readScope(context.db.read, project?.id ?? null, filter);
  response.writeHead(200, {
    'content-type': format.type,
    'content-disposition': `attachment; filename="${fileName}"`,
    'cache-control': 'no-store',
  });
  await context.db.snapshot(async (manager) => {
    // A reader that is slower than the database slows the query down. A reader that disconnects ends the query.
    await pipeline(
      format.write(rowsOf(manager, project?.id ?? null, filter, context.language), context.language),
      response,
    ).catch((error: unknown) => {
      if (!response.destroyed || !isAborted(error)) throw error;
    });
  });
}

const isAborted = (error: unknown): boolean =>
  ['ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR', 'ECONNRESET', 'EPIPE'].includes((error as { code?: string }).code ?? '');

/**
 * `GET /exports/books.csv`, `…/books.xlsx` and `…/books/<slug>.csv`, `.xlsx` stream the public books. The parameters
 * `?kind=`, `from`, `to` and `search` filter them as on the pages. The language is that of `?lang=`, or else of the
 * header.
 */
export function booksRoutes(services: Services): Readonly<Record<string, Handler>> {
  let running = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = '', search = ''] = (request.url ?? '').split('?', 2);
    const query = new URLSearchParams(search);
    const asker = await createRequestContext(services, request, () => undefined);
    const context = { ...asker, language: askedLanguage(query) ?? asker.language };
    const [, slug, ending] = /^\/exports\/books(?:\/([a-z0-9-]{1,80}))?\.(csv|xlsx)$/.exec(path) ?? [null, null];
    const format = FORMATS[ending ?? ''];
    const project = slug == null ? null : await findVisibleProject(context, { slug });
    const exists = slug === undefined || (project !== null && project.isPublic);
    if (request.method !== 'GET' || format === undefined || !exists)
      return sendText(response, 404, translate(context.language, 'notFound'));
    if (refuseTooMany(context, response, 'export.network')) return;
    if (running >= AT_ONCE) return sendText(response, 503, translate(context.language, 'books.busy'));
    running += 1;
    try {
      await sendExport(
        context,
        response,
        format,
        `hongchuang-${slug ?? 'books'}.${ending}`,
        project,
        readFilter(query),
      );
    } catch (error) {
      if (!(error instanceof DomainError) || response.headersSent) throw error;
      sendText(response, 400, translate(context.language, error.key, error.params));
    } finally {
      running -= 1;
    }
  };
  return { [PATH]: serve };
}
