import { createIndex, dropIndex } from '../ddl.js';

const AT = 1_760_000_013_000;

/** Every gift writes every index of its table, so indexes that no query needs are dropped. */
export const indexMigrations = [
  // The donor comes first. MySQL needs an index for the foreign key to donors, and would keep its own besides one that
  // begins with the project.
  createIndex(AT + 1, 'pledges', 'pledges_of_donor', 'donor_id, project_id, status'),
  dropIndex(AT + 2, 'pledges', 'pledges_by_donor', 'project_id, donor_id, status'),
  // Pledges that wait for their money and lapse are found by status, paid_at and id.
  dropIndex(AT + 3, 'pledges', 'pledges_by_expiry', 'status, expires_at'),
  createIndex(AT + 4, 'measurements', 'measurements_by_project', 'project_id, measured_at'),
];
