import { addColumn, createIndex, createTable } from '../ddl.js';

const AT = 1_760_000_014_720;

export const bankMovementMigrations = [
  addColumn(AT + 1, 'statement_lines', 'further_pledges', (t) => `${t.longText} NULL`),
  addColumn(AT + 2, 'statement_lines', 'movement_kind', (t) => `${t.text(30)} NULL`),
  addColumn(AT + 3, 'statement_lines', 'movement_purpose', (t) => `${t.text(20)} NULL`),
  addColumn(AT + 4, 'statement_lines', 'movement_project_id', (t) => `${t.id} NULL`),
  addColumn(AT + 5, 'statements', 'left_to_colleague', (t) => `${t.integer} NOT NULL DEFAULT 0`),
  createTable(AT + 6, 'bank_movements', (t) => `
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
  `),
  createIndex(AT + 7, 'bank_movements', 'bank_movements_by_line', 'line_id, id'),
  createTable(AT + 8, 'movement_words', (t) => `
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
  `),
];
