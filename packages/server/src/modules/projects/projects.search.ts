import type { SearchColumn } from '../../db/search-columns.js';
import { SEARCH_TEXT_VERSION, searchText } from '../../lib/search-text.js';

/** The unit's name is looked for where it is kept: a copy here would be its name of then. */
export const projectSearchColumns: readonly SearchColumn[] = [
  { table: 'projects', key: 'id', column: 'search_text', sources: ['t.title', 't.summary'], spell: (title, summary) => searchText(title, summary), version: SEARCH_TEXT_VERSION },
];
