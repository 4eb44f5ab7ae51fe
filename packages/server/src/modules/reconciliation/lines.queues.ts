import { rowsByKey } from '../../db/keyed-rows.js';
import { hasAllWords } from '../../db/search-conditions.js';
import { defineQueue, type SqlQueue } from '../queues/index.js';
import { keepStatements, seeStatements } from './reconciliation.permissions.js';
import { STATEMENTS } from './reconciliation.topics.js';
import { StatementLine } from './statement.entities.js';
import { StatementLineStatus } from './statement.enums.js';

/** Returns the queue of all lines in a status, whichever statement they belong to. */
const queueOfLines = (
  name: string,
  label: 'queue.suspense' | 'queue.open-lines',
  list: string,
  status: StatementLineStatus,
  amountFen: string,
): SqlQueue<StatementLine> =>
  defineQueue<StatementLine>({
    name,
    label,
    path: `/treasury/statements?list=${list}`,
    see: seeStatements,
    work: keepStatements,
    follows: [STATEMENTS],
    rows: ({ db }) => db.read.createQueryBuilder(StatementLine, 'line').where('line.status = :status', { status }),
    find: (query, term) => void query.andWhere(hasAllWords(term, 'line.searchText')),
    id: 'line.id',
    cameAt: 'line.bookedAt',
    amountFen,
    load: ({ db }, ids) => rowsByKey(db.read, StatementLine, 'id', ids),
  });

export const openLineQueue = queueOfLines(
  'open-lines',
  'queue.open-lines',
  'open',
  StatementLineStatus.OPEN,
  'line.amountFen',
);

export const suspenseQueue = queueOfLines(
  'suspense',
  'queue.suspense',
  'suspense',
  StatementLineStatus.SUSPENSE,
  'line.suspenseFen',
);
