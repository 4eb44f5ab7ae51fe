import type { SearchColumn } from '../../db/search-columns.js';
import { SEARCH_TEXT_VERSION, searchText } from '../../lib/search-text.js';

export const programmeSearchColumns: readonly SearchColumn[] = [
  {
    table: 'programmes',
    key: 'id',
    column: 'search_text',
    version: SEARCH_TEXT_VERSION,
    sources: ['t.title'],
    spell: (title) => searchText(title),
  },
];
