import type { QueryRunner } from 'typeorm';
import { columnTypes } from '../../db/columns.js';
import { createIndex, createTable, hasColumn } from '../../db/ddl.js';
import { monthsOf, moveColumn, ordersOf, stepsOf, type MigrationClass } from '../../db/migrations/orders.js';

const AT = 1_760_000_060_000;

const ofReversal = "o.kind = 'BANK_MOVEMENT_REVERSAL' AND o.subject_id = bank_movements.id AND o.state = 'DONE'";

/** Copies the returns from the old table to the new one. The way down copies the newest return of each line back. */
const carryReturnsOver = (at: number): MigrationClass =>
  class {
    readonly name = `Carry_returns_over_${at}`;
    async up(runner: QueryRunner): Promise<void> {
      if (await hasColumn(runner, 'suspense_returns', 'line_id'))
        await runner.query(`INSERT INTO returns_to_sender (id, line_id, amount_fen, reason, bank_reference, prepared_at, returned_at, withdrawn_at)
          SELECT r.line_id, r.line_id, r.amount_fen, r.reason, r.bank_reference, r.prepared_at, r.returned_at, NULL
          FROM suspense_returns r
          WHERE NOT EXISTS (SELECT 1 FROM returns_to_sender n WHERE n.id = r.line_id)`);
    }
    async down(runner: QueryRunner): Promise<void> {
      await runner.query(`INSERT INTO suspense_returns (line_id, amount_fen, reason, bank_reference, prepared_by_id, prepared_at, signed_by_id, returned_at)
        SELECT n.line_id, n.amount_fen, n.reason, n.bank_reference, o.prepared_by_id, n.prepared_at, o.signed_by_id, n.returned_at
        FROM returns_to_sender n JOIN orders o ON o.kind = 'SUSPENSE_RETURN' AND o.subject_id = n.id
        WHERE n.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM returns_to_sender l WHERE l.line_id = n.line_id
          AND l.id > n.id AND l.withdrawn_at IS NULL)
          AND NOT EXISTS (SELECT 1 FROM suspense_returns r WHERE r.line_id = n.line_id)`);
    }
  };

/** Drops the old table, whose rows are in the new one. The way down creates it empty. */
const dropOldReturns = (at: number): MigrationClass =>
  class {
    readonly name = `Drop_suspense_returns_${at}`;
    async up(runner: QueryRunner): Promise<void> {
      await runner.query('DROP TABLE IF EXISTS suspense_returns');
    }
    async down(runner: QueryRunner): Promise<void> {
      const t = columnTypes(runner.connection.options.type === 'mysql' ? 'mysql' : 'sqlite');
      await runner.query(`CREATE TABLE IF NOT EXISTS suspense_returns (
        line_id ${t.id} NOT NULL PRIMARY KEY,
        amount_fen ${t.integer} NOT NULL CHECK (amount_fen > 0),
        reason ${t.text(500)} NOT NULL,
        bank_reference ${t.text(64)} NULL,
        prepared_by_id ${t.id} NOT NULL,
        prepared_at ${t.time} NOT NULL,
        signed_by_id ${t.id} NULL,
        returned_at ${t.time} NULL,
        FOREIGN KEY (line_id) REFERENCES statement_lines (id)
      ) ${t.table}`);
    }
  };

/** Returns of money in suspense and reversals of bank movements become orders that two people decide on. */
export const suspenseOrderMigrations = [
  createTable(
    AT + 1,
    'returns_to_sender',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    line_id ${t.id} NOT NULL,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen > 0),
    reason ${t.text(500)} NOT NULL,
    bank_reference ${t.text(64)} NULL,
    prepared_at ${t.time} NOT NULL,
    returned_at ${t.time} NULL,
    withdrawn_at ${t.time} NULL,
    FOREIGN KEY (line_id) REFERENCES statement_lines (id)
  `,
  ),
  createIndex(AT + 2, 'returns_to_sender', 'returns_to_sender_by_line', 'line_id, id'),
  createIndex(AT + 3, 'returns_to_sender', 'returns_to_sender_by_reference', 'bank_reference'),
  ordersOf(
    AT + 4,
    'suspense_returns',
    (month) => `
    SELECT r.line_id AS id, 'SUSPENSE_RETURN' AS kind, r.line_id AS subject_id, NULL AS project_id, NULL AS unit_id, r.amount_fen, 'suspense-returns' AS limit_scope,
      CASE WHEN r.returned_at IS NOT NULL AND r.signed_by_id IS NULL THEN r.amount_fen ELSE 0 END AS alone_up_to_fen,
      CASE WHEN r.returned_at IS NULL THEN 'PREPARED' ELSE 'DONE' END AS state, r.reason, r.prepared_by_id, r.prepared_at, r.signed_by_id, r.returned_at AS done_at, ${month('r.returned_at')} AS done_month,
      NULL AS closed_by_id, NULL AS closed_at, 1 AS is_from_before
    FROM suspense_returns r`,
  ),
  stepsOf(AT + 5, "'SUSPENSE_RETURN'", 0),
  stepsOf(AT + 6, "'SUSPENSE_RETURN'", 1),
  monthsOf(AT + 7, "'SUSPENSE_RETURN'"),
  carryReturnsOver(AT + 8),
  dropOldReturns(AT + 9),
  // The order of a reversal gets the id of the reversing entry, because the order of the booking has the movement's id.
  ordersOf(
    AT + 10,
    'bank_movements',
    (month) => `
    SELECT e.id, 'BANK_MOVEMENT_REVERSAL' AS kind, m.id AS subject_id, m.project_id, NULL AS unit_id, ABS(m.amount_fen) AS amount_fen, CONCAT('movement-reversals:', m.kind) AS limit_scope,
      ABS(m.amount_fen) AS alone_up_to_fen, 'DONE' AS state, m.reversal_reason AS reason, m.reversed_by_id AS prepared_by_id, m.reversed_at AS prepared_at, NULL AS signed_by_id,
      m.reversed_at AS done_at, ${month('m.reversed_at')} AS done_month, NULL AS closed_by_id, NULL AS closed_at, 1 AS is_from_before
    FROM bank_movements m JOIN journal_entries e ON e.source_key = CONCAT('bank-movement:', m.id, ':reversed')
    WHERE m.reversed_by_id IS NOT NULL`,
    'reversed_by_id',
  ),
  stepsOf(AT + 11, "'BANK_MOVEMENT_REVERSAL'", 0),
  stepsOf(AT + 12, "'BANK_MOVEMENT_REVERSAL'", 1),
  monthsOf(AT + 13, "'BANK_MOVEMENT_REVERSAL'"),
  moveColumn(AT + 14, 'bank_movements', 'reversed_by_id', (t) => `${t.id} NULL`, ofReversal, 'o.prepared_by_id'),
];
