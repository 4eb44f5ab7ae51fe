import type { SearchColumn } from '../../db/search-columns.js';
import { SEARCH_TEXT_VERSION, searchText } from '../../lib/search-text.js';

export const identitySearchColumns: readonly SearchColumn[] = [
  {
    table: 'users',
    key: 'id',
    column: 'search_text',
    sources: ['t.name'],
    spell: (name) => searchText(name),
    version: SEARCH_TEXT_VERSION,
  },
];
