import { createIndex, createTable, refuse } from '../../db/ddl.js';

const AT = 1_760_000_010_000;

export const disclosureMigrations = [
  createTable(
    AT + 1,
    'disclosure_reports',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    project_id ${t.id} NOT NULL,
    kind ${t.text(20)} NOT NULL,
    number ${t.integer} NOT NULL CHECK (number > 0),
    due_on ${t.text(10)} NOT NULL,
    text ${t.longText} NOT NULL,
    evidence ${t.longText} NOT NULL,
    received_fen ${t.integer} NOT NULL,
    released_fen ${t.integer} NOT NULL,
    refunded_fen ${t.integer} NOT NULL,
    indicators ${t.longText} NOT NULL,
    published_at ${t.time} NOT NULL,
    published_by_id ${t.id} NOT NULL,
    UNIQUE (project_id, kind, number),
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
  createTable(
    AT + 2,
    'disclosure_corrections',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    report_id ${t.id} NOT NULL,
    organization_id ${t.id} NOT NULL,
    text ${t.text(2000)} NOT NULL,
    published_at ${t.time} NOT NULL,
    published_by_id ${t.id} NOT NULL,
    FOREIGN KEY (report_id) REFERENCES disclosure_reports (id),
    FOREIGN KEY (organization_id) REFERENCES organizations (id)
  `,
  ),
  createIndex(AT + 3, 'disclosure_corrections', 'disclosure_corrections_by_report', 'report_id, id'),
  refuse(AT + 4, 'disclosure_reports', 'UPDATE'),
  refuse(AT + 5, 'disclosure_reports', 'DELETE'),
  refuse(AT + 6, 'disclosure_corrections', 'UPDATE'),
  refuse(AT + 7, 'disclosure_corrections', 'DELETE'),
  createTable(
    AT + 8,
    'disclosure_reminders',
    (t) => `
    project_id ${t.id} NOT NULL,
    kind ${t.text(20)} NOT NULL,
    number ${t.integer} NOT NULL,
    reminder ${t.text(10)} NOT NULL,
    PRIMARY KEY (project_id, kind, number, reminder),
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
];
