import { addColumn, createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_070_000;
/** Works that make a file. */
const FILES_AT = 1_760_000_190_000;

export const worksMigrations = [
  createTable(
    AT + 1,
    'works',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    kind ${t.text(60)} NOT NULL,
    subject_id ${t.id} NOT NULL,
    subject ${t.text(250)} NOT NULL,
    started_by_id ${t.id} NOT NULL,
    state ${t.text(20)} NOT NULL,
    done ${t.integer} NOT NULL,
    total ${t.integer} NOT NULL,
    outcome_json ${t.longText} NOT NULL,
    failure_key ${t.text(60)},
    started_at ${t.time} NOT NULL,
    finished_at ${t.time},
    locks ${t.integer} NOT NULL DEFAULT 0,
    FOREIGN KEY (started_by_id) REFERENCES users (id)
  `,
  ),
  createIndex(AT + 2, 'works', 'works_of_person', 'started_by_id, id'),
  createIndex(AT + 3, 'works', 'works_by_state', 'state, id'),
  createIndex(AT + 4, 'works', 'works_of_subject', 'subject_id, state'),
  addColumn(FILES_AT + 1, 'works', 'request_json', (t) => t.longText),
  addColumn(FILES_AT + 2, 'works', 'attempts', (t) => `${t.integer} NOT NULL DEFAULT 0`),
  createTable(
    FILES_AT + 3,
    'work_results',
    (t) => `
    work_id ${t.id} NOT NULL PRIMARY KEY,
    file_name ${t.text(250)} NOT NULL,
    type ${t.text(100)} NOT NULL,
    bytes ${t.integer} NOT NULL,
    kept_until ${t.time} NOT NULL,
    removed_at ${t.time},
    FOREIGN KEY (work_id) REFERENCES works (id)
  `,
  ),
  createIndex(FILES_AT + 4, 'work_results', 'work_results_to_remove', 'removed_at, kept_until'),
  createTable(
    FILES_AT + 5,
    'work_result_parts',
    (t) => `
    work_id ${t.id} NOT NULL,
    position ${t.integer} NOT NULL,
    content ${t.bytes} NOT NULL,
    PRIMARY KEY (work_id, position),
    FOREIGN KEY (work_id) REFERENCES works (id)
  `,
  ),
];
