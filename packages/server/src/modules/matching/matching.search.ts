import type { SearchColumn } from '../../db/search-columns.js';
import { SEARCH_TEXT_VERSION, searchText } from '../../lib/search-text.js';

export const matchingSearchColumns: readonly SearchColumn[] = [
  {
    table: 'match_funds',
    key: 'id',
    column: 'search_text',
    version: SEARCH_TEXT_VERSION,
    sources: ['t.title'],
    spell: (title) => searchText(title),
  },
];
