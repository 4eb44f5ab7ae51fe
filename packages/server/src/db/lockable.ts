/**
 * Tables whose rows are locked before a decision. Each has a column `locks`, which every lock counts up where the database is a
 * Galera cluster: its nodes compare the rows that transactions change, and a lock that changes nothing holds on its own node only.
 * A table is added here together with a migration of `addLockCount`.
 */
export const LOCKABLE_TABLES: ReadonlySet<string> = new Set([
  'covers', 'file_contents', 'measurements', 'milestones', 'notice_events', 'notices', 'objections', 'organizations', 'platform_role_grants',
  'pledges', 'projects', 'receipts', 'refund_orders', 'statement_lines', 'statements', 'stored_files', 'users',
]);
