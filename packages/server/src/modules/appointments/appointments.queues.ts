import { rowsByKey } from '../../db/keyed-rows.js';
import { hasAllWords } from '../../db/search-conditions.js';
import { Credential, seeAccounts, User } from '../identity/index.js';
import { defineQueue } from '../queues/index.js';
import { grantRoles } from './appointments.permissions.js';
import { RoleChange } from './role-change.entity.js';
import { waitingChanges } from './role-change.order.js';

/** Roles that wait for the signature of a second administrator. */
export const roleChangeQueue = defineQueue<RoleChange>({
  name: 'role-changes',
  label: 'queue.role-changes',
  path: '/admin?tab=accounts',
  see: seeAccounts,
  work: grantRoles,
  rows: ({ db }) => waitingChanges(db.read),
  find: (query, term) =>
    void query
      .innerJoin(User, 'user', 'user.id = roleChange.userId')
      .innerJoin(Credential, 'credential', 'credential.userId = roleChange.userId')
      .andWhere(hasAllWords(term, 'user.searchText', 'credential.email')),
  id: 'roleChange.id',
  cameAt: 'roleChange.createdAt',
  load: ({ db }, ids) => rowsByKey(db.read, RoleChange, 'id', ids),
});
