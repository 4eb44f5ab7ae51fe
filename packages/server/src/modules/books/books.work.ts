import type { RequestContext } from '../../context.js';
import { getVisibleProject } from '../projects/index.js';
import { defineFileWork, SheetFormat, startFileWork, type Work } from '../works/index.js';
import { rowsOf } from './books.export.js';
import { sumLines } from './books.queries.js';
import { readScope } from './books.scope.js';
import type { BooksFilter } from './books-filter.js';
import { FORMATS } from './formats.js';

/** What an export contains. */
interface Books {
  readonly projectId: string | null;
  readonly slug: string | null;
  readonly format: 'csv' | 'xlsx';
  readonly filter: BooksFilter;
}

/** The public books as a file, for people who are signed in and need more lines than are sent directly. */
export const booksFile = defineFileWork<Books>({
  name: 'BOOKS_EXPORT',
  counts: 'bookLines',
  path: ({ slug }) => (slug === null ? '/books' : `/projects/${slug}/books`),
  // The books are public.
  mayFetch: () => true,
  total: async (manager, { projectId, filter }) =>
    (await sumLines(manager, await readScope(manager, projectId, filter))).lines,
  async *write({ manager, request: { language, what }, wrote }) {
    const rows = async function* () {
      for await (const batch of rowsOf(manager, what.projectId, what.filter, language)) {
        yield batch;
        await wrote(batch.length);
      }
    };
    yield* FORMATS[what.format]!.write(rows(), language) as AsyncIterable<Buffer | string>;
  },
});

/** Starts the export of the lines that the filter finds. */
export async function exportBooks(
  context: RequestContext,
  format: SheetFormat,
  projectId: string | null,
  { kinds = null, from = null, to = null, search = null }: BooksFilter,
): Promise<Work> {
  const filter = { kinds, from, to, search };
  const project = projectId === null ? null : await getVisibleProject(context, projectId);
  // Refuses a wrong filter now and not in the work.
  await readScope(context.db.read, project?.id ?? null, filter);
  const ending = format === SheetFormat.CSV ? 'csv' : 'xlsx';
  const fileName = `hongchuang-${project?.slug ?? 'books'}.${ending}`;
  return startFileWork(context, booksFile, {
    subject: project === null ? fileName : `${project.title} · ${fileName}`.slice(0, 250),
    request: {
      fileName,
      type: FORMATS[ending]!.type,
      what: { projectId: project?.id ?? null, slug: project?.slug ?? null, format: ending, filter },
    },
  });
}
