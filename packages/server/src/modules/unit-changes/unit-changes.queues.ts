import { rowsByKey } from '../../db/keyed-rows.js';
import { hasAllWords } from '../../db/search-conditions.js';
import { manageUnits, Organization, seeAllUnits } from '../organizations/index.js';
import { defineQueue } from '../queues/index.js';
import { UnitChange, UnitChangeState } from './unit-change.entities.js';

/** Changes to which the units consent. An administrator who belongs to neither unit carries them out. */
export const unitChangeQueue = defineQueue<UnitChange>({
  name: 'unit-changes',
  label: 'queue.unit-changes',
  path: '/admin?tab=units',
  see: seeAllUnits,
  work: manageUnits,
  rows: ({ db }) =>
    db.read
      .createQueryBuilder(UnitChange, 'change')
      .innerJoin(Organization, 'organization', 'organization.id = change.organizationId')
      .where('change.state = :consented', { consented: UnitChangeState.CONSENTED }),
  find: (query, term) => void query.andWhere(hasAllWords(term, 'organization.searchText')),
  id: 'change.id',
  cameAt: 'change.consentedAt',
  load: (context, ids) => rowsByKey(context.db.read, UnitChange, 'id', ids),
});
