import { rowsByKey } from '../../db/keyed-rows.js';
import { hasAllWords } from '../../db/search-conditions.js';
import { defineQueue } from '../queues/index.js';
import { BillDifference } from './payment-bill.entities.js';
import { keepPaymentBills, seePaymentBills } from './payment-bills.permissions.js';

export const billDifferenceQueue = defineQueue<BillDifference>({
  name: 'bill-differences',
  label: 'queue.bill-differences',
  path: '/treasury/bills',
  see: seePaymentBills,
  work: keepPaymentBills,
  rows: ({ db }) =>
    db.read
      .createQueryBuilder(BillDifference, 'billDifference')
      .where('billDifference.settledAt IS NULL AND billDifference.goneAt IS NULL'),
  find: (query, term) => void query.andWhere(hasAllWords(term, 'billDifference.number')),
  id: 'billDifference.id',
  cameAt: 'billDifference.foundAt',
  load: ({ db }, ids) => rowsByKey(db.read, BillDifference, 'id', ids),
});
