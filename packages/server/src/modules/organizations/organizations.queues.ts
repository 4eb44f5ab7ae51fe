import { hasAllWords } from '../../db/search-conditions.js';
import { defineQueue } from '../queues/index.js';
import { Organization, VerificationStatus } from './organization.entity.js';
import { organizationLoader } from './organizations.loaders.js';
import { seeAllUnits, verifyUnits } from './organizations.permissions.js';

export const unitQueue = defineQueue<Organization>({
  name: 'units',
  label: 'queue.units',
  path: '/admin',
  see: seeAllUnits,
  work: verifyUnits,
  rows: ({ db }) =>
    db.read
      .createQueryBuilder(Organization, 'organization')
      .where('organization.verification = :waiting', { waiting: VerificationStatus.WAITING }),
  find: (query, term) => void query.andWhere(hasAllWords(term, 'organization.searchText')),
  id: 'organization.id',
  cameAt: 'organization.createdAt',
  load: (context, ids) => organizationLoader(context).loadMany(ids),
});
