import { rowsByKey } from '../../db/keyed-rows.js';
import { hasAllWords } from '../../db/search-conditions.js';
import { defineQueue } from '../queues/index.js';
import { Organization } from './organization.entity.js';
import { manageUnits, seeAllUnits } from './organizations.permissions.js';
import { ParentRequest, ParentRequestState } from './parent-request.entity.js';

/** Requests that wait for the consent of the unit above. Its owners see them with their unit; administrators see all. */
export const parentRequestQueue = defineQueue<ParentRequest>({
  name: 'unit-parents',
  label: 'queue.unit-parents',
  path: '/admin?tab=units',
  see: seeAllUnits,
  work: manageUnits,
  rows: ({ db }) =>
    db.read
      .createQueryBuilder(ParentRequest, 'request')
      .innerJoin(Organization, 'organization', 'organization.id = request.organizationId')
      .where('request.state = :waiting', { waiting: ParentRequestState.WAITING }),
  find: (query, term) => void query.andWhere(hasAllWords(term, 'organization.searchText')),
  id: 'request.id',
  cameAt: 'request.askedAt',
  load: (context, ids) => rowsByKey(context.db.read, ParentRequest, 'id', ids),
});
