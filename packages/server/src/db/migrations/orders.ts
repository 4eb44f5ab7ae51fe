import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes, type ColumnTypes } from '../columns.js';
import { createIndex, createTable, hasColumn, refuse } from '../ddl.js';

const AT = 1_760_000_014_500;

export type MigrationClass = new () => MigrationInterface;
const isMysql = (runner: QueryRunner): boolean => runner.connection.options.type === 'mysql';

/** Returns the SQL for the month in Shanghai of a stored moment. */
const monthOf = (runner: QueryRunner, moment: string): string =>
  isMysql(runner) ? `DATE_FORMAT(${moment} + INTERVAL 8 HOUR, '%Y-%m')` : `strftime('%Y-%m', ${moment}, '+8 hours')`;

const ORDER_COLUMNS =
  'id, kind, subject_id, project_id, unit_id, amount_fen, limit_scope, alone_up_to_fen, state, reason, prepared_by_id, prepared_at, signed_by_id, done_at, done_month, closed_by_id, closed_at, is_from_before';

/**
 * Copies rows of `table` as orders, each once. Until now the table itself has kept who prepared and signed. The copy
 * runs only while the table still has `column`.
 */
export const ordersOf = (
  at: number,
  table: string,
  select: (month: (moment: string) => string) => string,
  column = 'prepared_by_id',
): MigrationClass =>
  class implements MigrationInterface {
    readonly name = `Orders_of_${table}_${at}`;
    async up(runner: QueryRunner): Promise<void> {
      if (await hasColumn(runner, table, column)) {
        await runner.query(
          `INSERT INTO orders (${ORDER_COLUMNS}) SELECT * FROM (${select((moment) => monthOf(runner, moment))}) AS found
            WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = found.id)`,
        );
      }
    }
    async down(): Promise<void> {}
  };

/**
 * Adds steps to old orders that have none yet, from what is known of them. `position` 0 is the preparation, 1 the
 * decision.
 */
export const stepsOf = (at: number, kinds: string, position: 0 | 1): MigrationClass =>
  class implements MigrationInterface {
    readonly name = `Steps_of_orders_${at}`;
    async up(runner: QueryRunner): Promise<void> {
      const step =
        position === 0
          ? "'PREPARED', o.prepared_by_id, o.prepared_at, o.reason"
          : "CASE WHEN o.state <> 'DONE' THEN o.state WHEN o.signed_by_id IS NULL THEN 'DONE_ALONE' ELSE 'SIGNED' END, CASE WHEN o.state <> 'DONE' THEN o.closed_by_id ELSE COALESCE(o.signed_by_id, o.prepared_by_id) END, COALESCE(o.done_at, o.closed_at), NULL";
      await runner.query(`INSERT INTO order_steps (order_id, position, kind, actor_id, at, note)
        SELECT o.id, ${position}, ${step} FROM orders o
        WHERE o.kind IN (${kinds}) AND o.is_from_before = 1 ${position === 1 ? "AND o.state <> 'PREPARED'" : ''}
          AND NOT EXISTS (SELECT 1 FROM order_steps s WHERE s.order_id = o.id AND s.position = ${position})`);
    }
    async down(): Promise<void> {}
  };

/** Adds the monthly totals of old orders. */
export const monthsOf = (at: number, kinds: string): MigrationClass =>
  class implements MigrationInterface {
    readonly name = `Months_of_orders_${at}`;
    async up(runner: QueryRunner): Promise<void> {
      await runner.query(`INSERT INTO order_months (limit_scope, month, alone_fen)
        SELECT o.limit_scope, o.done_month, SUM(o.amount_fen) FROM orders o
        WHERE o.kind IN (${kinds}) AND o.is_from_before = 1 AND o.state = 'DONE' AND o.signed_by_id IS NULL
          AND NOT EXISTS (SELECT 1 FROM order_months m WHERE m.limit_scope = o.limit_scope AND m.month = o.done_month)
        GROUP BY o.limit_scope, o.done_month`);
    }
    async down(): Promise<void> {}
  };

