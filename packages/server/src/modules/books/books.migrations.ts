import { createIndex } from '../../db/ddl.js';

const AT = 1_760_000_010_100;

export const bookMigrations = [
  // The search in the public books looks for the start of a donor's shown name.
  createIndex(AT + 1, 'pledges', 'pledges_by_donor_name', 'donor_name'),
];
