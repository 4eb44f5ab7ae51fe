import { createTable } from '../../db/ddl.js';

/** The migrations that create the tables of a log's tree. `at` holds the number of each migration. */
export const treeTables = (tables: string, rows: string, at: Record<'tree' | 'leaves' | 'nodes' | 'heads', number>) => [
  createTable(
    at.tree,
    `${tables}_tree`,
    (t) => `
    id ${t.integer} NOT NULL PRIMARY KEY CHECK (id = 1),
    size ${t.integer} NOT NULL
  `,
  ),
  createTable(
    at.leaves,
    `${tables}_leaves`,
    (t) => `
    position ${t.integer} NOT NULL PRIMARY KEY CHECK (position >= 0),
    entry_id ${t.id} NOT NULL UNIQUE,
    hash ${t.text(64)} NOT NULL,
    FOREIGN KEY (entry_id) REFERENCES ${rows} (id)
  `,
  ),
  createTable(
    at.nodes,
    `${tables}_nodes`,
    (t) => `
    level ${t.integer} NOT NULL,
    position ${t.integer} NOT NULL,
    hash ${t.text(64)} NOT NULL,
    PRIMARY KEY (level, position)
  `,
  ),
  createTable(
    at.heads,
    `${tables}_heads`,
    (t) => `
    size ${t.integer} NOT NULL PRIMARY KEY CHECK (size > 0),
    root ${t.text(64)} NOT NULL,
    signed_at ${t.time} NOT NULL,
    key_id ${t.text(16)} NOT NULL,
    signature ${t.text(88)} NOT NULL,
    FOREIGN KEY (key_id) REFERENCES proof_keys (key_id)
  `,
  ),
];
