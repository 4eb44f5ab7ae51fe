import { addColumn, createIndex, createTable } from '../../db/ddl.js';
import { monthsOf, moveColumn, ordersOf, stepsOf } from '../../db/migrations/orders.js';

const AT = 1_760_000_014_720;

const ofMovement = "o.kind = 'BANK_MOVEMENT' AND o.subject_id = bank_movements.id";

export const bankMovementMigrations = [
  addColumn(AT + 1, 'statement_lines', 'further_pledges', (t) => `${t.longText} NULL`),
  addColumn(AT + 2, 'statement_lines', 'movement_kind', (t) => `${t.text(30)} NULL`),
  addColumn(AT + 3, 'statement_lines', 'movement_purpose', (t) => `${t.text(20)} NULL`),
  addColumn(AT + 4, 'statement_lines', 'movement_project_id', (t) => `${t.id} NULL`),
  addColumn(AT + 5, 'statements', 'left_to_colleague', (t) => `${t.integer} NOT NULL DEFAULT 0`),
  createTable(
    AT + 6,
    'bank_movements',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    line_id ${t.id} NOT NULL,
    kind ${t.text(30)} NOT NULL,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen <> 0),
    purpose ${t.text(20)} NULL,
    project_id ${t.id} NULL,
    note ${t.text(200)} NULL,
    prepared_by_id ${t.id} NOT NULL,
    prepared_at ${t.time} NOT NULL,
    signed_by_id ${t.id} NULL,
    booked_at ${t.time} NULL,
    reversed_by_id ${t.id} NULL,
    reversed_at ${t.time} NULL,
    reversal_reason ${t.text(500)} NULL,
    FOREIGN KEY (line_id) REFERENCES statement_lines (id),
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
  createIndex(AT + 7, 'bank_movements', 'bank_movements_by_line', 'line_id, id'),
  createTable(
    AT + 8,
    'movement_words',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    words ${t.text(40)} NOT NULL,
    words_key ${t.text(100)} NOT NULL,
    is_incoming ${t.boolean} NOT NULL,
    kind ${t.text(30)} NOT NULL,
    purpose ${t.text(20)} NULL,
    project_id ${t.id} NULL,
    learned_by_id ${t.id} NOT NULL,
    learned_at ${t.time} NOT NULL,
    UNIQUE (words_key, is_incoming),
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
  ordersOf(
    AT + 9,
    'bank_movements',
    (month) => `
    SELECT m.id, 'BANK_MOVEMENT' AS kind, m.id AS subject_id, m.project_id, NULL AS unit_id, ABS(m.amount_fen) AS amount_fen, CONCAT('bank-movements:', m.kind) AS limit_scope,
      CASE WHEN m.booked_at IS NOT NULL AND m.signed_by_id IS NULL THEN ABS(m.amount_fen) ELSE 0 END AS alone_up_to_fen,
      CASE WHEN m.booked_at IS NULL THEN 'PREPARED' ELSE 'DONE' END AS state, NULL AS reason, m.prepared_by_id, m.prepared_at, m.signed_by_id, m.booked_at AS done_at, ${month('m.booked_at')} AS done_month,
      NULL AS closed_by_id, NULL AS closed_at, 1 AS is_from_before
    FROM bank_movements m`,
  ),
  stepsOf(AT + 10, "'BANK_MOVEMENT'", 0),
  stepsOf(AT + 11, "'BANK_MOVEMENT'", 1),
  monthsOf(AT + 12, "'BANK_MOVEMENT'"),
  moveColumn(
    AT + 13,
    'bank_movements',
    'prepared_by_id',
    (t) => `${t.id} NOT NULL DEFAULT ''`,
    ofMovement,
    'o.prepared_by_id',
  ),
  moveColumn(AT + 14, 'bank_movements', 'signed_by_id', (t) => `${t.id} NULL`, ofMovement, 'o.signed_by_id'),
];
