import type { SearchColumn } from '../../db/search-columns.js';
import { SEARCH_TEXT_VERSION, searchText } from '../../lib/search-text.js';
import type { Organization, VerificationStatus } from './organization.entity.js';
import { publicNameOf } from './organizations.rules.js';

type Named = Pick<Organization, 'name' | 'verifiedName' | 'verification' | 'creditCode'>;

/**
 * Returns the texts in which searches look for a unit. `searchText` holds all its names and its code: lists of units
 * show only units whose name is public, or everything to administrators. `publicSearchText` holds the name that
 * everybody sees on projects and gifts.
 */
export const searchTextsOf = (unit: Named): { searchText: string; publicSearchText: string } => ({
  searchText: searchText(unit.name, unit.verifiedName === unit.name ? null : unit.verifiedName, unit.creditCode),
  publicSearchText: searchText(publicNameOf(unit)),
});

const column = (name: string, property: 'searchText' | 'publicSearchText'): SearchColumn => ({
  table: 'organizations',
  key: 'id',
  column: name,
  version: SEARCH_TEXT_VERSION,
  sources: ['t.name', 't.verified_name', 't.verification', 't.credit_code'],
  spell: (unitName, verifiedName, verification, creditCode) =>
    searchTextsOf({ name: unitName!, verifiedName, verification: verification as VerificationStatus, creditCode })[
      property
    ],
});

const formerNames: SearchColumn = {
  table: 'former_names',
  key: 'id',
  column: 'search_text',
  version: SEARCH_TEXT_VERSION,
  sources: ['t.name'],
  spell: (name) => searchText(name),
};

export const organizationSearchColumns: readonly SearchColumn[] = [
  column('search_text', 'searchText'),
  column('public_search_text', 'publicSearchText'),
  formerNames,
];
