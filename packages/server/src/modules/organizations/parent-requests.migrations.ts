import { createIndex, createTable, migration } from '../../db/ddl.js';

const AT = 1_760_000_164_000;

export const parentRequestMigrations = [
  createTable(
    AT,
    'parent_requests',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    organization_id ${t.id} NOT NULL,
    parent_id ${t.id} NOT NULL,
    state ${t.text(20)} NOT NULL,
    asked_by_id ${t.id} NULL,
    asked_at ${t.time} NOT NULL,
    decided_by_id ${t.id} NULL,
    decided_at ${t.time} NULL,
    reason ${t.text(500)} NULL,
    FOREIGN KEY (organization_id) REFERENCES organizations (id),
    FOREIGN KEY (parent_id) REFERENCES organizations (id)
  `,
  ),
  createIndex(AT + 1, 'parent_requests', 'parent_requests_of_unit', 'organization_id, state, id'),
  createIndex(AT + 2, 'parent_requests', 'parent_requests_to_parent', 'parent_id, state, id'),
  createIndex(AT + 3, 'parent_requests', 'parent_requests_by_state', 'state, asked_at, id'),
  // Units that are below another already count as accepted. The id of the unit is free as that of its first request.
  migration({
    at: AT + 4,
    name: 'Accept_the_parents_of_before_',
    up: () => `INSERT INTO parent_requests (id, organization_id, parent_id, state, asked_by_id, asked_at, decided_by_id, decided_at, reason)
      SELECT o.id, o.id, o.parent_id, 'ACCEPTED', NULL, o.created_at, NULL, o.created_at, NULL FROM organizations o
      WHERE o.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM parent_requests r WHERE r.organization_id = o.id)`,
    down: () => 'DELETE FROM parent_requests',
  }),
];