/**
 * Drops a column that orders have taken over. The down migration adds it again and fills it with `value`, an expression
 * over `orders o`.
 */
export const moveColumn = (
  at: number,
  table: string,
  column: string,
  definition: (types: ColumnTypes) => string,
  of: string,
  value: string,
): MigrationClass =>
  class implements MigrationInterface {
    readonly name = `Move_${table}_${column}_${at}`;
    async up(runner: QueryRunner): Promise<void> {
      if (await hasColumn(runner, table, column)) await runner.query(`ALTER TABLE ${table} DROP COLUMN ${column}`);
    }
    async down(runner: QueryRunner): Promise<void> {
      if (!(await hasColumn(runner, table, column)))
        await runner.query(
          `ALTER TABLE ${table} ADD COLUMN ${column} ${definition(columnTypes(isMysql(runner) ? 'mysql' : 'sqlite'))}`,
        );
      await runner.query(
        `UPDATE ${table} SET ${column} = (SELECT ${value} FROM orders o WHERE ${of})
          WHERE EXISTS (SELECT 1 FROM orders o WHERE ${of})`,
      );
    }
  };

const ofRefund = "o.kind IN ('GIFT_REFUND', 'CONFIRMATION_REVERSAL') AND o.subject_id = refund_orders.id";
const ofRelease =
  "o.kind = 'STAGE_RELEASE' AND o.subject_id = releases.milestone_id AND o.state IN ('PREPARED', 'DONE')";

