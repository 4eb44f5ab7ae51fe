import { rowsByKey } from '../../db/keyed-rows.js';
import { defineQueue } from '../queues/index.js';
import { Pledge } from './pledge.entity.js';
import { PledgeStatus } from './pledge.enums.js';
import { findTransfer, transfersIn } from './transfers.queries.js';
import { confirmPayments, seePayments } from './pledges.permissions.js';

export const transferQueue = defineQueue<Pledge>({
  name: 'transfers',
  label: 'queue.transfers',
  path: '/treasury',
  see: seePayments,
  work: confirmPayments,
  rows: ({ db }) => transfersIn(db, PledgeStatus.PENDING),
  find: (query, term) => findTransfer(query, term),
  id: 'pledge.id',
  cameAt: 'pledge.createdAt',
  // The pledge lapses at this time, as its donor was told.
  deadline: () => 'pledge.expiresAt',
  amountFen: 'pledge.amountFen',
  load: ({ db }, ids) => rowsByKey(db.read, Pledge, 'id', ids),
});
