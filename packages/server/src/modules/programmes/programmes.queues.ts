import { rowsByKey } from '../../db/keyed-rows.js';
import { hasAllWords } from '../../db/search-conditions.js';
import { defineQueue } from '../queues/index.js';
import { Programme } from './programme.entities.js';
import { decideProgrammes, seeProgrammes } from './programmes.permissions.js';

export const programmeQueue = defineQueue<Programme>({
  name: 'programmes',
  label: 'queue.programmes',
  path: '/programmes/desk',
  see: seeProgrammes,
  work: decideProgrammes,
  rows: ({ db }) => db.read.createQueryBuilder(Programme, 'programme').where("programme.state = 'PROPOSED'"),
  find: (query, term) => void query.andWhere(hasAllWords(term, 'programme.searchText')),
  id: 'programme.id',
  cameAt: 'programme.proposedAt',
  load: ({ db }, ids) => rowsByKey(db.read, Programme, 'id', ids),
});
