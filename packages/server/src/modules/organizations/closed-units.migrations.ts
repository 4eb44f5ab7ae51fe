import { addColumn, createIndex } from '../../db/ddl.js';

const AT = 1_760_000_460_000;

export const closedUnitMigrations = [
  addColumn(AT, 'organizations', 'closed_at', (t) => `${t.time} NULL`),
  addColumn(AT + 1, 'organizations', 'successor_id', (t) => `${t.id} NULL`),
  createIndex(AT + 2, 'organizations', 'organizations_by_successor', 'successor_id'),
];
