import { rowsByKey } from '../../db/keyed-rows.js';
import { hasAllWords } from '../../db/search-conditions.js';
import { Credential, seeAccounts, User } from '../identity/index.js';
import { defineQueue } from '../queues/index.js';
import { AccessChange } from './access-change.entity.js';
import { preparedChanges } from './access-change.orders.js';
import { recoverAccess } from './recovery.permissions.js';

/** Changes of access that wait for the signature of a second administrator. */
export const accessChangeQueue = defineQueue<AccessChange>({
  name: 'access-changes',
  label: 'queue.access-changes',
  path: '/admin?tab=accounts',
  see: seeAccounts,
  work: recoverAccess,
  rows: ({ db }) => preparedChanges(db.read),
  find: (query, term) =>
    void query
      .innerJoin(User, 'user', 'user.id = accessChange.userId')
      .innerJoin(Credential, 'credential', 'credential.userId = accessChange.userId')
      .andWhere(hasAllWords(term, 'user.searchText', 'credential.email')),
  id: 'accessChange.id',
  cameAt: 'accessChange.createdAt',
  load: ({ db }, ids) => rowsByKey(db.read, AccessChange, 'id', ids),
});
