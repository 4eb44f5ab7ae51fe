import { rowsByKey } from '../../db/keyed-rows.js';
import { hasAllWords } from '../../db/search-conditions.js';
import { defineQueue } from '../queues/index.js';
import { MatchFund } from './match.entities.js';
import { decideMatchFunds, seeMatchFunds } from './matching.permissions.js';

export const matchFundQueue = defineQueue<MatchFund>({
  name: 'match-funds',
  label: 'queue.match-funds',
  path: '/match-funds/desk',
  see: seeMatchFunds,
  work: decideMatchFunds,
  rows: ({ db }) => db.read.createQueryBuilder(MatchFund, 'fund').where("fund.state = 'PROPOSED'"),
  find: (query, term) => void query.andWhere(hasAllWords(term, 'fund.searchText')),
  id: 'fund.id',
  cameAt: 'fund.foundedAt',
  load: ({ db }, ids) => rowsByKey(db.read, MatchFund, 'id', ids),
});
