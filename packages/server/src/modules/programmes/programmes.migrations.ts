import { createIndex, createTable } from '../../db/ddl.js';

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
];
