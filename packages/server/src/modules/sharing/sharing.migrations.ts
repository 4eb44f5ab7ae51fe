import { createTable } from '../../db/ddl.js';

const AT = 1_760_000_200_000;

export const sharingMigrations = [
  createTable(
    AT + 1,
    'short_links',
    (t) => `
    code ${t.text(12)} NOT NULL PRIMARY KEY,
    project_id ${t.id} NOT NULL UNIQUE,
    created_at ${t.time} NOT NULL,
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
  createTable(
    AT + 2,
    'short_link_visits',
    (t) => `
    code ${t.text(12)} NOT NULL,
    source ${t.text(20)} NOT NULL,
    visits ${t.integer} NOT NULL CHECK (visits > 0),
    PRIMARY KEY (code, source),
    FOREIGN KEY (code) REFERENCES short_links (code)
  `,
  ),
];
