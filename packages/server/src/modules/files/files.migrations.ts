import { addColumn, createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_011_000;

export const fileMigrations = [
  createTable(
    AT + 1,
    'file_contents',
    (t) => `
    sha256 ${t.text(64)} NOT NULL PRIMARY KEY,
    bytes ${t.integer} NOT NULL CHECK (bytes > 0),
    uses ${t.integer} NOT NULL CHECK (uses >= 0)
  `,
  ),
  createTable(
    AT + 2,
    'stored_files',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    owner_id ${t.id} NOT NULL,
    purpose ${t.text(40)} NOT NULL,
    subject_id ${t.id} NOT NULL,
    name ${t.text(200)} NOT NULL,
    type ${t.text(100)} NOT NULL,
    bytes ${t.integer} NOT NULL CHECK (bytes > 0),
    sha256 ${t.text(64)} NOT NULL,
    width ${t.integer} NULL,
    height ${t.integer} NULL,
    created_at ${t.time} NOT NULL,
    used_at ${t.time} NULL,
    FOREIGN KEY (owner_id) REFERENCES users (id),
    FOREIGN KEY (sha256) REFERENCES file_contents (sha256)
  `,
  ),
  createIndex(AT + 3, 'stored_files', 'stored_files_unused', 'used_at, created_at'),
  createIndex(AT + 4, 'stored_files', 'stored_files_by_content', 'sha256'),
  createTable(
    AT + 5,
    'file_uploads',
    (t) => `
    user_id ${t.id} NOT NULL PRIMARY KEY,
    uploads ${t.integer} NOT NULL,
    window_ends_at ${t.time} NOT NULL
  `,
  ),
  createTable(
    AT + 6,
    'milestone_report_files',
    (t) => `
    report_id ${t.id} NOT NULL,
    file_id ${t.id} NOT NULL,
    position ${t.integer} NOT NULL,
    PRIMARY KEY (report_id, file_id),
    FOREIGN KEY (report_id) REFERENCES milestone_reports (id),
    FOREIGN KEY (file_id) REFERENCES stored_files (id)
  `,
  ),
  createIndex(AT + 7, 'milestone_report_files', 'milestone_report_files_by_file', 'file_id'),
  addColumn(1_760_000_174_000, 'stored_files', 'audience', (t) => `${t.text(20)} NOT NULL DEFAULT 'EVERYBODY'`),
  addColumn(1_760_000_174_010, 'stored_files', 'taken_down_at', (t) => `${t.time} NULL`),
];