export const orderMigrations = [
  createTable(
    AT + 1,
    'orders',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    kind ${t.text(30)} NOT NULL,
    subject_id ${t.id} NOT NULL,
    project_id ${t.id} NULL,
    unit_id ${t.id} NULL,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen > 0),
    limit_scope ${t.text(60)} NOT NULL,
    alone_up_to_fen ${t.integer} NOT NULL CHECK (alone_up_to_fen >= 0),
    state ${t.text(20)} NOT NULL,
    reason ${t.text(1000)} NULL,
    prepared_by_id ${t.id} NOT NULL,
    prepared_at ${t.time} NOT NULL,
    signed_by_id ${t.id} NULL,
    done_at ${t.time} NULL,
    done_month ${t.text(7)} NULL,
    closed_by_id ${t.id} NULL,
    closed_at ${t.time} NULL,
    is_from_before ${t.boolean} NOT NULL,
    FOREIGN KEY (project_id) REFERENCES projects (id),
    FOREIGN KEY (unit_id) REFERENCES organizations (id)
  `,
  ),
  createIndex(AT + 2, 'orders', 'orders_by_subject', 'subject_id, kind'),
  createIndex(AT + 3, 'orders', 'orders_by_scope', 'limit_scope, done_month'),
  createTable(
    AT + 4,
    'order_steps',
    (t) => `
    order_id ${t.id} NOT NULL,
    position ${t.integer} NOT NULL,
    kind ${t.text(20)} NOT NULL,
    actor_id ${t.id} NULL,
    at ${t.time} NOT NULL,
    note ${t.text(1000)} NULL,
    PRIMARY KEY (order_id, position),
    FOREIGN KEY (order_id) REFERENCES orders (id)
  `,
  ),
  createTable(
    AT + 5,
    'order_months',
    (t) => `
    limit_scope ${t.text(60)} NOT NULL,
    month ${t.text(7)} NOT NULL,
    alone_fen ${t.integer} NOT NULL CHECK (alone_fen >= 0),
    PRIMARY KEY (limit_scope, month)
  `,
  ),
  refuse(AT + 6, 'order_steps', 'UPDATE'),
  refuse(AT + 7, 'order_steps', 'DELETE'),
  ordersOf(
    AT + 8,
    'releases',
    (month) => `
    SELECT r.milestone_id AS id, 'STAGE_RELEASE' AS kind, r.milestone_id AS subject_id, r.project_id, p.organization_id AS unit_id, r.amount_fen, CONCAT('project:', r.project_id) AS limit_scope,
      CASE WHEN r.released_at IS NOT NULL AND r.signed_by_id IS NULL THEN r.amount_fen ELSE 0 END AS alone_up_to_fen,
      CASE WHEN r.released_at IS NULL THEN 'PREPARED' ELSE 'DONE' END AS state, NULL AS reason, r.prepared_by_id, r.prepared_at, r.signed_by_id, r.released_at AS done_at, ${month('r.released_at')} AS done_month,
      NULL AS closed_by_id, NULL AS closed_at, 1 AS is_from_before
    FROM releases r JOIN projects p ON p.id = r.project_id`,
  ),
  stepsOf(AT + 9, "'STAGE_RELEASE'", 0),
  stepsOf(AT + 10, "'STAGE_RELEASE'", 1),
  monthsOf(AT + 11, "'STAGE_RELEASE'"),
  moveColumn(
    AT + 12,
    'releases',
    'prepared_by_id',
    (t) => `${t.id} NOT NULL DEFAULT ''`,
    ofRelease,
    'o.prepared_by_id',
  ),
  moveColumn(AT + 13, 'releases', 'signed_by_id', (t) => `${t.id} NULL`, ofRelease, 'o.signed_by_id'),
  ordersOf(
    AT + 14,
    'refund_orders',
    (month) => `
    SELECT r.id, CASE WHEN r.cause = 'MISTAKEN_CONFIRMATION' THEN 'CONFIRMATION_REVERSAL' ELSE 'GIFT_REFUND' END AS kind, r.id AS subject_id, r.project_id, p.organization_id AS unit_id,
      r.total_fen AS amount_fen, CONCAT('project:', r.project_id) AS limit_scope, 0 AS alone_up_to_fen,
      CASE WHEN r.approved_at IS NOT NULL THEN 'DONE' WHEN r.withdrawn_at IS NULL THEN 'PREPARED' WHEN r.withdrawn_by_id = r.prepared_by_id THEN 'WITHDRAWN' ELSE 'REFUSED' END AS state, r.reason,
      r.prepared_by_id, r.prepared_at, r.approved_by_id AS signed_by_id, r.approved_at AS done_at, ${month('r.approved_at')} AS done_month, r.withdrawn_by_id AS closed_by_id, r.withdrawn_at AS closed_at, 1 AS is_from_before
    FROM refund_orders r JOIN projects p ON p.id = r.project_id`,
  ),
  stepsOf(AT + 15, "'GIFT_REFUND', 'CONFIRMATION_REVERSAL'", 0),
  stepsOf(AT + 16, "'GIFT_REFUND', 'CONFIRMATION_REVERSAL'", 1),
  moveColumn(
    AT + 17,
    'refund_orders',
    'prepared_by_id',
    (t) => `${t.id} NOT NULL DEFAULT ''`,
    ofRefund,
    'o.prepared_by_id',
  ),
  moveColumn(AT + 18, 'refund_orders', 'approved_by_id', (t) => `${t.id} NULL`, ofRefund, 'o.signed_by_id'),
  moveColumn(AT + 19, 'refund_orders', 'withdrawn_by_id', (t) => `${t.id} NULL`, ofRefund, 'o.closed_by_id'),
  createTable(
    AT + 20,
    'payout_downloads',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    order_id ${t.id} NOT NULL,
    format ${t.text(10)} NOT NULL,
    downloaded_by_id ${t.id} NOT NULL,
    downloaded_at ${t.time} NOT NULL,
    payment_count ${t.integer} NOT NULL CHECK (payment_count >= 0),
    total_fen ${t.integer} NOT NULL CHECK (total_fen >= 0),
    FOREIGN KEY (order_id) REFERENCES refund_orders (id)
  `,
  ),
  createIndex(AT + 21, 'payout_downloads', 'payout_downloads_by_order', 'order_id, id'),
  refuse(AT + 22, 'payout_downloads', 'UPDATE'),
  refuse(AT + 23, 'payout_downloads', 'DELETE'),
];
