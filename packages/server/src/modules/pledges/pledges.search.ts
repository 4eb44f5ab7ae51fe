import type { SearchColumn } from '../../db/search-columns.js';
import { foldedAndWritten, foldForSearch } from '../../lib/folding.js';
import { SEARCH_TEXT_VERSION } from '../../lib/search-text.js';

/** Cuts long names: folding can make many characters of one, such as ﷽, and a name is found by its beginning. */
const LONGEST = 200;

/**
 * A donor's name in the form that searches compare. It has no pinyin, because pinyin would cost each gift more than
 * everything else.
 */
export const donorSearch = (name: string): string => {
  const folded = foldForSearch(name);
  return folded.length <= LONGEST ? folded : [...folded].slice(0, LONGEST).join('');
};

export const pledgeSearchColumns: readonly SearchColumn[] = [
  {
    table: 'pledges',
    key: 'id',
    column: 'donor_search',
    sources: ['t.donor_name'],
    spell: (name) => donorSearch(name!),
    version: SEARCH_TEXT_VERSION,
  },
  {
    table: 'receipts',
    key: 'number',
    column: 'search_text',
    sources: ['t.project_title'],
    spell: (title) => foldedAndWritten(title!),
    version: SEARCH_TEXT_VERSION,
  },
];
