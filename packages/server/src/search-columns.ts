import type { SearchColumn } from './db/search-columns.js';
import { identitySearchColumns } from './modules/identity/index.js';
import { organizationSearchColumns } from './modules/organizations/index.js';
import { pledgeSearchColumns } from './modules/pledges/index.js';
import { projectSearchColumns } from './modules/projects/index.js';
import { reconciliationSearchColumns } from './modules/reconciliation/index.js';

/** Every column that searches look through, upstream modules first. */
export const searchColumns: readonly SearchColumn[] = [...identitySearchColumns, ...organizationSearchColumns, ...projectSearchColumns, ...pledgeSearchColumns, ...reconciliationSearchColumns];
