import type { Check } from '../../db/check.js';
import { findStaleEntries } from './entries.js';

export const searchChecks: readonly Check[] = [
  {
    name: 'the entry of each project and unit for searches is what the project or unit says',
    violations: ({ db }) => findStaleEntries(db),
  },
  {
    name: 'no entry for searches has a revision that was not given yet',
    sql: `SELECT e.id, e.revision FROM search_entries e
          WHERE e.revision > COALESCE((SELECT r.revision FROM search_revisions r WHERE r.id = 1), 0)`,
  },
];
