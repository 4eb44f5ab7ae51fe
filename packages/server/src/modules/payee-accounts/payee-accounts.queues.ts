import { rowsByKey } from '../../db/keyed-rows.js';
import { hasAllWords } from '../../db/search-conditions.js';
import { seeOrders } from '../orders/index.js';
import { Organization } from '../organizations/index.js';
import { defineQueue } from '../queues/index.js';
import { PayeeAccount, WAITING_STATES } from './payee-account.entity.js';
import { signPayees } from './payee-accounts.permissions.js';
import { PAYEES_PATH } from './payee-change.order.js';

/** Accounts of units that wait for a treasurer, or for the second person. */
export const payeeAccountQueue = defineQueue<PayeeAccount>({
  name: 'payee-accounts',
  label: 'queue.payee-accounts',
  path: PAYEES_PATH,
  see: seeOrders,
  work: signPayees,
  rows: ({ db }) =>
    db.read
      .createQueryBuilder(PayeeAccount, 'payee')
      .innerJoin(Organization, 'organization', 'organization.id = payee.organizationId')
      .where('payee.state IN (:...waiting)', { waiting: [...WAITING_STATES] }),
  find: (query, term) => void query.andWhere(hasAllWords(term, 'organization.searchText')),
  id: 'payee.id',
  cameAt: 'payee.enteredAt',
  load: ({ db }, ids) => rowsByKey(db.read, PayeeAccount, 'id', ids),
});
