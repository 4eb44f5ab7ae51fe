import { createTable } from '../ddl.js';

const AT = 1_760_000_019_000;

export const jobMigrations = [
  createTable(
    AT + 1,
    'job_leases',
    (t) => `
    job ${t.text(60)} NOT NULL PRIMARY KEY,
    holder ${t.id} NOT NULL,
    expires_at ${t.time} NOT NULL,
    claims ${t.integer} NOT NULL
  `,
  ),
];
