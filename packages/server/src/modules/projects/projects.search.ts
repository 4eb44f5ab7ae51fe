import type { SearchColumn } from '../../db/search-columns.js';
import { SEARCH_TEXT_VERSION, searchText } from '../../lib/search-text.js';

/**
 * The search text does not contain the unit's name, because a copy here would become outdated. Searches look for the
 * name in the unit's own row.
 */
export const projectSearchColumns: readonly SearchColumn[] = [
  {
    table: 'projects',
    key: 'id',
    column: 'search_text',
    sources: ['t.title', 't.summary'],
    spell: (title, summary) => searchText(title, summary),
    version: SEARCH_TEXT_VERSION,
  },
];
