import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes, type ColumnTypes, type Dialect } from '../../db/columns.js';
import { addColumn, createIndex, createTable, migration } from '../../db/ddl.js';

const AT = 1_760_000_007_000;

type OneStep = (runner: QueryRunner, types: ColumnTypes) => Promise<unknown>;
const NOTHING: OneStep = async () => undefined;

/** A migration that only one dialect needs. */
function only(
  dialect: Dialect,
  at: number,
  name: string,
  up: OneStep,
  down: OneStep = NOTHING,
): new () => MigrationInterface {
  const run = async (runner: QueryRunner, step: OneStep): Promise<void> => {
    const current: Dialect = runner.connection.options.type === 'mysql' ? 'mysql' : 'sqlite';
    if (current === dialect) await step(runner, columnTypes(dialect));
  };
  return class implements MigrationInterface {
    readonly name = `${name}_${at}`;
    up = (runner: QueryRunner) => run(runner, up);
    down = (runner: QueryRunner) => run(runner, down);
  };
}

const finds = async (runner: QueryRunner, sql: string): Promise<boolean> =>
  ((await runner.query(sql)) as unknown[]).length > 0;
const tableIsThere = (runner: QueryRunner, table: string) =>
  finds(runner, `SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '${table}'`);
const receiptIndexIsThere = (runner: QueryRunner, index: string) =>
  finds(
    runner,
    `SELECT 1 FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'receipts'
      AND index_name = '${index}'`,
  );

const RECEIPT_COLUMNS =
  'number, pledge_id, amount_fen, issued_at, project_title, project_slug, voided_at, void_reason, replaced_by';

const receipts = (t: ColumnTypes, uniquePledge: '' | 'UNIQUE'): string => `
    number ${t.text(20)} NOT NULL PRIMARY KEY,
    pledge_id ${t.id} NOT NULL ${uniquePledge},
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen > 0),
    issued_at ${t.time} NOT NULL,
    project_title ${t.text(60)} NOT NULL,
    project_slug ${t.text(80)} NOT NULL,
    voided_at ${t.time} NULL,
    void_reason ${t.text(1000)} NULL,
    replaced_by ${t.text(20)} NULL,
    FOREIGN KEY (pledge_id) REFERENCES pledges (id)
  `;

/**
 * A pledge can have several receipts: a void receipt keeps its number, and another one follows it. SQLite cannot drop
 * UNIQUE from a column, so there the table is created anew, filled and renamed. Each step is one statement that can run
 * again.
 */
const severalReceiptsOfPledge = [
  addColumn(AT + 3, 'receipts', 'voided_at', (t) => `${t.time} NULL`),
  addColumn(AT + 4, 'receipts', 'void_reason', (t) => `${t.text(1000)} NULL`),
  addColumn(AT + 5, 'receipts', 'replaced_by', (t) => `${t.text(20)} NULL`),
  only(
    'sqlite',
    AT + 6,
    'Receipts_make_anew',
    (runner, types) => runner.query(`CREATE TABLE IF NOT EXISTS receipts_anew (${receipts(types, '')}) ${types.table}`),
    (runner) => runner.query('DROP TABLE IF EXISTS receipts_anew'),
  ),
  only(
    'sqlite',
    AT + 7,
    'Receipts_copy',
    (runner) =>
      runner.query(`INSERT OR IGNORE INTO receipts_anew (${RECEIPT_COLUMNS}) SELECT ${RECEIPT_COLUMNS} FROM receipts`),
    (runner) =>
      runner.query(`INSERT OR IGNORE INTO receipts (${RECEIPT_COLUMNS}) SELECT ${RECEIPT_COLUMNS} FROM receipts_anew`),
  ),
  only(
    'sqlite',
    AT + 8,
    'Receipts_drop_old',
    // Only while the copy exists, because after the next step the table `receipts` is the copy.
    async (runner) => (await tableIsThere(runner, 'receipts_anew')) && runner.query('DROP TABLE IF EXISTS receipts'),
    (runner, types) =>
      runner.query(`CREATE TABLE IF NOT EXISTS receipts (${receipts(types, 'UNIQUE')}) ${types.table}`),
  ),
  only(
    'sqlite',
    AT + 9,
    'Receipts_take_place',
    async (runner) =>
      (await tableIsThere(runner, 'receipts_anew')) && runner.query('ALTER TABLE receipts_anew RENAME TO receipts'),
    async (runner) =>
      !(await tableIsThere(runner, 'receipts_anew')) && runner.query('ALTER TABLE receipts RENAME TO receipts_anew'),
  ),
  // On MySQL this comes before dropping the unique index, because the foreign key needs one of the two.
  createIndex(AT + 10, 'receipts', 'receipts_by_pledge', 'pledge_id'),
  only(
    'mysql',
    AT + 11,
    'Receipts_drop_unique',
    async (runner) =>
      (await receiptIndexIsThere(runner, 'pledge_id')) && runner.query('ALTER TABLE receipts DROP INDEX pledge_id'),
    async (runner) =>
      !(await receiptIndexIsThere(runner, 'pledge_id')) &&
      runner.query('ALTER TABLE receipts ADD UNIQUE INDEX pledge_id (pledge_id)'),
  ),
];

export const refundMigrations = [
  addColumn(AT + 1, 'pledges', 'refunded_fen', (t) => `${t.integer} NOT NULL DEFAULT 0 CHECK (refunded_fen >= 0)`),
  addColumn(AT + 2, 'pledges', 'times_paid', (t) => `${t.integer} NOT NULL DEFAULT 0 CHECK (times_paid >= 0)`),
  ...severalReceiptsOfPledge,
  addColumn(AT + 12, 'projects', 'funding_rule', (t) => `${t.text(20)} NOT NULL DEFAULT 'KEEP_WHAT_CAME'`),
  createTable(
    AT + 13,
    'refund_orders',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    project_id ${t.id} NOT NULL,
    cause ${t.text(30)} NOT NULL,
    reason ${t.text(1000)} NOT NULL,
    gift_count ${t.integer} NOT NULL CHECK (gift_count > 0),
    total_fen ${t.integer} NOT NULL CHECK (total_fen > 0),
    prepared_by_id ${t.id} NOT NULL,
    prepared_at ${t.time} NOT NULL,
    approved_by_id ${t.id} NULL,
    approved_at ${t.time} NULL,
    withdrawn_by_id ${t.id} NULL,
    withdrawn_at ${t.time} NULL,
    bank_reference ${t.text(64)} NULL,
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
  createIndex(AT + 14, 'refund_orders', 'refund_orders_by_project', 'project_id, id'),
  createIndex(AT + 15, 'refund_orders', 'refund_orders_by_state', 'approved_at, withdrawn_at, id'),
  createTable(
    AT + 16,
    'refund_items',
    (t) => `
    order_id ${t.id} NOT NULL,
    pledge_id ${t.id} NOT NULL,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen > 0),
    PRIMARY KEY (order_id, pledge_id),
    FOREIGN KEY (order_id) REFERENCES refund_orders (id),
    FOREIGN KEY (pledge_id) REFERENCES pledges (id)
  `,
  ),
  createIndex(AT + 17, 'refund_items', 'refund_items_by_pledge', 'pledge_id'),
  // Payments that are older than this column were paid once.
  migration({
    at: AT + 18,
    name: 'Count_payments_',
    up: () => "UPDATE pledges SET times_paid = 1 WHERE times_paid = 0 AND status IN ('PAID', 'REFUNDED')",
    down: () => 'SELECT 1',
  }),
];
