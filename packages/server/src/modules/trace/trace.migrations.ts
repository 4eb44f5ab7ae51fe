import { createIndex, createTable, migration, refuse } from '../../db/ddl.js';

const AT = 1_760_000_130_000;

export const traceMigrations = [
  createTable(
    AT + 1,
    'trace_entries',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    kind ${t.text(40)} NOT NULL,
    actor_id ${t.id} NULL,
    session_id ${t.id} NULL,
    role ${t.text(20)} NULL,
    subject ${t.text(40)} NULL,
    person_id ${t.id} NULL,
    before_facts ${t.text(4000)} NULL,
    after_facts ${t.text(4000)} NULL,
    place ${t.text(16)} NULL,
    agent ${t.text(20)} NULL,
    request_id ${t.id} NULL,
    reason_digest ${t.text(43)} NULL,
    at ${t.time} NOT NULL
  `,
  ),
  createTable(
    AT + 2,
    'trace_reasons',
    (t) => `
    entry_id ${t.id} NOT NULL PRIMARY KEY,
    reason ${t.text(2000)} NOT NULL,
    FOREIGN KEY (entry_id) REFERENCES trace_entries (id)
  `,
  ),
  createIndex(AT + 3, 'trace_entries', 'trace_entries_by_actor', 'actor_id, id'),
  createIndex(AT + 4, 'trace_entries', 'trace_entries_by_person', 'person_id, id'),
  createIndex(AT + 5, 'trace_entries', 'trace_entries_by_subject', 'subject, id'),
  createIndex(AT + 6, 'trace_entries', 'trace_entries_by_kind', 'kind, id'),
  refuse(AT + 7, 'trace_entries', 'UPDATE'),
  refuse(AT + 8, 'trace_entries', 'DELETE'),
  // A reason may be erased, because people can have written a name into it. Another one cannot take its place.
  refuse(AT + 9, 'trace_reasons', 'UPDATE'),
  // Names of jobs are longer than those of browsers. On SQLite a text has no length.
  migration({
    at: 1_760_000_184_000,
    name: 'Widen_trace_entries_agent_',
    up: (t, dialect) =>
      dialect === 'mysql' ? `ALTER TABLE trace_entries MODIFY agent ${t.text(60)} NULL` : 'SELECT 1',
    down: () => 'SELECT 1',
  }),
];
