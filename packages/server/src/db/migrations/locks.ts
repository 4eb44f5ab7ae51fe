import { addLockCount } from '../ddl.js';

const AT = 1_760_000_090_000;

/**
 * The tables that were created without the column `locks` and whose rows are locked. The order of the tables gives each
 * migration its number.
 */
const TABLES = [
  'covers',
  'file_contents',
  'measurements',
  'milestones',
  'notice_events',
  'notices',
  'objections',
  'organizations',
  'platform_role_grants',
  'pledges',
  'projects',
  'receipts',
  'refund_orders',
  'statement_lines',
  'statements',
  'stored_files',
  'users',
];

export const lockMigrations = TABLES.map((table, index) => addLockCount(AT + index, table));
