import type { SearchColumn } from '../../db/search-columns.js';
import { foldedAndWritten } from '../../lib/folding.js';
import { SEARCH_TEXT_VERSION } from '../../lib/search-text.js';

/** Returns the search text of a statement line: its remark and the other party's name. */
export const lineSearch = (remark: string, name: string | null): string =>
  [remark, name ?? ''].map(foldedAndWritten).filter(Boolean).join(' ');

export const reconciliationSearchColumns: readonly SearchColumn[] = [
  {
    table: 'statement_lines',
    key: 'id',
    column: 'search_text',
    sources: ['t.remark', 't.name'],
    spell: (remark, name) => lineSearch(remark!, name),
    version: SEARCH_TEXT_VERSION,
  },
];
