import { addColumn, createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_008_000;

const ROWS_AT = 1_760_000_031_000;

/** Adds rows of a statement that are not movements, and settings of a layout besides its columns. */
const rowMigrations = [
  createTable(
    ROWS_AT + 1,
    'statement_rows',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    statement_id ${t.id} NOT NULL,
    row_number_in_file ${t.integer} NOT NULL,
    content ${t.text(500)} NOT NULL,
    amount_fen ${t.integer} NULL,
    reason ${t.text(20)} NOT NULL,
    undecided ${t.boolean} NOT NULL,
    decision ${t.text(20)} NULL,
    decided_by_id ${t.id} NULL,
    decided_at ${t.time} NULL,
    UNIQUE (statement_id, row_number_in_file),
    FOREIGN KEY (statement_id) REFERENCES statements (id)
  `,
  ),
  addColumn(ROWS_AT + 2, 'statements', 'sheet', (t) => `${t.integer} NOT NULL DEFAULT 0`),
  addColumn(ROWS_AT + 3, 'statements', 'money_unit', (t) => `${t.text(20)} NULL`),
  addColumn(ROWS_AT + 4, 'statements', 'notices_json', (t) => `${t.longText} NULL`),
  addColumn(ROWS_AT + 5, 'statement_layouts', 'money_unit', (t) => `${t.text(20)} NULL`),
  addColumn(ROWS_AT + 6, 'statement_layouts', 'version', (t) => `${t.integer} NOT NULL DEFAULT 1`),
];

export const reconciliationMigrations = [
  createTable(
    AT + 1,
    'statements',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    file_name ${t.text(200)} NOT NULL,
    file_hash ${t.text(64)} NOT NULL UNIQUE,
    format ${t.text(10)} NOT NULL,
    encoding ${t.text(20)} NULL,
    state ${t.text(20)} NOT NULL,
    header_row ${t.integer} NOT NULL,
    header ${t.longText} NOT NULL,
    preview ${t.longText} NOT NULL,
    column_roles ${t.longText} NOT NULL,
    layout_key ${t.text(64)} NOT NULL,
    is_known_layout ${t.boolean} NOT NULL,
    line_count ${t.integer} NOT NULL,
    total ${t.integer} NOT NULL,
    done ${t.integer} NOT NULL,
    new_lines ${t.integer} NOT NULL,
    faults_json ${t.longText} NOT NULL,
    first_at ${t.time} NULL,
    last_at ${t.time} NULL,
    opening_fen ${t.integer} NULL,
    closing_fen ${t.integer} NULL,
    confirm_from ${t.integer} NULL,
    uploaded_by_id ${t.id} NOT NULL,
    uploaded_at ${t.time} NOT NULL,
    asked_by_id ${t.id} NULL
  `,
  ),
  createIndex(AT + 2, 'statements', 'statements_by_state', 'state, id'),
  createTable(
    AT + 3,
    'statement_lines',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    statement_id ${t.id} NOT NULL,
    row_number_in_file ${t.integer} NOT NULL,
    line_key ${t.text(64)} NOT NULL UNIQUE,
    booked_at ${t.time} NOT NULL,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen <> 0),
    balance_fen ${t.integer} NULL,
    name ${t.text(200)} NULL,
    account ${t.text(64)} NULL,
    remark ${t.text(500)} NOT NULL,
    serial ${t.text(64)} NULL,
    status ${t.text(20)} NOT NULL,
    suspense_fen ${t.integer} NOT NULL CHECK (suspense_fen >= 0),
    pledge_id ${t.id} NULL,
    confidence ${t.integer} NOT NULL CHECK (confidence BETWEEN 0 AND 100),
    reasons ${t.longText} NOT NULL,
    FOREIGN KEY (statement_id) REFERENCES statements (id),
    FOREIGN KEY (pledge_id) REFERENCES pledges (id)
  `,
  ),
  createIndex(AT + 4, 'statement_lines', 'statement_lines_by_statement', 'statement_id, status, confidence, id'),
  createIndex(AT + 5, 'statement_lines', 'statement_lines_by_status', 'status, id'),
  createTable(
    AT + 6,
    'statement_links',
    (t) => `
    entry_id ${t.id} NOT NULL PRIMARY KEY,
    line_id ${t.id} NOT NULL,
    FOREIGN KEY (entry_id) REFERENCES journal_entries (id),
    FOREIGN KEY (line_id) REFERENCES statement_lines (id)
  `,
  ),
  createIndex(AT + 7, 'statement_links', 'statement_links_by_line', 'line_id'),
  createTable(
    AT + 8,
    'suspense_moves',
    (t) => `
    entry_id ${t.id} NOT NULL PRIMARY KEY,
    line_id ${t.id} NOT NULL,
    FOREIGN KEY (entry_id) REFERENCES journal_entries (id),
    FOREIGN KEY (line_id) REFERENCES statement_lines (id)
  `,
  ),
  createIndex(AT + 9, 'suspense_moves', 'suspense_moves_by_line', 'line_id'),
  createTable(
    AT + 10,
    'suspense_returns',
    (t) => `
    line_id ${t.id} NOT NULL PRIMARY KEY,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen > 0),
    reason ${t.text(500)} NOT NULL,
    bank_reference ${t.text(64)} NULL,
    prepared_by_id ${t.id} NOT NULL,
    prepared_at ${t.time} NOT NULL,
    signed_by_id ${t.id} NULL,
    returned_at ${t.time} NULL,
    FOREIGN KEY (line_id) REFERENCES statement_lines (id)
  `,
  ),
  createTable(
    AT + 11,
    'statement_layouts',
    (t) => `
    layout_key ${t.text(64)} NOT NULL PRIMARY KEY,
    column_roles ${t.longText} NOT NULL,
    used_at ${t.time} NOT NULL
  `,
  ),
  createIndex(AT + 12, 'pledges', 'pledges_by_bank_reference', 'bank_reference'),
  ...rowMigrations,
];
