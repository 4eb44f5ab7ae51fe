import { addColumn, createIndex, createTable } from '../../db/ddl.js';

const at = (step: number): number => 1_760_000_000_000 + step * 1_000;

export const programmeMigrations = [
  createTable(
    at(470),
    'programmes',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    title ${t.text(80)} NOT NULL,
    purpose ${t.text(2000)} NOT NULL,
    source_use ${t.text(20)} NOT NULL,
    state ${t.text(10)} NOT NULL,
    proposed_by_id ${t.id} NOT NULL,
    proposed_at ${t.time} NOT NULL,
    decided_by_id ${t.id} NULL,
    decided_at ${t.time} NULL,
    reason ${t.text(500)} NULL,
    locks ${t.integer} NOT NULL DEFAULT 0,
    FOREIGN KEY (proposed_by_id) REFERENCES users (id)
  `,
  ),
  createTable(
    at(471),
    'programme_funds',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    programme_id ${t.id} NOT NULL,
    source ${t.text(20)} NOT NULL,
    place ${t.integer} NOT NULL,
    received_fen ${t.integer} NOT NULL CHECK (received_fen >= 0),
    UNIQUE (programme_id, source),
    UNIQUE (programme_id, place),
    FOREIGN KEY (programme_id) REFERENCES programmes (id)
  `,
  ),
  createTable(
    at(472),
    'programme_moves',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    programme_id ${t.id} NOT NULL,
    kind ${t.text(12)} NOT NULL,
    source ${t.text(20)} NULL,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen > 0),
    note ${t.text(200)} NOT NULL,
    state ${t.text(12)} NOT NULL,
    bank_reference ${t.text(64)} NULL,
    reference_key ${t.text(200)} NULL UNIQUE,
    prepared_at ${t.time} NOT NULL,
    done_at ${t.time} NULL,
    FOREIGN KEY (programme_id) REFERENCES programmes (id)
  `,
  ),
  createIndex(at(473), 'programme_moves', 'programme_moves_by_programme', 'programme_id, id'),
  createIndex(at(474), 'programme_moves', 'programme_moves_by_bank_reference', 'bank_reference'),
  ...['granted_fen', 'moved_in_fen', 'moved_out_fen', 'held_fen'].map((column, index) =>
    addColumn(at(475) + index, 'programme_funds', column, (t) => `${t.integer} NOT NULL DEFAULT 0`),
  ),
  addColumn(at(475) + 4, 'programme_moves', 'to_programme_id', (t) => `${t.id} NULL`),
  addColumn(at(475) + 5, 'programme_moves', 'notice_ends_at', (t) => `${t.time} NULL`),
  addColumn(at(475) + 6, 'programme_moves', 'stop_reason', (t) => `${t.text(500)} NULL`),
  addColumn(at(475) + 7, 'programme_moves', 'stopped_by_id', (t) => `${t.id} NULL`),
  createIndex(at(475) + 8, 'programme_moves', 'programme_moves_by_state', 'state, id'),
  createTable(
    at(476),
    'programme_recipients',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    payee_sealed ${t.text(1000)} NOT NULL,
    payee_index ${t.text(60)} NULL UNIQUE
  `,
  ),
  createTable(
    at(477),
    'programme_grants',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    move_id ${t.id} NOT NULL,
    programme_id ${t.id} NOT NULL,
    position ${t.integer} NOT NULL,
    recipient_id ${t.id} NOT NULL,
    bank ${t.text(100)} NOT NULL,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen > 0),
    state ${t.text(10)} NOT NULL,
    returned_at ${t.time} NULL,
    returned_by_id ${t.id} NULL,
    return_reference ${t.text(64)} NULL,
    return_key ${t.text(200)} NULL UNIQUE,
    UNIQUE (move_id, position),
    UNIQUE (move_id, recipient_id),
    FOREIGN KEY (move_id) REFERENCES programme_moves (id),
    FOREIGN KEY (programme_id) REFERENCES programmes (id),
    FOREIGN KEY (recipient_id) REFERENCES programme_recipients (id)
  `,
  ),
  createIndex(at(478), 'programme_grants', 'programme_grants_by_programme', 'programme_id, state, recipient_id'),
  createIndex(at(478) + 1, 'programme_grants', 'programme_grants_by_return', 'return_reference'),
  createTable(
    at(479),
    'programme_grant_sources',
    (t) => `
    grant_id ${t.id} NOT NULL,
    fund_id ${t.id} NOT NULL,
    amount_fen ${t.integer} NOT NULL CHECK (amount_fen > 0),
    PRIMARY KEY (grant_id, fund_id),
    FOREIGN KEY (grant_id) REFERENCES programme_grants (id),
    FOREIGN KEY (fund_id) REFERENCES programme_funds (id)
  `,
  ),
  addColumn(at(479) + 1, 'programmes', 'search_text', (t) => `${t.longText} NULL`),
  createIndex(at(479) + 2, 'programmes', 'programmes_by_state', 'state, id'),
];
