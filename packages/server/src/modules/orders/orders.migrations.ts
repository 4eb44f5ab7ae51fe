import { createIndex } from '../../db/ddl.js';

const AT = 1_760_000_110_000;

export const orderMigrations = [
  // Few orders wait for a signature, whatever the number of decided ones.
  createIndex(AT + 1, 'orders', 'orders_by_state', 'state, id'),
];
