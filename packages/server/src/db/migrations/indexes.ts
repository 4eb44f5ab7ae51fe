import { createIndex, dropIndex } from '../ddl.js';

const AT = 1_760_000_013_000;

/** Every index of a gift is written with every gift: those that no query needs are gone. */
export const indexMigrations = [
  // The donor first: MySQL wants an index for the reference to donors, and keeps one of its own beside one that begins with the project.
  createIndex(AT + 1, 'pledges', 'pledges_of_donor', 'donor_id, project_id, status'),
  dropIndex(AT + 2, 'pledges', 'pledges_by_donor', 'project_id, donor_id, status'),
  // What waits for its money and lapses is found by status, paid_at and id.
  dropIndex(AT + 3, 'pledges', 'pledges_by_expiry', 'status, expires_at'),
  createIndex(AT + 4, 'measurements', 'measurements_by_project', 'project_id, measured_at'),
];
